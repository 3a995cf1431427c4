"""`#listbot split` - a member makes the mail that is answered a ticket of its own: another matter
came up in it.
"""

from listbot.mail import Mail
from listbot.mail.wire.subjects import take_apart
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands.title import LONGEST
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key, SplitOff
from listbot.tickets.lines.moving import refused, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Take the mail out; the words are its title, or its own subject is."""
    ticket, part = the_ticket(case), case.parent
    if part is None:
        return refused(
            "Please answer the mail that is to become a ticket, and write this line there."
        )
    if part.message_id == ticket.root:
        return refused(
            f"This is the first mail of {ticket.key}. Please answer the later mail that is "
            f"another matter."
        )
    title = " ".join((argument or take_apart(part.subject).title or ticket.title).split())[:LONGEST]
    answer = (
        f"The mail of {part.name or part.author} leaves {ticket.key} "
        f'and becomes a ticket: "{title}".'
    )
    return DeskEffect(done=True, answer=answer, split=SplitOff(title, part))


COMMAND = DeskCommand(
    word="split",
    form="#listbot split: its title",
    help="Makes the mail you answer a ticket of its own. For the team.",
    act=act,
    key=Key.NOWHERE,
)
