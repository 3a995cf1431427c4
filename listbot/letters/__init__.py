"""The bot's own mail: facts in, composed letters out. Pure; templates are handed in already loaded.

A letter never repeats a stranger's text at the start of a line, never has a line that our own
reader could take for a vote or a command, and is parsed again before it is queued.
"""
