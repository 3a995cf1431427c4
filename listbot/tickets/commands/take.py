"""`#listbot take` - a member takes a ticket."""

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands.assign import given
from listbot.tickets.lines.effect import DeskCommand, DeskEffect
from listbot.tickets.lines.moving import the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Assign it to the author."""
    return given(the_ticket(case), case.rules.roster.primary(mail.author.address), mail, case)


COMMAND = DeskCommand(
    word="take",
    form="#listbot take",
    help="Assigns the ticket to you. For the team.",
    act=act,
    personal=True,
)
