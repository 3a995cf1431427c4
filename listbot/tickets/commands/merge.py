"""`#listbot merge: T-3` - a member says that a ticket is about the same as another, which continues
for both.

This one is closed and points to the other, and its followers and participants move there. A ticket
is never merged into itself or into a merged one, so the pointers cannot form a circle.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import KEY, Field, Status, Ticket
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import adding, to
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key, Move
from listbot.tickets.lines.moving import known_to_team, refused, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Find the other ticket and point to it."""
    ticket = the_ticket(case)
    match = KEY.search(argument)
    if match is None:
        return refused(
            f'Please name the ticket to continue in, as in "#listbot merge: {ticket.prefix}-3".'
        )
    key = match[0].upper()
    other = known_to_team(key, case)
    if other is None:
        return refused(f"There is no ticket {key}.")
    if other.key == ticket.key:
        return refused(f"{key} cannot be merged into itself. Please name the other ticket.")
    if other.merged_into:
        return refused(f"{key} was itself merged into {other.merged_into}. Please name that one.")
    return _merged(ticket, other)


def _merged(ticket: Ticket, other: Ticket) -> DeskEffect:
    closes = to(ticket, Field.STATUS, Status.CLOSED) + to(ticket, Field.MERGED, other.key)
    gains = (
        adding(other, Field.WATCHER, *ticket.watchers)
        + adding(other, Field.PARTICIPANT, *ticket.participants)
        + adding(other, Field.LINK, ticket.key)
    )
    return DeskEffect(
        done=True,
        answer=f"{ticket.key} is merged into {other.key}; answers to either go there.",
        moves=(Move(ticket.key, closes), Move(other.key, gains)),
    )


COMMAND = DeskCommand(
    word="merge",
    form="#listbot merge: T-3",
    help=(
        "Closes this ticket and continues in the other, with everybody who takes part. "
        "For the team."
    ),
    act=act,
    key=Key.IN_FRONT,
)
