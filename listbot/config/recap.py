"""The recap keys of a decision list: whether and when it is sent, and how many other posts the list
may get per week and per hour.

They are keys of [[lists]] and allowed only if `role` is "decisions".
"""

import re
from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from listbot.config.faults import suggestion
from listbot.config.section import Section, shown
from listbot.model.recap_rules import RecapRules

KEYS = (
    "recap",
    "recap_day",
    "recap_hour",
    "timezone",
    "weekly_posts",
    "hourly_posts",
    "quiet_days",
)
"""The keys of [[lists]] that only a decision list has."""

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")
MOST_POSTS = 100
LONGEST_QUIET = 365  # days


def read_recap(section: Section) -> RecapRules:
    """Read when a list gets its recap, and its limits of posts."""
    usual = RecapRules()
    return RecapRules(
        on=section.flag("recap", usual.on),
        weekday=DAYS.index(section.choice("recap_day", DAYS, DAYS[usual.weekday - 1])) + 1,
        at=read_hour(section, usual.at),
        zone=read_zone(section, usual.zone),
        budget=section.whole("weekly_posts", usual.budget, least=0, most=MOST_POSTS),
        hourly=section.whole("hourly_posts", usual.hourly, least=1, most=MOST_POSTS),
        quiet_days=section.whole("quiet_days", usual.quiet_days, least=1, most=LONGEST_QUIET),
    )


def read_hour(section: Section, usual: time) -> time:
    """Read a local time of day."""
    text = section.text("recap_hour", f"{usual:%H:%M}")
    match = HOUR.match(text)
    if match is None:
        section.fault("recap_hour", f'must be a time of day, like "09:00", not {shown(text)}')
        return usual
    return time(int(match[1]), int(match[2]))


def read_zone(section: Section, usual: str) -> str:
    """Read a time zone that this system knows."""
    zone = section.text("timezone", usual)
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # unknown; malformed; the name of a folder
        section.fault(
            "timezone",
            f"must be a time zone, like Europe/Vienna, not {shown(zone)}{_zone_meant(zone)}",
        )
        return usual
    return zone


def _zone_meant(zone: str) -> str:
    """Return "; did you mean ...?" with the zones of that city, else the closest name, or ""."""
    known = sorted(available_timezones())
    city = zone.rpartition("/")[2].replace(" ", "_").casefold()
    found = [each for each in known if "/" in each and each.rpartition("/")[2].casefold() == city]
    return f"; did you mean {' or '.join(found[:3])}?" if found else suggestion(zone, known)
