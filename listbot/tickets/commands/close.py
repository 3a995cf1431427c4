"""`#listbot close` - the requester or a member says that a ticket is done; a reply reopens it."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Status
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import into, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Close it."""
    ticket = the_ticket(case)
    answer = f"{ticket.key} is closed. A reply from anybody who takes part opens it again."
    return into(ticket, Status.CLOSED, mail.received, answer)


COMMAND = DeskCommand(
    word="close",
    form="#listbot close",
    help="Closes the ticket. For its requester and the team.",
    act=act,
    may=May.REQUESTER,
)
