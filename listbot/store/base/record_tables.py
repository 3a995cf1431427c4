"""The tables of the group's record and of the lease. `schema` has the rest."""

from sqlalchemy import BigInteger, Column, Index, String, Table, Text

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

leases = Table(
    "leases",
    metadata,
    # Which daemon decides at moments and sends letters.
    Column("name", String(8), primary_key=True),
    # A daemon, by its machine and folder.
    Column("holder", Text, nullable=False),
    # Grows with each new holder, and with each start of one: an older number cannot commit.
    Column("number", BigInteger, nullable=False),
    Column("since", Utc, nullable=False),
    # Milliseconds since 1970 by the database's clock, which all daemons share.
    Column("until", BigInteger, nullable=False),
)
