"""Tickets as a list: fitted to the terminal, plain for `cut` and `awk`, or JSON. It never fails."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from listbot.cli.output.ages import short
from listbot.cli.output.terminal import fit, safe
from listbot.model.desk.ticket import Priority, Ticket
from listbot.model.policy import Roster
from listbot.store.desk.reading import TicketRow

NOBODY = "nobody"
_STATUS = 20  # columns: "waiting on requester"
_WHO = 12
_LEAST_TITLE = 20  # columns, even if the terminal is narrower


def in_columns(
    rows: Sequence[TicketRow], roster: Roster, now: datetime, columns: int
) -> Iterator[str]:
    """Yield a line for each ticket: key, age, status, assignee, title."""
    key = max((len(row.key) for row in rows), default=0)
    title = max(columns - key - 4 - _STATUS - _WHO - 8, _LEAST_TITLE)
    names = names_of(roster)
    for row in rows:
        age = short(now - row.opened)
        who = fit(safe(names.get(row.assignee, row.assignee) or NOBODY), _WHO)
        what = fit(safe(_marked(row)), title).rstrip()
        yield f"{row.key:{key}}  {age:>4}  {row.status:{_STATUS}}  {who}  {what}"


def row_of(ticket: Ticket) -> TicketRow:
    """Return a ticket as a row of a list."""
    return TicketRow._make(getattr(ticket, name) for name in TicketRow._fields)


def names_of(roster: Roster) -> dict[str, str]:
    """Return address -> name for everybody on the roster."""
    return {address: member.name for member in roster.members for address in member.addresses}


def _marked(row: TicketRow) -> str:
    return row.title if row.priority == Priority.NORMAL else f"{row.priority}: {row.title}"


def in_fields(rows: Iterable[TicketRow]) -> Iterator[str]:
    """Yield a line for each ticket with all fields, uncut, separated by tabs."""
    for row in rows:
        fields = as_json(row) | {"public": "public" if row.public else "private"}
        yield "\t".join(safe(str(value)) for value in fields.values())


def as_json(row: TicketRow) -> dict[str, object]:
    """Return the form for programs; fields are only ever added."""
    return {
        "key": row.key,
        "opened": row.opened.isoformat(),
        "status": row.status,
        "since": row.since.isoformat(),
        "priority": row.priority,
        "public": row.public,
        "assignee": row.assignee,
        "requester": row.requester,
        "list": row.list,
        "title": row.title,
    }
