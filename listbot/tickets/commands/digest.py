"""`#listbot digest: weekly or off` - as on a decision list."""

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.recap.commands import digest
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import refused
from listbot.tickets.participants import is_known


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Note the choice."""
    everybody = case.everybody or case.rules.roster
    answer, preferences = digest.wished(argument, mail, everybody, is_known(mail, case))
    return DeskEffect(True, answer, preferences=preferences) if preferences else refused(answer)


COMMAND = DeskCommand(
    word=digest.COMMAND.word,
    form=digest.COMMAND.form,
    help=digest.COMMAND.help,
    act=act,
    may=May.ANYBODY,
    personal=True,
)
