"""`#listbot starter` - a member marks a ticket for newcomers; `starter: off` takes it back."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import NO, YES, to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import moved, refused, the_ticket

HIDDEN = 'Newcomers are shown its title, so write "#listbot public" first.'


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Mark it, or take the mark back."""
    ticket = the_ticket(case)
    asked = argument.strip(" .\"'").casefold()
    if asked == "off":
        change = to(ticket, Field.STARTER, NO)
        return moved(ticket, change, f"{ticket.key} is not marked for newcomers.")
    if asked:
        return refused('Please write "#listbot starter" or "#listbot starter: off".')
    if not ticket.public:
        return refused(f"{ticket.key} is private. {HIDDEN}")
    return moved(ticket, to(ticket, Field.STARTER, YES), f"{ticket.key} is marked for newcomers.")


COMMAND = DeskCommand(
    word="starter",
    form="#listbot starter",
    help='Marks the ticket for newcomers; "starter: off" takes it back. For the team.',
    act=act,
)
