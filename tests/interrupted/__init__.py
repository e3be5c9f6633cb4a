"""Runs that something happens to: killed, edited under, out of disk. Each ends right or refuses."""
