"""Times and sizes as letters write them.

Times are in UTC, with English names whatever the machine's locale; sizes are in decimal units,
rounded, but never to zero.
"""

from datetime import UTC, date, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(moment: datetime) -> str:
    """Return a moment in full: `Fri 11 Sep 2026 18:00 UTC`."""
    utc = moment.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]} {utc.day} {_MONTHS[utc.month - 1]} {utc.year} {utc:%H:%M} UTC"


def day(moment: datetime | date) -> str:
    """Return a day, or a moment's day in UTC, in ten columns for tables: `Tue  8 Sep`."""
    found = day_of(moment)
    return f"{_DAYS[found.weekday()]} {found.day:2} {_MONTHS[found.month - 1]}"


def day_of(moment: datetime | date) -> date:
    """Return the day itself, or the day of a moment in UTC."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def hour(moment: datetime) -> str:
    """Return a moment close to the letter's date, without the year: `Tue 15 Sep 18:00 UTC`."""
    utc = moment.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]} {utc.day} {_MONTHS[utc.month - 1]} {utc:%H:%M} UTC"


def calendar(day: date, until: date | None = None) -> str:
    """Return a date, `13 Sep 2026`; or only what differs from `until`: `7`, `31 Aug`."""
    if until and day.year == until.year:
        return str(day.day) if day.month == until.month else f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def iso(moment: datetime) -> str:
    """Return a moment as people type it in a command: `2026-09-18 18:00 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def size(octets: int) -> str:
    """Return a number of bytes: `850 bytes`, `12 kB`, `3 MB`."""
    for unit, name in _UNITS:
        if octets >= unit:
            return f"{(octets + unit // 2) // unit} {name}"
    return "1 byte" if octets == 1 else f"{octets} bytes"
