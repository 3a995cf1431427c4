"""An invitation with a calendar file puts a meeting on the calendar, moves it or cancels it. Pure.

The same event sent again changes the meeting that is there. A mail that proves nothing about its
author is asked about, as if they had written it as a command.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from listbot.mail import UNWRAPPED, Mail
from listbot.mail.files.attachments import contents_of
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Meeting
from listbot.records import asking
from listbot.records.commands.acting import is_proven, new_act
from listbot.records.meetings.calendar_file import Event, events_in
from listbot.records.meetings.finding import FURTHEST, keeps_calendar, list_of, new_key
from listbot.records.meetings.repeating import times_of
from listbot.records.steps import NOTHING, Noticed

MOST = 20  # meetings in one mail
_FILE = re.compile(rb"text/calendar|application/ics|\.ics\b", re.IGNORECASE)
_SIGNS = (b"ultipart/", b"ultiPart/", b"ULTIPART/", b"alendar", b"ALENDAR")
"""A mail with none of them has no file; they are found faster than the pattern."""
_TYPES = ("text/calendar", "application/ics")
_JUST = timedelta(hours=12)
"""An invitation may come while its meeting goes on."""


def invited(mail: Mail, case: GroupCase) -> Noticed:
    """Take the meetings of a mail's calendar files."""
    if not case.rules.meetings or not keeps_calendar(case, mail.author.address):
        return NOTHING
    if not _may_hold_file(mail.arrival.raw):
        return NOTHING
    acts = tuple(_acts(mail, case))
    if not acts or is_proven(mail, case):
        return Noticed(acts)
    return asking.did_you(tuple(map(_line, acts)), mail, case)


def _may_hold_file(raw: bytes) -> bool:
    """Return whether it is worth a look: nearly no mail has a calendar file."""
    if not any(each in raw for each in _SIGNS):
        return False
    return _FILE.search(raw) is not None


def _acts(mail: Mail, case: GroupCase) -> Iterator[RecordAct]:
    files = contents_of(mail.arrival.raw, unwrapped=UNWRAPPED in mail.notes).attachments
    begun = case
    for file in files:
        if file.type not in _TYPES and not file.name.lower().endswith(".ics"):
            continue
        for event in events_in(file.data, case.rules.where):
            for at in times_of(event, mail.received - _JUST):
                if at - mail.received > FURTHEST:
                    break
                if case.used - begun.used >= MOST:
                    return
                for act in _act(event, at, mail, case):
                    case = case.after((act,))
                    yield act


def _act(event: Event, at: datetime, mail: Mail, case: GroupCase) -> Iterator[RecordAct]:
    """Yield what one event changes, if it changes anything."""
    original = event.which or at
    uid = f"{event.uid} {original:%Y%m%d}" if event.rule or event.which else event.uid
    known = next((each for each in case.group.meetings.values() if each.uid == uid), None)
    if event.cancelled:
        series = [each for each in case.group.meetings.values() if _is_of(each, event, uid)]
        for meeting in series:
            if not meeting.cancelled and meeting.at >= mail.received - _JUST:
                yield new_act(RecordVerb.MEETING_OFF, mail, case, meeting.key)
                case = case.after((new_act(RecordVerb.MEETING_OFF, mail, case, meeting.key),))
    elif known is None:
        if at >= mail.received - _JUST:
            yield new_act(
                RecordVerb.MEETING,
                mail,
                case,
                new_key(at, case),
                name=event.title,
                text=event.place,
                names=(uid, list_of(mail, case)),
                when=at,
            )
    elif known.cancelled or (known.at, known.place, known.title) != (at, event.place, event.title):
        yield new_act(
            RecordVerb.MEETING_MOVED,
            mail,
            case,
            known.key,
            name=event.title,
            text=event.place,
            when=at,
        )


def _is_of(meeting: Meeting, event: Event, uid: str) -> bool:
    """Return whether a cancelled event means a meeting: a series without a date means all of it."""
    if event.which is not None:
        return meeting.uid == uid
    return meeting.uid == event.uid or meeting.uid.startswith(f"{event.uid} ")


def _line(act: RecordAct) -> tuple[str, str]:
    """Return an act as the command that does the same."""
    if act.verb is RecordVerb.MEETING_OFF:
        return ("meeting", f"cancelled {act.about}")
    assert act.when is not None
    place = f" at {act.text}" if act.text else ""
    moved = f"{act.about} moved to " if act.verb is RecordVerb.MEETING_MOVED else ""
    return ("meeting", f"{moved}{act.when:%Y-%m-%d %H:%M} UTC{place}")
