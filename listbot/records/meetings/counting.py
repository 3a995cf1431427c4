"""How many meetings the group held lately, for its own digest. Pure.

The number in the rules is what the group means to do; fewer is never called a breach.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from listbot.records.meetings.attendance import held
from listbot.records.meetings.finding import next_one
from listbot.records.people import Known

YEAR = timedelta(days=365)
LONG = 80  # days without a meeting; four a year are one every 91


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """How the group stands with its meetings."""

    held: int
    """In the last twelve months."""
    meant: int
    """In a year."""
    days: int | None
    """Since the last one; None: there was none."""
    is_planned: bool


def meeting_count(known: Known, now: datetime) -> MeetingCount | None:
    """Return how the group stands with its meetings; None if there is nothing to say."""
    rules = known.rules
    if not rules.meetings or not rules.meetings_a_year:
        return None
    times = [each.at for each in held(known.group) if each.at <= now]
    last_year = sum(each > now - YEAR for each in times)
    days = (now - times[-1]).days if times else None
    is_planned = next_one(known.group, now) is not None
    is_quiet = not is_planned and (days is None or days >= LONG)
    if last_year >= rules.meetings_a_year and not is_quiet:
        return None
    return MeetingCount(last_year, rules.meetings_a_year, days, is_planned)
