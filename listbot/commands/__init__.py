"""The machinery of `#listbot` lines: what a command is, how the lines of a mail are run, and who
may write which.

Each command lives in the slice it is about. Pure.
"""
