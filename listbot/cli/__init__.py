"""The command line: one module per command or group of commands, each loaded only when it is
called.

The modules here are thin: they read options, call the code that does the work, and print. Data goes
to stdout, all else to stderr; what is more than a line comes from a template; exit codes are made
in one place, `exits.py`.
"""
