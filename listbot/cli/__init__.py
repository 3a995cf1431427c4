"""The command line: one module per command or group of commands, each loaded only when it is called.

The modules here are thin: they read options, call the code that does the work, and print. What is printed for people
goes through templates or `output.py`; exit codes are made in one place, `exits.py`.
"""
