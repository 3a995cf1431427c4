"""The tables of what sources remember between runs: the daemon's memory, not derived."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from listbot.store.base.columns import Utc, metadata

cursors = Table(
    "cursors",
    metadata,
    Column("source", Text, primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("heard", Utc),
)

mailboxes = Table(
    "mailboxes",
    metadata,
    # The condition of each IMAP folder at the last tick, for `listbot status`.
    Column("source", Text, primary_key=True),
    Column("since", Utc, nullable=False),
    # Why it is away; empty while it is connected.
    Column("fault", Text, nullable=False),
    Column("looked", Utc),
)

withheld = Table(
    "withheld",
    metadata,
    # A mail that an IMAP server lists but does not deliver.
    Column("source", Text, primary_key=True),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
    Column("since", Utc, nullable=False),
    # When to ask for it again, and how often that was done.
    Column("due", Utc, nullable=False),
    Column("asked", Integer, nullable=False),
)
