"""Commands for the daemon and what it keeps: run, status, outbox, quarantine, people,
recaps, replay.
"""
