"""`#listbot public` - a member shows a ticket's title to all, unless it probably holds a secret."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import YES, to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import moved, refused, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Show it, unless it is guarded."""
    ticket = the_ticket(case)
    if ticket.guarded:
        return refused(f"{ticket.key} probably holds a password or a key, so it stays private.")
    return moved(
        ticket,
        to(ticket, Field.PUBLIC, YES),
        f"{ticket.key} is public: everybody can see its title.",
    )


COMMAND = DeskCommand(
    word="public",
    form="#listbot public",
    help="Shows its title to everybody, unless it probably holds a secret. For the team.",
    act=act,
)
