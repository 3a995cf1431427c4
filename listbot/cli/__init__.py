"""The command line: one module per command or group, each loaded only when it is called.

The modules are thin: they read options, call the code that does the work, and print. Data goes to
stdout, everything else to stderr. Text longer than a line comes from a template. Only `exits.py`
makes exit codes.
"""
