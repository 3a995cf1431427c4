"""`#listbot watch` - who takes part in a ticket, or a member, gets letters about it from now on."""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import adding
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, May
from listbot.tickets.lines.moving import moved, the_ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Add who writes, once: a member by the primary address."""
    ticket = the_ticket(case)
    roster = case.rules.roster
    primary = roster.primary(mail.author.address)
    if any(roster.primary(each) == primary for each in ticket.watchers):
        return moved(ticket, (), f"You follow {ticket.key} already.")
    return moved(ticket, adding(ticket, Field.WATCHER, primary), f"You follow {ticket.key} now.")


COMMAND = DeskCommand(
    word="watch",
    form="#listbot watch",
    help="Sends you what happens to the ticket. For its participants and the team.",
    act=act,
    may=May.PARTICIPANT,
    personal=True,
)
