"""Times as letters write them: in UTC, in words that no locale of the machine can change."""

from datetime import UTC, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(moment: datetime) -> str:
    """A moment in full: `Fri 11 Sep 2026 18:00 UTC`."""
    utc = moment.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]} {utc.day} {_MONTHS[utc.month - 1]} {utc.year} {utc:%H:%M} UTC"


def day(moment: datetime) -> str:
    """A day in ten columns, for tables: `Tue  8 Sep`."""
    utc = moment.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]} {utc.day:2} {_MONTHS[utc.month - 1]}"


def iso(moment: datetime) -> str:
    """A moment as people type it into a command: `2026-09-18 18:00 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
