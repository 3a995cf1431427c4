"""`#listbot private` - a participant hides a ticket from everybody else. Tickets start private."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import NO, to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Hide it."""
    ticket = the_ticket(case)
    answer = f"{ticket.key} is private: only its participants and the team can see it."
    return moved(ticket, to(ticket, Field.PUBLIC, NO), answer)


COMMAND = DeskCommand(
    word="private",
    form="#listbot private",
    help="Hides the ticket from everybody else. For its participants and the team.",
    act=act,
    may=May.PARTICIPANT,
)
