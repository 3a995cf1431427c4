"""Rows to core values for the help desk where no mail came: a moment, an operator's act. And which
weekly letters are due.

A moment loads one ticket and the events nobody was told of.
"""

from sqlalchemy import Connection, bindparam, select

from listbot.model.desk_case import DeskCase, DueTicket
from listbot.model.inputs import ActInput, RulesInput, TickInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.store.base.schema import people
from listbot.store.base.ticket_tables import tickets
from listbot.store.desk.cases import next_number
from listbot.store.desk.lines import RECENT, events_after, keys_in
from listbot.store.desk.threading import load

_DUE = (
    select(tickets.c.key, tickets.c.list)
    .where(tickets.c.due <= bindparam("now"))
    .order_by(tickets.c.due, tickets.c.key)
)
_PEOPLE = select(people.c.address, people.c.name, people.c.mail).where(
    people.c.address.in_(bindparam("who", expanding=True))
)


def due_tickets(connection: Connection, rules: RulesInput, tick: TickInput) -> list[str]:
    """The keys of the tickets to be looked at by now, those of lists that are no longer watched
    left out.
    """
    found = connection.execute(_DUE, {"now": tick.now})
    return [row.key for row in found if rules.of(row.list).role is not ListRole.RETIRED]


def due_ticket(connection: Connection, rules: RulesInput, key: str) -> DueTicket:
    """One ticket with everything that deciding about it at a moment needs."""
    ticket = load(connection, key)
    assert ticket is not None
    desk = rules.of(ticket.list)
    untold = events_after(connection, key, ticket.told)
    who = dict.fromkeys((*ticket.participants, *ticket.watchers, ticket.requester, ticket.assignee))
    known = connection.execute(_PEOPLE, {"who": [*who, *desk.desk.team]}).all()
    return DueTicket(
        desk,
        ticket,
        untold,
        silent=frozenset(row.address for row in known if row.mail == "off"),
        names={ticket.requester: ticket.requester_name}
        | {event.who: event.name for event in untold if event.name}
        | {row.address: row.name for row in known if row.name}
        | _members(desk),
    )


def _members(rules: ListRules) -> dict[str, str]:
    return {address: member.name for member in rules.roster.members for address in member.addresses}


def act_case(connection: Connection, rules: RulesInput, act: ActInput) -> DeskCase | None:
    """The case of an operator's act, on the very ticket it names, merged or not; None: there is no
    such ticket.

    To take a merge back, both tickets are known, and what the merge brought to the one that went
    on.
    """
    ticket = load(connection, act.ticket)
    if ticket is None:
        return None
    desk = rules.of(ticket.list)
    keys = dict.fromkeys((*keys_in(((act.verb, act.argument),)), ticket.merged_into, *ticket.links))
    named = (load(connection, key) for key in keys if key != ticket.key)
    went_on = (load(connection, ticket.merged_into) or ticket) if ticket.merged_into else ticket
    return DeskCase(
        desk,
        by_operator=True,
        ticket=ticket,
        named=tuple(each for each in named if each is not None),
        recent=events_after(connection, went_on.key, went_on.events - RECENT),
        next_number=next_number(connection, desk),
    )
