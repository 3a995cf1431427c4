"""Collects what one mail changes at the help desk: one change per ticket, all its events. Pure."""

from dataclasses import replace

from listbot.mail import Mail
from listbot.model.desk.change import TicketChange
from listbot.model.desk.ticket import Event, Side, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import due_at
from listbot.tickets.participants import name_of, side_of


def change_of(
    ticket: Ticket,
    events: tuple[Event, ...],
    case: DeskCase,
    takes: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
) -> TicketChange:
    """Return the change to a ticket that already has these events."""
    return TicketChange(ticket, events, due_at(ticket, case.rules.desk), takes, names)


def merged(changes: list[TicketChange], more: TicketChange) -> list[TicketChange]:
    """Keep one change per ticket: the newest state, all events."""
    for at, each in enumerate(changes):
        if each.ticket.key == more.ticket.key:
            both = replace(
                more, events=(*each.events, *more.events), takes=each.takes, names=each.names
            )
            return [*changes[:at], both, *changes[at + 1 :]]
    return [*changes, more]


def is_surely_team(mail: Mail, case: DeskCase, proven: bool) -> bool:
    """Return whether lines come from a member without doubt: by hand, or after their yes."""
    return case.by_operator or (proven and case.rules.roster.holds(mail.author.address))


def event_of(what: What, mail: Mail, ticket: Ticket, case: DeskCase, is_team: bool) -> Event:
    """Return an event that a mail's lines cause; `is_team`: they surely come from a member."""
    return Event(
        what,
        mail.received,
        Side.TEAM if is_team else side_of(mail, ticket, case.rules),
        mail.author.address,
        mail.author.name if is_team else name_of(mail, case.rules),
        mail.message_id,
    )
