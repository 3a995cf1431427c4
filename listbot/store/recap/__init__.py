"""Rows for the weekly letters: a list's week, what waits for a person, when a letter is due."""
