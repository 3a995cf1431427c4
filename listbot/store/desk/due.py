"""Loads what the help desk needs where no mail came: for a moment or an operator's act.

A moment loads one ticket and the events that were not reported to anybody yet.
"""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from listbot.model.desk_case import DeskCase, DueTicket
from listbot.model.inputs import ActInput, RulesInput, TickInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.store.base.schema import people
from listbot.store.base.ticket_tables import tickets
from listbot.store.desk.cases import next_number
from listbot.store.desk.lines import MOST_NAMED, RECENT, events_after, keys_in, silent_among
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
    """Return the keys of the tickets that are due by now, on lists still watched."""
    found = connection.execute(_DUE, {"now": tick.now})
    return [row.key for row in found if rules.of(row.list).role is not ListRole.RETIRED]


def due_ticket(connection: Connection, rules: RulesInput, key: str) -> DueTicket:
    """Return one ticket with everything needed to decide about it at a moment."""
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
    """Return the case of an operator's act on exactly the ticket it names, merged or not;
    None if there is none.

    To undo a merge, it has both tickets and what the merge added to the remaining one.
    """
    ticket = load(connection, act.ticket)
    if ticket is None:
        return None
    desk = rules.of(ticket.list)
    asked = keys_in(((act.verb, act.argument),))[:MOST_NAMED]
    keys = dict.fromkeys((*asked, ticket.merged_into, *ticket.links))
    named = (load(connection, key) for key in keys if key != ticket.key)
    went_on = (load(connection, ticket.merged_into) or ticket) if ticket.merged_into else ticket
    case = DeskCase(
        desk,
        by_operator=True,
        ticket=ticket,
        named=tuple(each for each in named if each is not None),
        recent=events_after(connection, went_on.key, went_on.events - RECENT),
        next_number=next_number(connection, desk),
    )
    return replace(case, silent=silent_among(connection, case)) if act.verb == "public" else case
