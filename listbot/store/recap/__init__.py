"""Rows for the weekly letters: what a week was, what waits for a person, when a letter is due."""
