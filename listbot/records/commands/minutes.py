"""`#listbot minutes: 2026-09-24` above a text - the minutes of a meeting, for its writer to check.

And the answers to what we read in them: yes, no, or corrections.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Meeting, Minutes, Sent
from listbot.recap.week import at_local
from listbot.records.commands.acting import OFF, about
from listbot.records.commands.meeting import NOT_YOURS
from listbot.records.making import new_act
from listbot.records.meetings.directory import directory
from listbot.records.meetings.finding import (
    NO_DAY,
    day_in,
    keeps_calendar,
    last_one,
    named_in,
    of_thread,
)
from listbot.records.minutes.correcting import corrected
from listbot.records.minutes.incoming import are_too_many, minutes_in
from listbot.records.minutes.reading import read_minutes

NO_MEETING = (
    "I do not know which meeting you mean. Please name its day, as in "
    '"#listbot minutes: 2026-09-24".'
)
TOO_MANY = (
    "Ten sets of minutes that came in your name this week wait for your yes. Please answer one of "
    "my mails about them, or send these again in some days."
)
NOTHING_READ = "I found no minutes below that line."
SHOWN = "I have sent what I read to you alone. Nothing is published before you say yes."
GONE = "I no longer know these minutes. Please send them again."
NOON = time(12)
"""The hour of a meeting of which we only know the day."""


def run(argument: str, mail: Mail, case: Case) -> Effect:
    """Take minutes, where meetings are kept. Whoever sent them proves it by their yes."""
    if case.group is None or not case.group.rules.meetings:
        return refused(OFF)
    return act(argument, mail, case.group)


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Take the minutes in a mail."""
    if not keeps_calendar(case, mail.author.address):
        return refused(NOT_YOURS)
    if are_too_many(mail, case):
        return refused(TOO_MANY)
    meeting = _meant(argument, mail, case)
    if meeting is None:
        return refused(NO_MEETING)
    minutes = minutes_in(mail, case, meeting)
    if minutes is None:
        return refused(NOTHING_READ)
    sent = new_act(RecordVerb.MINUTES, mail, case, meeting.key, when=meeting.at)
    return Effect(True, SHOWN, records=(replace(sent, minutes=minutes),))


def _meant(argument: str, mail: Mail, case: GroupCase) -> Meeting | None:
    """Return the meeting of the day that the line names, of the thread, or the last one. A day in
    the past without a meeting is one that nobody had called."""
    day = day_in(argument)
    if day is None:
        return of_thread(mail, case) or last_one(case.group, mail.received)
    known, _ = named_in(argument, case)
    if known is not None or day == NO_DAY:
        return known
    at = at_local(day, NOON, case.rules.zone)
    return Meeting(day.isoformat(), at) if at < mail.received else None


def publish(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Whoever sent minutes says that they are right."""
    found = _sent(argument, case)
    if found is None:
        return refused(GONE)
    meeting, sent = found
    if sent.minutes.cancelled:
        off = new_act(RecordVerb.MEETING_OFF, mail, case, meeting.key)
        return Effect(True, "The meeting did not take place; it counts for nobody.", records=(off,))
    out = new_act(RecordVerb.PUBLISHED, mail, case, meeting.key, text=sent.act)
    return Effect(True, "", records=(out,))


def drop(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Whoever sent minutes does not want them published."""
    return Effect(True, "Good. I have published nothing.")


def correct(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Whoever sent minutes corrects what we read, or sends the whole text again."""
    found = _sent(argument, case)
    if found is None:
        return refused(GONE)
    meeting, sent = found
    new = _corrected(sent.minutes, mail, case, meeting)
    if new is None:
        return refused('I could read neither "yes" nor a correction in your answer.')
    again = new_act(RecordVerb.MINUTES, mail, case, meeting.key, when=meeting.at)
    return Effect(True, "", records=(replace(again, minutes=new),))


def _corrected(old: Minutes, mail: Mail, case: GroupCase, meeting: Meeting) -> Minutes | None:
    by_lines = corrected(old, mail.body.own, directory(case))
    if by_lines is not None and read_minutes(mail.body.own).signs < 3:
        return by_lines
    return minutes_in(mail, case, meeting, least=2) or by_lines


def _sent(key: str, case: GroupCase) -> tuple[Meeting, Sent] | None:
    """Return the minutes that came by this act, and their meeting."""
    meetings = (*case.group.meetings.values(), *case.group.unannounced.values())
    return next(((each, sent) for each in meetings for sent in each.sent if sent.act == key), None)


def _answer(word: str, does: Callable[[str, Mail, GroupCase], Effect]) -> Command:
    return Command(word, "yes, no or corrections", "", about(lambda rules: rules.meetings, does))


COMMAND = Command(
    word="minutes",
    form="#listbot minutes: 2026-09-24",
    help="Above a text: the minutes of a meeting. You see first what was read. For members.",
    act=run,
)
ANSWERS = (
    _answer("minutes-yes", publish),
    _answer("minutes-no", drop),
    _answer("minutes-fix", correct),
)
"""What only the answer to a preview can carry out."""
