"""Fault injection: known faults, planted one at a time in a copy, and what catches each."""
