"""`#listbot drop` - a member puts a ticket back so that anybody can take it."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import called, moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Unassign it."""
    ticket = the_ticket(case)
    if not ticket.assignee:
        return moved(ticket, (), f"{ticket.key} is not assigned to anybody.")
    before = called(ticket.assignee, case)
    answer = f"{ticket.key} is no longer assigned to {before}."
    return moved(ticket, to(ticket, Field.ASSIGNEE, ""), answer)


COMMAND = DeskCommand(
    word="drop",
    form="#listbot drop",
    help="Puts the ticket back for others. For the team.",
    act=act,
)
