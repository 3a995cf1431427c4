"""The tables of 0.1.0: the journal, everything derived from it, and the outbox.

Revises: nothing
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(length=27)  # ISO 8601 in UTC, fixed width


def upgrade() -> None:
    """Create every table in an empty database."""
    _inputs()
    _mails()
    _proposals()
    _tickets()
    _people()
    _recap()
    _outbox()


def _inputs() -> None:
    """The journal, and the state that sources and operators keep beside it."""
    op.create_table(
        "journal",
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("list", sa.String(length=254), server_default="", nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("list", "digest", name="uq_journal_arrival"),
        sqlite_autoincrement=True,
    )
    _partial_index("ix_journal_rules", "journal", ["seq"], "kind = 'rules'")
    _partial_index("ix_journal_erasures", "journal", ["seq"], "kind = 'erase'")
    op.create_table(
        "cursors",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("heard", TIME, nullable=True),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "mailboxes",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("looked", TIME, nullable=True),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "withheld",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uid", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "uid"),
    )
    op.create_table(
        "lists",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("echoes", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "tries",
        sa.Column("which", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("run", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("which"),
    )
    op.create_table(
        "asides",
        sa.Column("which", sa.Text(), nullable=False),
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("which"),
    )


def _mails() -> None:
    """The result of each mail, and the ids that mails wait for."""
    op.create_table(
        "mails",
        sa.Column("seq", SERIAL, autoincrement=False, nullable=False),
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=12), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("effective", TIME, nullable=False),
        sa.Column("received", TIME, nullable=False),
        sa.Column("words", sa.String(length=64), nullable=False),
        sa.Column("disposition", sa.String(length=20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Integer(), nullable=True),
        sa.Column("by_subject", sa.Boolean(), nullable=False),
        sa.Column("awaits", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=True),
        sa.Column("acts", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("look_again", TIME, nullable=True),
        sa.Column("ticket", sa.Text(), nullable=True),
        sa.Column("kept", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    _partial_index("ix_mails_acts", "mails", ["proposal"], "acts")
    op.create_index("ix_mails_author", "mails", ["list", "author", "level", "received"])
    _partial_index("ix_mails_look_again", "mails", ["look_again"], "look_again IS NOT NULL")
    op.create_index("ix_mails_message_id", "mails", ["message_id"])
    _partial_index("ix_mails_proposal", "mails", ["proposal", "author"], "proposal IS NOT NULL")
    _partial_index("ix_mails_subject", "mails", ["subject_key"], "(proposal IS NULL OR by_subject)")
    _partial_index("ix_mails_ticket", "mails", ["ticket"], "ticket IS NOT NULL")
    _partial_index("ix_mails_topic", "mails", ["list", "received"], "topic IS NOT NULL")
    _partial_index("ix_mails_tries", "mails", ["tries"], "tries > 0")
    op.create_table(
        "awaited",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("seq", SERIAL, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "seq"),
    )
    op.create_index("ix_awaited_seq", "awaited", ["seq"])


def _proposals() -> None:
    """The proposals."""
    op.create_table(
        "proposals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", SERIAL, nullable=False),
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("opened", TIME, nullable=False),
        sa.Column("closes", TIME, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due", TIME, nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("seq", name="uq_proposals_seq"),
    )
    _partial_index("ix_proposals_replaces", "proposals", ["list"], "replaces IS NOT NULL")
    _partial_index("ix_proposals_due", "proposals", ["due"], "due IS NOT NULL")
    op.create_index("ix_proposals_state", "proposals", ["list", "state", "closes"])
    op.create_index("ix_proposals_subject", "proposals", ["subject_key", "opened"])


def _tickets() -> None:
    """The help desk: tickets, their events, and their mails and letters."""
    op.create_table(
        "tickets",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("opened", TIME, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("answered", TIME, nullable=True),
        sa.Column("closed", TIME, nullable=True),
        sa.Column("due", TIME, nullable=True),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("prefix", "number", name="uq_tickets_number"),
    )
    op.create_index("ix_tickets_answered", "tickets", ["list", "answered"])
    op.create_index("ix_tickets_closed", "tickets", ["list", "closed"])
    _partial_index("ix_tickets_due", "tickets", ["due"], "due IS NOT NULL")
    op.create_index("ix_tickets_list", "tickets", ["list", "status", "opened"])
    op.create_index("ix_tickets_opened", "tickets", ["list", "opened"])
    _partial_index("ix_tickets_public", "tickets", ["prefix", "number", "list", "key"], "public")
    op.create_index("ix_tickets_requester", "tickets", ["requester", "subject_key"])
    op.create_index("ix_tickets_token", "tickets", ["token"])
    op.create_table(
        "ticket_events",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", SERIAL, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "number", name="uq_ticket_events_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ticket_ids",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "ticket"),
    )


def _people() -> None:
    """People's preferences, and what they still have to confirm."""
    op.create_table(
        "people",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("notes", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("registered", TIME, nullable=True),
        sa.Column("digest", sa.String(length=8), server_default="off", nullable=False),
        sa.Column("mail", sa.String(length=8), server_default="on", nullable=False),
        sa.Column("wished", TIME, nullable=True),
        sa.Column("unsubscribe", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )
    _partial_index("ix_people_digest", "people", ["address"], "digest = 'weekly'")
    _partial_index("ix_people_registered", "people", ["registered"], "registered IS NOT NULL")
    _partial_index("ix_people_unsubscribe", "people", ["unsubscribe"], "unsubscribe <> ''")
    op.create_table(
        "confirmations",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("asked", TIME, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("ix_confirmations_who", "confirmations", ["who", "asked"])


def _recap() -> None:
    """The work log, the sentences on top of a recap, and when weekly letters are due."""
    op.create_table(
        "log_lines",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("struck", sa.Text(), nullable=False),
        sa.Column("embargoed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("mail", "author", "position", name="uq_log_lines_mail"),
    )
    op.create_index("ix_log_lines_at", "log_lines", ["at"])
    op.create_table(
        "sentences",
        sa.Column("mail", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mail", "author"),
    )
    op.create_index("ix_sentences_at", "sentences", ["at"])
    op.create_table(
        "rounds",
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.PrimaryKeyConstraint("list", "kind"),
    )


def _outbox() -> None:
    """The letters."""
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("to_list", sa.Boolean(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("envelope_from", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.Column("due", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("sent", TIME, nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("approved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("answered", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("hold", sa.String(length=5), server_default="", nullable=False),
        sa.Column("wait_told", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("until", TIME, nullable=True),
        sa.Column("echo", sa.String(length=6), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("message_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "receipts",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("later", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_id"),
    )
    _partial_index("ix_outbox_due", "outbox", ["due"], "due IS NOT NULL")
    _partial_index("ix_outbox_echo", "outbox", ["list"], "to_list AND state = 'sent' AND echo = ''")
    op.create_index("ix_outbox_made", "outbox", ["made"])
    op.create_index("ix_outbox_recipients", "outbox", ["recipients"])


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    """Create an index of the rows that meet a condition."""
    op.create_index(
        name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
