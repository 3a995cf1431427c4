"""The values of the weekly letters: what a list's week was, what waits for a person,
the work log.
"""
