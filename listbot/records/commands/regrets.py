"""`#listbot regrets` - a member cannot come to a meeting. Only the group knows.

It needs no proof of its sender, since nothing follows from it: regrets count as missed.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import OFF, new_act
from listbot.records.commands.meeting import NOT_YOURS
from listbot.records.meetings.finding import (
    day_in,
    keeps_calendar,
    named_in,
    next_one,
    of_thread,
)
from listbot.records.people import primary

NO_MEETING = (
    'I know of no meeting to come. Please name its day, as in "#listbot regrets: 2026-09-24".'
)


def run(argument: str, mail: Mail, case: Case) -> Effect:
    """Take regrets, where meetings are kept."""
    if case.group is None or not case.group.rules.meetings:
        return refused(OFF)
    return act(argument, mail, case.group)


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Note that the author cannot come."""
    if not keeps_calendar(case, mail.author.address):
        return refused(NOT_YOURS)
    day = day_in(argument)
    named = named_in(argument, case)[0] if day else of_thread(mail, case)
    meeting = named or (None if day else next_one(case.group, mail.received))
    if meeting is None:
        return refused(NO_MEETING)
    person = primary(case, mail.author.address)
    noted = new_act(RecordVerb.REGRETS, mail, case, meeting.key, names=(person,))
    return Effect(True, f"Noted for {when(meeting.at)}, for the group only.", records=(noted,))


COMMAND = Command(
    word="regrets",
    form="#listbot regrets",
    help="Tells the group alone that you will miss its next meeting. For its members.",
    act=run,
)
