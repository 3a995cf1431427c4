"""`#listbot snooze: friday` - a member parks a ticket until a day, and the team is reminded then.

Dates are read as people write them, and the answer repeats them in UTC. A day without a time begins
at eight in the morning; one that is over by then ends at midnight. Any reply wakes the ticket
sooner, as it wakes every parked ticket.
"""

from datetime import datetime, time, timedelta

from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.desk.ticket import Field, Status
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import moved, refused, the_ticket
from listbot.votes.opening.dates import END_OF_DAY
from listbot.votes.opening.deadlines import parse_time

MORNING = time(8, 0)  # UTC; early in the working day of most teams in Europe
LONGEST = timedelta(days=366)  # what is put off for longer is better closed


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Park it until then."""
    ticket = the_ticket(case)
    if ticket.is_closed:
        return refused(f'{ticket.key} is closed. Please write "#listbot reopen" first.')
    if not argument:
        return refused('Please name the day, as in "#listbot snooze: friday".')
    read = parse_time(argument, mail.effective)
    if isinstance(read, str):
        return refused(f"I could not use that time: {read}.")
    until = _in_the_morning(read.at, mail.received) if read.assumed else read.at
    if until <= mail.received:
        return refused(f"{when(until)} is in the past.")
    if until > mail.received + LONGEST:
        return refused(f"{when(until)} is more than a year away. Please name an earlier day.")
    if mail.received < ticket.since:
        return refused(
            f"A later mail has changed {ticket.key}: it is now {ticket.status}. Please look again."
        )
    changes = to(ticket, Field.STATUS, Status.PARKED)
    changes += to(ticket, Field.SNOOZED, until.isoformat())
    answer = f"{ticket.key} is parked until {when(until)}. Any reply wakes it sooner."
    return moved(ticket, changes, answer)


def _in_the_morning(at: datetime, now: datetime) -> datetime:
    """The morning of a day that was named without a time, unless it is over."""
    if at.time() != END_OF_DAY:
        return at
    morning = datetime.combine(at.date(), MORNING, at.tzinfo)
    return morning if morning > now else at


COMMAND = DeskCommand(
    word="snooze",
    form="#listbot snooze: friday",
    help="Parks the ticket until a day, and reminds the team then. For the team.",
    act=act,
)
