"""`#listbot digest: weekly or off` - the same as on a list that decides."""

from listbot.commands import digest
from listbot.commands.desk.effect import DeskCommand, DeskEffect, May
from listbot.commands.desk.moving import refused
from listbot.mail import Mail
from listbot.tickets.desk import DeskCase
from listbot.tickets.sides import is_known


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Note the choice."""
    answer, preferences = digest.wished(argument, mail, case.rules.roster, is_known(mail, case))
    return DeskEffect(True, answer, preferences=preferences) if preferences else refused(answer)


COMMAND = DeskCommand(
    word=digest.COMMAND.word,
    form=digest.COMMAND.form,
    help=digest.COMMAND.help,
    act=act,
    may=May.ANYBODY,
    personal=True,
)
