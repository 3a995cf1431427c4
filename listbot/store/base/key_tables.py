"""The table of mails for whose signatures the DNS has not said everything yet.

It can be folded from the journal again, but for when to ask.
"""

from sqlalchemy import Column, Index, Integer, Table, Text, text

from listbot.store.base.columns import SERIAL, Utc, metadata
from listbot.store.base.conditions import IS_ASKED

open_keys = Table(
    "open_keys",
    metadata,
    # A mail for whose signatures the DNS did not answer at once.
    Column("seq", SERIAL, primary_key=True, autoincrement=False),
    # All answers so far: an `authorship.KeyAnswers`.
    Column("answers", Text, nullable=False),
    # When to ask for what is missing, and how often that was done.
    Column("ask_at", Utc),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Index("ix_open_keys_ask_at", "ask_at", sqlite_where=IS_ASKED, postgresql_where=IS_ASKED),
)
