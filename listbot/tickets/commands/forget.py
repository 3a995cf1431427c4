"""`#listbot forget-me` - a person wants their name, address and mails removed. They are asked
first, always.

It only says so; the question, and the erasure once it is answered, are other people's work. A
member stands on the roster, which is the operator's, and has to be taken off it first.
"""

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import refused


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Ask for it."""
    if case.rules.roster.holds(mail.author.address):
        return refused("You are on the roster. Please ask the admin to take you off it first.")
    answer = "Your name, your address and the text of your mails are removed; only the counts stay."
    return DeskEffect(done=True, answer=answer, forgets=True)


COMMAND = DeskCommand(
    word="forget-me",
    form="#listbot forget-me",
    help=(
        "Removes your address and what you wrote; you are asked first. For anybody, for themselves."
    ),
    act=act,
    may=May.ANYBODY,
    personal=True,
)
