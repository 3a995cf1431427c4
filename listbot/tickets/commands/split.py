"""`#listbot split` - a member turns the mail they answer, which is about something else, into a
separate ticket.
"""

from listbot.mail import Mail
from listbot.mail.wire.subjects import take_apart
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands.title import LONGEST
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key, SplitOff
from listbot.tickets.lines.moving import refused, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Take the mail out; its title is the argument, or its own subject."""
    ticket, part = the_ticket(case), case.parent
    if part is None:
        return refused("Please write this line in a reply to the mail that should become a ticket.")
    if part.message_id == ticket.root:
        return refused(
            f"That is the first mail of {ticket.key}. Please answer the later mail that is "
            f"about something else."
        )
    title = " ".join((argument or take_apart(part.subject).title or ticket.title).split())[:LONGEST]
    answer = (
        f"The mail from {part.name or part.author} leaves {ticket.key} "
        f'and becomes a ticket: "{title}".'
    )
    return DeskEffect(done=True, answer=answer, split=SplitOff(title, part))


COMMAND = DeskCommand(
    word="split",
    form="#listbot split: its title",
    help="Turns the mail you answer into a separate ticket. For the team.",
    act=act,
    key=Key.NOWHERE,
)
