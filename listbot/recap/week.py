"""ISO weeks and local hours: when a week's letter is due, and which week it is about. Pure.

A local time that the clocks skip is moved past the gap by as much as it lay inside it; of one that
occurs twice, the first counts (PEP 495). So each week has exactly one moment, whatever the zone
does. Raises KeyError for a zone the system does not know, which the configuration has checked.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from listbot.model.recap_rules import RecapRules
from listbot.model.weekly.recap import Week

WEEK = timedelta(weeks=1)


def week_of(moment: datetime, zone: str) -> Week:
    """Return the week that contains a moment."""
    local = moment.astimezone(ZoneInfo(zone)).date()
    year, number, weekday = local.isocalendar()
    monday = local - timedelta(days=weekday - 1)
    return Week(
        year, number, monday, at_local(monday, time(), zone), at_local(monday + WEEK, time(), zone)
    )


def week_before(moment: datetime, zone: str) -> Week:
    """Return the week before the one that contains a moment."""
    return week_of(week_of(moment, zone).starts - timedelta(seconds=1), zone)


def due_after(moment: datetime, rules: RecapRules) -> datetime:
    """Return the first moment after this one at which a weekly letter is due."""
    monday = week_of(moment, rules.zone).monday
    due = (
        at_local(monday + weeks * WEEK + timedelta(days=rules.weekday - 1), rules.at, rules.zone)
        for weeks in range(2)
    )
    return next(each for each in due if each > moment)


def weeks_told(due: datetime, now: datetime, rules: RecapRules) -> tuple[Week, Week] | None:
    """Return the first and last week that a letter due then and made now covers.

    More than one week after an outage. None if the schedule changed in between, so that the next
    letter covers everything.
    """
    since = week_before(due, rules.zone)
    last = week_before(week_before(due_after(now, rules), rules.zone).starts, rules.zone)
    return (since, last) if since.starts <= last.starts else None


def told_on(week: Week, rules: RecapRules) -> datetime:
    """Return when the letter about a week is due by these rules."""
    return at_local(week.monday + WEEK + timedelta(days=rules.weekday - 1), rules.at, rules.zone)


def week_named(period: str, zone: str) -> Week:
    """Return the week of that name, like "2026-W37". Raises ValueError if there is none."""
    if len(period) != 8 or period[4:6] != "-W":
        raise ValueError(period)
    monday = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
    return week_of(at_local(monday, time(12), zone), zone)


def at_local(day: date, at: time, zone: str) -> datetime:
    """Return a local time in UTC; fold 0 of PEP 495."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
