<<<<<<< HEAD
"""Checks a set of templates by composing sample letters of every kind. `check-config`
and the tests use it.
"""
=======
"""A check of templates: every letter composed from sample facts."""
>>>>>>> 39a5dea (letters: docstrings and comments in plain English)
