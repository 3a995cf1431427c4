"""Checks a set of templates by composing sample letters of every kind. `check-config`
and the tests use it.
"""
