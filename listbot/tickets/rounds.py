"""When a list's weekly letter is due. Pure."""

from datetime import datetime, timedelta

DIGEST = "digest"
"""The kind of the letter to members about what waits for them."""

_MONDAY, _HOUR = 0, 7
"""UTC: early on Monday in Europe, on Monday all the same in the Americas and in Asia."""


def next_round(after: datetime) -> datetime:
    """The first Monday at 07:00 UTC after a moment."""
    monday = after + timedelta(days=(_MONDAY - after.weekday()) % 7)
    due = monday.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    return due if due > after else due + timedelta(days=7)
