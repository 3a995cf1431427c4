"""`#listbot drop` - a member puts a ticket back, so that anybody can take it."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import called, moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Take it out of whoever's hands it is in."""
    ticket = the_ticket(case)
    before = (
        f"; before it was with {called(ticket.assignee, case)}" if ticket.assignee else " already"
    )
    return moved(ticket, to(ticket, Field.ASSIGNEE, ""), f"{ticket.key} is nobody's{before}.")


COMMAND = DeskCommand(
    word="drop",
    form="#listbot drop",
    help="Puts the ticket back for others. For the team.",
    act=act,
)
