"""Counts months and days as people do, in the group's own time zone. Pure; never fails.

Six months after 31 August is the last day of February.
"""

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

YEAR = 12  # months
MORNING = time(9)
"""The local time at which the record is looked at each day, and from which letters of that day go
out."""


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later (or earlier), or the last one of that month."""
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_of(at: datetime, where: ZoneInfo) -> date:
    """Return the day that it is in the group's zone."""
    return at.astimezone(where).date()


def months_between(first: date, last: date) -> int:
    """Return how many whole months lie between two days."""
    months = (last.year - first.year) * YEAR + last.month - first.month
    return months if months_after(first, months) <= last else months - 1
