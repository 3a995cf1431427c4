"""Forgetting a person: what is erased, what takes its place, and what is kept of whom."""
