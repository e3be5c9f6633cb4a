"""A release: everything that leaves the house, attacked and searched before, and recorded."""
