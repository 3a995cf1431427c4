"""`#listbot priority: high` - a member says how urgent a ticket is."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field, Priority
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import moved, refused, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Set it."""
    ticket = the_ticket(case)
    asked = argument.strip(" .\"'").casefold()
    if asked not in tuple(Priority):
        return refused('Please write "low", "normal", "high" or "urgent".')
    return moved(
        ticket, to(ticket, Field.PRIORITY, asked), f"The priority of {ticket.key} is now {asked}."
    )


COMMAND = DeskCommand(
    word="priority",
    form="#listbot priority: high",
    help="Says how urgent it is: low, normal, high or urgent. For the team.",
    act=act,
)
