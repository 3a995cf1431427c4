"""Asking the DNS for the keys of signatures."""
