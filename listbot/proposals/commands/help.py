"""`#listbot help` - lists the commands. Changes nothing and works in any thread."""

from listbot.commands.command import Command, Effect
from listbot.mail import Mail
from listbot.model.case import Case


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Ask for the list of commands; the transcript prints it."""
    return Effect(done=True, answer="The commands are listed below.", shows_help=True)


COMMAND = Command(
    word="help", form="#listbot help", help="Lists these commands. For anybody.", act=act
)
