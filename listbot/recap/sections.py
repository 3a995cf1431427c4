"""Decides which open votes the recap shows under "Waiting for reactions". Pure."""

from datetime import datetime, timedelta

from listbot.model.weekly.recap import OpenVote

DAY = timedelta(days=1)


def days_open(opened: datetime, now: datetime, least: int) -> int:
    """Return for how many whole days a vote has been open; 0 if fewer than `least`."""
    days = (now - opened) // DAY
    return days if days >= least else 0


def is_quiet(vote: OpenVote) -> bool:
    """Return whether a vote waits for its first reaction."""
    return vote.quiet_days > 0
