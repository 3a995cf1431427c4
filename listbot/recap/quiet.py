"""Which open votes the recap shows under "Waiting for reactions": those unanswered for days.

Pure.
"""

from datetime import datetime, timedelta

from listbot.model.weekly.recap import OpenVote

DAY = timedelta(days=1)


def days_open(opened: datetime, now: datetime, least: int) -> int:
    """For how many whole days a vote has been open, if the list minds so many; else 0."""
    days = (now - opened) // DAY
    return days if days >= least else 0


def is_quiet(vote: OpenVote) -> bool:
    """Whether it waits for a first reaction."""
    return vote.quiet_days > 0
