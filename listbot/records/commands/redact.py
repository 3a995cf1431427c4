"""`#listbot redact: WORDS` - takes words out of published minutes, with a dated note.

The words leave everything that is derived from the minutes; the mail itself stays in the journal.
"""

import re

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Meeting, Minutes
from listbot.model.records.redacting import LEAST
from listbot.records.commands.acting import about
from listbot.records.commands.meeting import NOT_YOURS
from listbot.records.making import new_act
from listbot.records.meetings.attendance import held
from listbot.records.meetings.finding import DAY, day_in, keeps_calendar, named_in, of_thread

_LINE = re.compile(r"line (\d{1,5})", re.IGNORECASE)
NO_MINUTES = (
    "I know of no minutes there. Please name the day of the meeting, as in "
    '"#listbot redact: 2026-09-24 the words".'
)
NOT_THERE = "Those words are not in its minutes. Please give them exactly as they stand there."


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Take words out."""
    if not keeps_calendar(case, mail.author.address):
        return refused(NOT_YOURS)
    meeting, words = _meant(argument, mail, case)
    if meeting is None or not meeting.sent:
        return refused(NO_MINUTES)
    found = _words(words.lstrip(" :"), meeting)
    if not found:
        return refused(NOT_THERE)
    gone = new_act(RecordVerb.REDACTED, mail, case, meeting.key, text=found)
    return Effect(True, f"Taken out of the minutes of {meeting.key[:10]}.", records=(gone,))


def _meant(argument: str, mail: Mail, case: GroupCase) -> tuple[Meeting | None, str]:
    """Return the meeting that is meant, and the words."""
    if DAY.match(argument) and day_in(argument) is not None:
        return named_in(argument, case)
    last = held(case.group)
    return of_thread(mail, case) or (last[-1] if last else None), argument


def _words(words: str, meeting: Meeting) -> str:
    """Return the words to take out, as they stand in one of the minutes; "" if none has them."""
    line = _LINE.fullmatch(words.strip())
    for sent in meeting.sent:
        text = _line_of(sent.minutes, int(line[1])) if line else words.strip()
        if len(text) >= LEAST and text in _whole(sent.minutes):
            return text
    return ""


def _line_of(minutes: Minutes, number: int) -> str:
    lines = minutes.text.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _whole(minutes: Minutes) -> str:
    told = (minutes.text, *minutes.agreed, *(each.what for each in minutes.actions))
    return "\n".join(told)


COMMAND = Command(
    word="redact",
    form="#listbot redact: 2026-09-24 the words",
    help="Takes words out of published minutes, with a note. For members of the group.",
    act=about(lambda rules: rules.meetings, act),
)
