"""`#listbot agenda: TEXT` - puts something on the agenda of the group's next meeting."""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import about, new_act
from listbot.records.commands.meeting import NOT_YOURS
from listbot.records.meetings.finding import keeps_calendar, next_one
from listbot.records.people import name_of, primary

LONGEST = 200  # characters; an agenda has one line for it


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Take one item."""
    text = " ".join(argument.split())
    if not keeps_calendar(case, mail.author.address):
        return refused(NOT_YOURS)
    if not text:
        return refused('Please say what it is about, as in "#listbot agenda: new disks".')
    if len(text) > LONGEST:
        return refused(f"Please say it in at most {LONGEST} characters.")
    item = new_act(
        RecordVerb.AGENDA,
        mail,
        case,
        primary(case, mail.author.address),
        name=name_of(mail, case),
        text=text,
    )
    meeting = next_one(case.group, mail.received)
    where = f"of {when(meeting.at)}" if meeting else "of the next meeting; none is planned yet"
    return Effect(True, f"That is on the agenda {where}.", records=(item,))


COMMAND = Command(
    word="agenda",
    form="#listbot agenda: what it is about",
    help="Puts something on the agenda of the group's next meeting. For its members.",
    act=about(lambda rules: rules.meetings, act),
)
