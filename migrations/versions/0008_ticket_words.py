"""The words by which tickets are found, of all events that there are.

Revises: 0007
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 500  # events

WORDS = sa.table("ticket_words", sa.column("ticket"), sa.column("number"), sa.column("words"))
EVENTS = sa.text(
    "SELECT e.id, e.ticket, e.number, e.snapshot, t.title, t.requester "
    "FROM ticket_events e JOIN tickets t ON t.key = e.ticket "
    "WHERE e.id > :after ORDER BY e.id LIMIT :batch"
)
CHANGES = sa.text(
    "SELECT ticket, snapshot FROM ticket_events WHERE snapshot LIKE :title "
    "OR snapshot LIKE :requester ORDER BY ticket, number"
)


def upgrade() -> None:
    """Create the table, and read the words of each event."""
    op.create_table(
        "ticket_words",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    connection, after = op.get_bind(), 0
    first = first_values(connection)
    while rows := connection.execute(EVENTS, {"after": after, "batch": BATCH}).all():
        found = [
            {"ticket": row.ticket, "number": row.number, "words": words}
            for row in rows
            if (words := words_of(row, first))
        ]
        if found:
            connection.execute(sa.insert(WORDS), found)
        after = rows[-1].id


def first_values(connection: sa.Connection) -> dict[tuple[str, str], str]:
    """Return title and requester of tickets as they were before they changed, by key and field."""
    first: dict[tuple[str, str], str] = {}
    fields = {name: f'%{{"field":"{name}"%' for name in ("title", "requester")}
    for row in connection.execute(CHANGES, fields):
        for change in json.loads(row.snapshot)["changes"]:
            first.setdefault((row.ticket, change["field"]), change["old"])
    return first


def words_of(row: Any, first: dict[tuple[str, str], str]) -> str:
    """Return the words of an event; of a ticket's first one, with what it was opened as."""
    title = first.get((row.ticket, "title"), row.title)
    requester = first.get((row.ticket, "requester"), row.requester)
    about = (title, requester) if row.number == 1 else ()
    parts = (*about, *said(json.loads(row.snapshot)))
    words = "\n".join(part.casefold() for part in parts if part)
    return words.replace("\0", " ").encode("utf-8", "replace").decode()


def said(event: dict[str, Any]) -> Iterator[str]:
    """Yield what an event says."""
    yield from (event["text"], event["name"], event["who"])
    for change in event["changes"]:
        if change["field"] in ("note", "title"):
            yield from (change["old"], change["new"])
