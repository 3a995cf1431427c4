"""Says which meeting a person means: that of the thread, of a day, or the next one. Pure."""

import re
from datetime import date, datetime, timedelta

from listbot.letters.message_ids import message_id
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.order import LetterKind
from listbot.model.records.group import Group
from listbot.model.records.meetings import Meeting
from listbot.records.people import Known, is_in, primary, project_member

DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
LOOKS_BACK = timedelta(days=31)
"""Minutes without a date are about a meeting no longer ago than this."""

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
    """Return whether a person may write about meetings: a member of the group. Where the group
    keeps no list of its members, anybody of the project or on the roster."""
    if known.rules.members:
        return is_in(known, address)
    return project_member(known, address) is not None or known.roster.holds(address)


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


def on_day(group: Group, day: date, known: Known) -> Meeting | None:
    """Return the meeting that was called for a day or takes place on it."""
    found = [
        each
        for each in group.meetings.values()
        if each.key[:10] == day.isoformat() or each.at.astimezone(known.rules.where).date() == day
    ]
    return next((each for each in found if not each.cancelled), found[0] if found else None)


def day_in(text: str) -> date | None:
    """Return the first day that a text names, as in "2026-09-24"."""
    match = DAY.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def new_key(at: datetime, case: GroupCase) -> str:
    """Return the key of a new meeting: its day, with a number from the second one on."""
    day = at.astimezone(case.rules.where).date().isoformat()
    taken = sum(each[:10] == day for each in case.group.meetings)
    return f"{day}.{taken + 1}" if taken else day


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
