"""Reads what the agenda of a meeting shows besides the record: votes that close soon, old tickets.

Never writes. Private tickets are left out.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from listbot.model.group_case import Nearby
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole
from listbot.model.weekly.recap import OpenVote, TicketLine
from listbot.policies.reasons import standing_in_words
from listbot.store.base.ticket_tables import tickets
from listbot.store.recap.desk_week import WAITING
from listbot.store.recap.reading import open_cases

SOON = timedelta(days=14)  # votes that close later can wait for the next agenda
OLD = timedelta(days=14)  # tickets younger than this are in good hands
MOST = 40  # the letter shows fewer, and says how many more there are


def nearby(connection: Connection, rules: RulesInput, now: datetime) -> Nearby:
    """Return the votes and tickets that an agenda shows now."""
    lists = [each.address for each in rules.lists if each.role is ListRole.DECISIONS]
    votes = [each for address in lists for each in _votes(connection, rules, address, now)]
    desks = [each.address for each in rules.lists if each.role is ListRole.SUPPORT]
    old = (
        select(tickets.c.key, tickets.c.title, tickets.c.opened)
        .where(
            tickets.c.list.in_(desks),
            tickets.c.public,
            tickets.c.status.in_(WAITING),
            tickets.c.opened <= now - OLD,
        )
        .order_by(tickets.c.opened, tickets.c.number)
        .limit(MOST)
    )
    lines = tuple(
        TicketLine(row.key, row.title, (now - row.opened).days, "")
        for row in connection.execute(old)
    )
    return Nearby(tuple(sorted(votes, key=lambda each: each.closes)[:MOST]), lines)


def _votes(
    connection: Connection, rules: RulesInput, address: str, now: datetime
) -> Iterator[OpenVote]:
    for _, case, standing in open_cases(connection, rules, address, now):
        if standing.closes is not None and standing.closes <= now + SOON:
            yield OpenVote(
                case.proposal.number,
                case.proposal.title,
                standing.closes,
                standing_in_words(standing.tally, standing.policy, standing.held),
                case.proposal.id,
            )
