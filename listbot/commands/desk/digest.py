"""`#listbot digest: weekly or off` - a person wants to be told on Mondays what waits for them, or not."""

from dataclasses import replace

from listbot.commands.desk.effect import DeskCommand, DeskEffect, May
from listbot.commands.desk.wishes import author_of, wished
from listbot.mail import Mail
from listbot.tickets.desk import DeskCase

CHOICES = {
    "weekly": ("weekly", "You are told every Monday which tickets wait for you, if any do."),
    "off": ("off", "You get no more weekly digest."),
}
"""What may be asked for: the wish, and what is answered."""


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Note the choice."""
    return wished(argument, CHOICES, lambda value: replace(author_of(mail, case), digest=value))


COMMAND = DeskCommand(
    word="digest",
    form="#listbot digest: weekly or off",
    help="Tells you on Mondays which tickets wait for you, or stops that. For anybody, for themselves.",
    act=act,
    may=May.ANYBODY,
    personal=True,
)
