"""`#listbot take` - a member takes a ticket."""

from listbot.commands.desk.assign import given
from listbot.commands.desk.effect import DeskCommand, DeskEffect
from listbot.commands.desk.moving import the_ticket
from listbot.mail import Mail
from listbot.tickets.desk import DeskCase


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Give it to who writes."""
    return given(the_ticket(case), case.rules.roster.primary(mail.author.address), mail, case)


COMMAND = DeskCommand(
    word="take", form="#listbot take", help="Gives you the ticket. For the team.", act=act, personal=True
)
