"""`#listbot help` - lists the commands of the help desk. Changes nothing."""

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Ask for the list of commands; the transcript prints it."""
    return DeskEffect(done=True, answer="The commands are listed below.", shows_help=True)


COMMAND = DeskCommand(
    word="help",
    form="#listbot help",
    help="Lists these commands. For anybody.",
    act=act,
    may=May.ANYBODY,
)
