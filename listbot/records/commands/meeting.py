"""`#listbot meeting: TIME at PLACE` - a meeting is called, moved or cancelled.

"moved to ..." and "cancelled" are about the meeting of the thread, of a day that the line names, or
the next one. A cancelled meeting counts for nobody.
"""

import re

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.reading import Deadline
from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Meeting
from listbot.records.commands.acting import about, new_act
from listbot.records.meetings.finding import (
    DAY,
    FURTHEST,
    day_in,
    keeps_calendar,
    list_of,
    named_in,
    new_key,
    next_one,
    of_thread,
)
from listbot.votes.opening.deadlines import parse_time

LONGEST = 200  # characters of a place
NOT_YOURS = "Only members of the group can write about its meetings."
NO_MEETING = (
    "I do not know which meeting you mean. Please reply to its invitation, or name its day: "
    '"#listbot meeting: cancelled 2026-09-24".'
)
NO_TIME = 'Please say when, as in "#listbot meeting: 2026-09-24 18:00 UTC at URL".'

_OFF = re.compile(r"(?:is )?(?:cancell?ed|off|called off|does not take place)\b", re.IGNORECASE)
_MOVED = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d\S{0,8}(?: \d\d:\d\d)?)\s+)?(?:is )?moved to\b", re.IGNORECASE
)
_PLACE = re.compile(r"[\s,](?:at|in|on|@)\s+(?=[^\s\d])", re.IGNORECASE)


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Carry out one line about a meeting."""
    if not keeps_calendar(case, mail.author.address):
        return refused(NOT_YOURS)
    if not argument:
        return refused(NO_TIME)
    rest = named_in(argument, case)[1].strip() if DAY.match(argument) else argument
    if _OFF.match(argument) or _OFF.match(rest):
        return _cancelled(argument, mail, case)
    moved = _MOVED.match(argument)
    if moved:
        return _moved(moved["day"] or "", argument[moved.end() :], mail, case)
    return _called(argument, mail, case)


def _cancelled(argument: str, mail: Mail, case: GroupCase) -> Effect:
    meeting = _meant(argument, mail, case)
    if meeting is None:
        return refused(NO_MEETING)
    if meeting.cancelled:
        return refused("That meeting was cancelled before.")
    off = new_act(RecordVerb.MEETING_OFF, mail, case, meeting.key)
    return Effect(True, f"The meeting of {when(meeting.at)} is cancelled.", records=(off,))


def _moved(day: str, argument: str, mail: Mail, case: GroupCase) -> Effect:
    meeting = _meant(day, mail, case)
    if meeting is None:
        return refused(NO_MEETING)
    read, place = _time_and_place(argument, mail)
    if isinstance(read, str):
        return refused(f"I could not use that time: {read}.")
    moved = new_act(
        RecordVerb.MEETING_MOVED, mail, case, meeting.key, text=place[:LONGEST], when=read.at
    )
    return Effect(True, f"The meeting is moved to {when(read.at)}.{_told(read)}", records=(moved,))


def _called(argument: str, mail: Mail, case: GroupCase) -> Effect:
    read, place = _time_and_place(argument, mail)
    if isinstance(read, str):
        return refused(f"I could not use that time: {read}.")
    if any(each.at == read.at and not each.cancelled for each in case.group.meetings.values()):
        return refused(f"The meeting of {when(read.at)} is on the calendar already.")
    called = new_act(
        RecordVerb.MEETING,
        mail,
        case,
        new_key(read.at, case),
        text=place[:LONGEST],
        names=("", list_of(mail, case)),
        when=read.at,
    )
    return Effect(
        True, f"The meeting of {when(read.at)} is on the calendar.{_told(read)}", records=(called,)
    )


def _time_and_place(argument: str, mail: Mail) -> tuple[Deadline | str, str]:
    """Return the time a line names, or why it cannot be read, and the place."""
    parted = _PLACE.search(argument)
    time, place = (
        (argument[: parted.start()], argument[parted.end() :]) if parted else (argument, "")
    )
    read = parse_time(time, mail.effective)
    if not isinstance(read, str) and read.at - mail.received > FURTHEST:
        read = "it is more than five years ahead"
    return read, " ".join(place.split())


def _told(read: Deadline) -> str:
    return f" I assumed: {read.assumed}." if read.assumed else ""


def _meant(argument: str, mail: Mail, case: GroupCase) -> Meeting | None:
    """Return the meeting of a day that the line names, of the thread, or the next one."""
    if day_in(argument) is not None:
        return named_in(argument, case)[0]
    return of_thread(mail, case) or next_one(case.group, mail.received)


COMMAND = Command(
    word="meeting",
    form="#listbot meeting: 2026-09-24 18:00 UTC at URL",
    help='Calls a meeting of the group; "cancelled" and "moved to ..." change it. For its members.',
    act=about(lambda rules: rules.meetings, act),
)
