"""Adds the calls that a decision causes to those of the tracker, in the caller's transaction.

Never decides: `tickets.outside.planning` does. A replay, an import, a list in the mode "shadow" and
a daemon without a tracker add none.
"""

from sqlalchemy import Connection

from listbot.letter_gate import Mode
from listbot.model.decision import Decision
from listbot.model.desk.rules import Private
from listbot.model.list_rules import ListRules
from listbot.store.context import Context
from listbot.store.desk.lines import events_after
from listbot.store.tracking import calls
from listbot.tickets.outside.planning import hands_over, planned


def plan(connection: Connection, context: Context, rules: ListRules, decision: Decision) -> None:
    """Add the calls for each ticket that a decision changes."""
    desk = decision.desk
    if desk is None or not context.has_tracker or rules.desk.outer is None:
        return
    if context.modes.get(rules.address) is Mode.SHADOW:
        return
    now = context.clock()
    for change in desk.changes:
        ticket, events = change.ticket, change.events
        is_new = ticket.events == len(events)
        handed = Private.NOTHING if is_new else calls.handed(connection, ticket.key)
        if not is_new and hands_over(ticket, rules.desk, handed):
            events = events_after(connection, ticket.key, 0)
        for call in planned(ticket, events, rules.desk, handed):
            calls.add(connection, ticket.key, call, now)
