"""The table of the group's record. `schema` has the rest."""

from sqlalchemy import Column, Index, String, Table, Text

from listbot.store.base.columns import SERIAL, Utc, metadata

record_acts = Table(
    "record_acts",
    metadata,
    Column("id", SERIAL, primary_key=True),
    # Where it comes from, and its place there: deciding a mail again does not add it twice.
    Column("key", Text, nullable=False, unique=True),
    Column("verb", String(16), nullable=False),
    Column("at", Utc, nullable=False),
    Column("about", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Index("ix_record_acts_at", "at"),
)
