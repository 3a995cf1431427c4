"""Forgetting a person: what is erased, what replaces it, and what is kept about people."""
