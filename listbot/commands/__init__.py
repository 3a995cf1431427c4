"""The machinery of `#listbot` lines: what a command is, how the lines of a mail are run, and who
may write which.

The words themselves stand in the slice that each is about. Pure.
"""
