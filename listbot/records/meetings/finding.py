"""Says which meeting a person means: that of the thread, of a day, or the next one. Pure."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from listbot.letters.message_ids import message_id
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.order import LetterKind
from listbot.model.records.group import Group
from listbot.model.records.meetings import Meeting
from listbot.records.people import Known, belongs, primary

DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_HOUR = re.compile(r"[ T](\d\d):?(\d\d)(?!\d)")
"""After a day: which of its meetings."""
_KEY = re.compile(r"[-\dT]{15,16}(?:\.\d{1,3})?")
LOOKS_BACK = timedelta(days=31)
"""Minutes without a date are about a meeting no longer ago than this."""

FURTHEST = timedelta(days=5 * 366)
"""Nobody calls a meeting for a day further ahead; the year is a mistake."""
YEARS = range(1970, 3000)
"""Days of other years are none of ours; at the end of the calendar no zone can be reckoned with."""
NO_DAY = date.min
"""What looks like a day and is not: the 30th of February. No meeting is ever on it."""

LETTERS = (LetterKind.AGENDA, LetterKind.MINUTES_WANTED)
"""The letters about one meeting, which people answer."""
OURS = "<listbot-"
"""How the Message-IDs of our letters begin."""
ANSWERED = timedelta(days=93)
"""Our letters about a meeting are answered no further from it than this."""
FIRST, SECOND = "", "again"
PERIODS = (FIRST, SECOND)
"""The chair is asked for the minutes first, and then the group."""


def keeps_calendar(known: Known, address: str) -> bool:
    """Return whether a person may write about meetings."""
    return belongs(known, address)


def in_order(group: Group) -> list[Meeting]:
    """Return all meetings that were not cancelled, the earliest first."""
    return sorted(
        (each for each in group.meetings.values() if not each.cancelled), key=lambda each: each.at
    )


def next_one(group: Group, now: datetime) -> Meeting | None:
    """Return the next meeting; None if none is planned."""
    return next((each for each in in_order(group) if each.at >= now), None)


def last_one(group: Group, now: datetime) -> Meeting | None:
    """Return the last meeting that has begun, if that was lately."""
    before = [each for each in in_order(group) if now - LOOKS_BACK <= each.at <= now]
    return before[-1] if before else None


def of_thread(mail: Mail, case: GroupCase) -> Meeting | None:
    """Return the meeting whose invitation, agenda or question for minutes a mail answers."""
    if not mail.references:
        return None
    named = set(mail.references)
    meetings = case.group.meetings.values()
    called = next((each for each in meetings if each.mail in named), None)
    if called is not None or not any(each.startswith(OURS) for each in named):
        return called
    near = (each for each in meetings if abs(each.at - mail.received) < ANSWERED)
    return next((each for each in near if named & _letters(each, case)), None)


def named_in(text: str, known: Known) -> tuple[Meeting | None, str]:
    """Return the meeting whose day a text names, and what stands behind that. The text may name the
    hour, too, as it has to if there are several that day; else it is the first one.
    """
    day, match = day_in(text), DAY.search(text)
    assert day is not None
    assert match is not None
    key = _KEY.match(text, match.start())
    if key is not None and key[0] in known.group.meetings:
        return known.group.meetings[key[0]], text[key.end() :]
    there = _on_day(day, known)
    hour = _HOUR.match(text, match.end())
    named = [each for each in there if hour and hour[1] + hour[2] in _hours(each, known)]
    if hour and named:
        return _first(named), text[hour.end() :]
    return _first(there), text[match.end() :]


def _on_day(day: date, known: Known) -> list[Meeting]:
    """Return the meetings that were called for a day or take place on it, the earliest first."""
    there = (
        each
        for each in known.group.meetings.values()
        if each.key[:10] == day.isoformat() or _local(each, known).date() == day
    )
    return sorted(there, key=lambda each: (each.at, each.key))


def _hours(meeting: Meeting, known: Known) -> tuple[str, str]:
    """Return the hour at which a meeting is, and the one for which it was called."""
    return (f"{_local(meeting, known):%H%M}", meeting.key[11:15])


def _first(meetings: list[Meeting]) -> Meeting | None:
    """Return the first one that was not cancelled, if there is any."""
    there = (each for each in meetings if not each.cancelled)
    return next(there, meetings[0] if meetings else None)


def _local(meeting: Meeting, known: Known) -> datetime:
    return meeting.at.astimezone(known.rules.where)


def name_of(meeting: Meeting, known: Known) -> str:
    """Return what people call a meeting: its day, with the hour if there are several that day."""
    at = _local(meeting, known)
    return _named(at, len(_on_day(at.date(), known)))


def names_of(known: Known) -> dict[str, str]:
    """Return what people call each meeting, by its key; as `name_of`, in one pass for all."""
    days = Counter(
        day
        for each in known.group.meetings.values()
        for day in {each.key[:10], f"{_local(each, known):%Y-%m-%d}"}
    )
    local = {each.key: _local(each, known) for each in known.group.meetings.values()}
    return {key: _named(at, days[f"{at:%Y-%m-%d}"]) for key, at in local.items()}


def _named(at: datetime, that_day: int) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if that_day > 1 else f"{at:%Y-%m-%d}"


def day_in(text: str) -> date | None:
    """Return the first day that a text names, as in "2026-09-24"; None if it names none."""
    match = DAY.search(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return NO_DAY
    return day if day.year in YEARS else NO_DAY


def new_key(at: datetime, case: GroupCase) -> str:
    """Return the key of a new meeting: its day and hour, so that it does not matter which one of a
    day is called first. Only of two at the very same time the second one has a number.
    """
    key = key_at(at, case.rules.where)
    taken = sum(each.partition(".")[0] == key for each in case.group.meetings)
    return f"{key}.{taken + 1}" if taken else key


def key_at(at: datetime, where: ZoneInfo) -> str:
    """Return the key of a meeting that is called for this time."""
    return f"{at.astimezone(where):%Y-%m-%dT%H%M}"


def list_of(mail: Mail, case: GroupCase) -> str:
    """Return the list that gets a meeting's agenda: the one the mail came by; for a mail to the bot
    the first list, as in the configuration."""
    here = mail.arrival.list.address
    return here if here in case.lists else next(iter(case.lists), "")


def cause_of(key: str, at: datetime) -> str:
    """Return the cause of the letters about a meeting: a meeting that was moved gets new ones."""
    return f"{key} {at:%Y%m%dT%H%M}"


def _letters(meeting: Meeting, case: GroupCase) -> set[str]:
    """Return the Message-IDs of our letters about a meeting."""
    return {
        message_id(f"{kind}|{cause_of(meeting.key, at)}|{period}", case.bot.address)
        for kind in LETTERS
        for at in (meeting.at, *meeting.was)
        for period in PERIODS
    }


def by(mail: Mail, case: GroupCase) -> str:
    """Return the primary address of a mail's author."""
    return primary(case, mail.author.address)
