"""The tables of copies from before a list: those that wait for the list's mail, and those that
prove one.

What waits is not in the journal, and goes after some days; what proves a mail is an input.
"""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from listbot.store.base.columns import SERIAL, Utc, metadata
from listbot.store.base.conditions import IS_ASKED

tapped = Table(
    "tapped",
    metadata,
    Column("id", SERIAL, primary_key=True),
    # The address at which it came.
    Column("tap", String(254), nullable=False),
    Column("digest", String(64), nullable=False),
    # By these the list's mail is found.
    Column("message_id", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("words", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("arrived", Utc, nullable=False),
    # What the DNS said about its signatures: an `authorship.KeyAnswers`.
    Column("answers", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    # When to ask the DNS for what is missing, and how often that was done.
    Column("ask_at", Utc),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("tap", "digest", name="uq_tapped_copy"),
    Index("ix_tapped_message_id", "message_id"),
    # To let the oldest go, and to know how large all are together.
    Index("ix_tapped_arrived", "arrived", "size"),
    Index("ix_tapped_author", "author"),
    Index("ix_tapped_ask_at", "ask_at", sqlite_where=IS_ASKED, postgresql_where=IS_ASKED),
)

copies = Table(
    "copies",
    metadata,
    # The list's mail, by `Arrival.key`: it may come after its copy.
    Column("which", Text, primary_key=True),
    Column("digest", String(64), nullable=False),
    # The input with the copy.
    Column("id", SERIAL, nullable=False, autoincrement=False),
)
