"""`#listbot unwatch` - somebody stops the letters about a ticket, at all their addresses."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import taking
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Stop the letters; an assignee still gets them, or nobody would hear of the ticket."""
    ticket = the_ticket(case)
    roster = case.rules.roster
    primary = roster.primary(mail.author.address)
    theirs = tuple(each for each in ticket.watchers if roster.primary(each) == primary)
    answer = f"You no longer follow {ticket.key}."
    if ticket.assignee and ticket.assignee == primary:
        answer += ' You still get its letters while it is yours; "#listbot drop" puts it back.'
    return moved(ticket, taking(ticket, Field.WATCHER, *theirs), answer)


COMMAND = DeskCommand(
    word="unwatch",
    form="#listbot unwatch",
    help="Stops the letters about the ticket. For everybody who follows it.",
    act=act,
    may=May.PARTICIPANT,
    personal=True,
)
