"""How `#listbot` lines to the help desk are run: who may write which, and which ticket
a line is about.
"""
