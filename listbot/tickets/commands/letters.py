"""`#listbot mail: on or off` - a person wants letters about the tickets they follow, or none.

(The word is `mail`, which in the code is what was received.)
"""

from dataclasses import replace

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.wishes import author_of, wished

CHOICES = {
    "on": ("on", "You get letters about the tickets you follow."),
    "off": (
        "off",
        "You get no more letters about tickets, but for those that are yours to work on.",
    ),
}
"""What may be asked for: the wish, and what is answered."""


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Note the choice."""
    return wished(argument, CHOICES, lambda value: replace(author_of(mail, case), mail=value))


COMMAND = DeskCommand(
    word="mail",
    form="#listbot mail: on or off",
    help="Sends you letters about the tickets you follow, or none. For anybody, for themselves.",
    act=act,
    may=May.ANYBODY,
    personal=True,
)
