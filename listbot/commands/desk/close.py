"""`#listbot close` - the requester or a member says that a ticket is done with. Any answer opens it again."""

from listbot.commands.desk.effect import DeskCommand, DeskEffect, May
from listbot.commands.desk.moving import into, the_ticket
from listbot.mail import Mail
from listbot.tickets.desk import DeskCase
from listbot.tickets.ticket import Status


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
