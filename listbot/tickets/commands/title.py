"""`#listbot title: WORDS` - a member gives a ticket another title."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key
from listbot.tickets.lines.moving import moved, refused, the_ticket

LONGEST = 200
"""Characters: far more than a title needs, and still one line in a list of tickets."""


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Set the title as written."""
    ticket = the_ticket(case)
    title = " ".join(argument.split())[:LONGEST]
    if not any(character.isalnum() for character in title):
        return refused('Please write the title, as in "#listbot title: The old wiki is down".')
    return moved(ticket, to(ticket, Field.TITLE, title), f"{ticket.key} has a new title.")


COMMAND = DeskCommand(
    word="title",
    form="#listbot title: what it is about",
    help="Gives the ticket another title. For the team.",
    act=act,
    key=Key.IN_FRONT,
)
