"""Says when an event that repeats takes place (RFC 5545, 3.3.10), for the next year. Pure.

Daily, weekly and monthly series are read, and of the month "on the second Tuesday" or "on the same
day". Of any other series only the first event is.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from listbot.records.meetings.calendar_file import Event

MOST = 12  # events of a series that come onto the calendar
AHEAD = timedelta(days=366)
_STEPS = 500  # months that are tried
_ENDLESS = 10**9  # events; nobody counts a series so far
_NTH = re.compile(r"(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def times_of(event: Event, since: datetime) -> tuple[datetime, ...]:
    """Return when an event takes place, from `since` on if it repeats."""
    if not event.rule:
        return (event.at,)
    parts = dict(part.upper().split("=", 1) for part in event.rule.split(";") if "=" in part)
    count = _number(parts.get("COUNT", ""), _ENDLESS)
    until = _until(parts.get("UNTIL", ""))
    found: list[datetime] = []
    for nth, at in _series(event, parts, since):
        if nth >= count or at > until or at > since + AHEAD or len(found) == MOST:
            break
        if at >= since and at not in event.but_not:
            found.append(at)
    return tuple(found)


def _series(event: Event, parts: dict[str, str], since: datetime) -> Iterator[tuple[int, datetime]]:
    """Yield the times of a series in order, each with its number; those of days or weeks that are
    long over are left out, since a series may be older than its group.
    """
    every = _number(parts.get("INTERVAL", ""), 1)
    first = event.at.astimezone(event.zone)
    match parts.get("FREQ"):
        case "DAILY" | "WEEKLY" as often if "," not in parts.get("BYDAY", ""):
            step = timedelta(days=every * (7 if often == "WEEKLY" else 1))
            nth = max(0, (since - event.at) // step - 1)
            while True:  # a year is over before long
                local = first.replace(tzinfo=None) + nth * step
                yield nth, local.replace(tzinfo=event.zone).astimezone(UTC)
                nth += 1
        case "MONTHLY":
            days = (
                _in_month(first.date(), n, parts.get("BYDAY", "")) for n in range(0, _STEPS, every)
            )
            for nth, day in enumerate(each for each in days if each):
                at = first.replace(year=day.year, month=day.month, day=day.day)
                yield nth, at.astimezone(UTC)
        case _:
            yield 0, event.at


def _in_month(first: date, later: int, by_day: str) -> date | None:
    """Return the day of a series so many months later; None if that month has none."""
    year, month = divmod(first.month - 1 + later, 12)
    begins = date(first.year + year, month + 1, 1)
    ends = (begins + timedelta(days=31)).replace(day=1)
    nth = _NTH.fullmatch(by_day)
    if nth is None:
        day = begins + timedelta(days=first.day - 1)
        return day if day < ends else None
    wanted = _DAYS.index(nth[2])
    all_days = [
        begins + timedelta(days=each)
        for each in range((ends - begins).days)
        if (begins + timedelta(days=each)).weekday() == wanted
    ]
    at = int(nth[1])
    return all_days[at - 1 if at > 0 else at] if abs(at) <= len(all_days) else None


def _number(text: str, usual: int) -> int:
    return int(text) if re.fullmatch(r"[1-9]\d{0,2}", text) else usual


def _until(text: str) -> datetime:
    """Return the last moment of a series; a day counts as a whole."""
    match = re.match(r"(\d{4})(\d\d)(\d\d)", text)
    try:
        assert match is not None
        day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
        return day + timedelta(days=1, hours=12)
    except (AssertionError, ValueError, OverflowError):
        return datetime.max.replace(tzinfo=UTC)
