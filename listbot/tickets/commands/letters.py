"""`#listbot mail: on or off` - a person turns letters about the tickets they follow on or off.

(Not `mail.py`: in the code a mail is a message we received.)
"""

from dataclasses import replace

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.wishes import author_of, wished

CHOICES = {
    "on": ("on", "You will get letters about the tickets you follow."),
    "off": (
        "off",
        "You will get no more letters about tickets, except those assigned to you.",
    ),
}
"""Each choice: the wish, and its answer."""


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Note the choice."""
    return wished(argument, CHOICES, lambda value: replace(author_of(mail, case), mail=value))


COMMAND = DeskCommand(
    word="mail",
    form="#listbot mail: on or off",
    help="Sends you letters about the tickets you follow, or none. For anybody.",
    act=act,
    may=May.ANYBODY,
    personal=True,
)
