"""ISO weeks and local hours: when a week's letter is due, and which week it is about. Pure.

A local time that the clocks jump over comes out as far behind the gap as it stood in it, one that they pass twice is
its first passing (PEP 495); so each week has exactly one moment, whatever the zone does. Fails with KeyError for a zone
the system does not know, which the configuration has checked.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from listbot.recap.recap import Week
from listbot.recap.rules import RecapRules

WEEK = timedelta(weeks=1)


def week_of(moment: datetime, zone: str) -> Week:
    """The week a moment is in."""
    local = moment.astimezone(ZoneInfo(zone)).date()
    year, number, weekday = local.isocalendar()
    monday = local - timedelta(days=weekday - 1)
    return Week(year, number, monday, at_local(monday, time(), zone), at_local(monday + WEEK, time(), zone))


def week_before(moment: datetime, zone: str) -> Week:
    """The week that ended before the one a moment is in."""
    return week_of(week_of(moment, zone).starts - timedelta(seconds=1), zone)


def due_after(moment: datetime, rules: RecapRules) -> datetime:
    """The first moment after this one at which a week's letter is due."""
    monday = week_of(moment, rules.zone).monday
    due = (
        at_local(monday + weeks * WEEK + timedelta(days=rules.weekday - 1), rules.at, rules.zone)
        for weeks in range(2)
    )
    return next(each for each in due if each > moment)


def at_local(day: date, at: time, zone: str) -> datetime:
    """A local time in UTC; fold 0 of PEP 495."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
