"""`#listbot watch` - a participant or member gets letters about a ticket from now on; `unwatch`
stops them, at all their addresses.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import adding, taking
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Add the author once: a member by their primary address."""
    ticket = the_ticket(case)
    roster = case.rules.roster
    primary = roster.primary(mail.author.address)
    if any(roster.primary(each) == primary for each in ticket.watchers):
        return moved(ticket, (), f"You already follow {ticket.key}.")
    return moved(ticket, adding(ticket, Field.WATCHER, primary), f"You now follow {ticket.key}.")


COMMAND = DeskCommand(
    word="watch",
    form="#listbot watch",
    help="Sends you letters about the ticket. For its participants and the team.",
    act=act,
    may=May.PARTICIPANT,
    personal=True,
)


def stop(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Stop the letters; an assignee still gets them, or nobody would hear of the ticket."""
    ticket = the_ticket(case)
    roster = case.rules.roster
    primary = roster.primary(mail.author.address)
    theirs = tuple(each for each in ticket.watchers if roster.primary(each) == primary)
    answer = f"You no longer follow {ticket.key}."
    if ticket.assignee and ticket.assignee == primary:
        answer += ' You still get its letters while it is yours; "#listbot drop" puts it back.'
    return moved(ticket, taking(ticket, Field.WATCHER, *theirs), answer)


UNWATCH = DeskCommand(
    word="unwatch",
    form="#listbot unwatch",
    help="Stops the letters about the ticket. For everybody who follows it.",
    act=stop,
    may=May.PARTICIPANT,
    personal=True,
)
