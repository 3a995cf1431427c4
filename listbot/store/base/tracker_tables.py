"""The tables about the team's tracker: what it is to do, which key it gave a ticket, and what was
heard from it.

The keys and what was heard can be folded from the journal again; the calls are the daemon's memory
of what it did.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from listbot.store.base.columns import SERIAL, Utc, metadata
from listbot.store.base.conditions import IS_DUE

tracker_calls = Table(
    "tracker_calls",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("ticket", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("label", String(32), nullable=False),
    # A `model.desk.outer.Call`; emptied when it is done.
    Column("call", Text, nullable=False),
    Column("made", Utc, nullable=False),
    # When to try next; NULL: it is done, or given up.
    Column("due", Utc),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("note", Text, nullable=False),
    UniqueConstraint("ticket", "kind", "label", name="uq_tracker_calls_label"),
    Index(
        "ix_tracker_calls_due", "ticket", "id", "due", sqlite_where=IS_DUE, postgresql_where=IS_DUE
    ),
    sqlite_autoincrement=True,
)

outer_keys = Table(
    "outer_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("ticket", Text, nullable=False),
    Index("ix_outer_keys_ticket", "ticket"),
)

outer_heard = Table(
    "outer_heard",
    metadata,
    # The tracker's own id of what happened.
    Column("what", Text, primary_key=True),
)
