"""The first tables: the journal, what is derived from it, and the outbox.

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
    """Bring the tables from the revision before to this one."""
    op.create_table(
        "awaited",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("seq", SERIAL, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "seq"),
    )
    op.create_index("ix_awaited_seq", "awaited", ["seq"])
    op.create_table(
        "cursors",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("heard", TIME, nullable=True),
        sa.PrimaryKeyConstraint("source"),
    )
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
    op.create_index(
        "ix_journal_rules",
        "journal",
        ["seq"],
        sqlite_where=sa.text("kind = 'rules'"),
        postgresql_where=sa.text("kind = 'rules'"),
    )
    op.create_table(
        "lists",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("echoes", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )
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
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(
        "ix_mails_acts", "mails", ["proposal"], sqlite_where=sa.text("acts"), postgresql_where=sa.text("acts")
    )
    op.create_index("ix_mails_author", "mails", ["list", "author", "received"])
    op.create_index("ix_mails_message_id", "mails", ["message_id"])
    op.create_index(
        "ix_mails_subject",
        "mails",
        ["subject_key"],
        sqlite_where=sa.text("(proposal IS NULL OR by_subject)"),
        postgresql_where=sa.text("(proposal IS NULL OR by_subject)"),
    )
    op.create_index(
        "ix_mails_proposal",
        "mails",
        ["proposal", "author"],
        sqlite_where=sa.text("proposal IS NOT NULL"),
        postgresql_where=sa.text("proposal IS NOT NULL"),
    )
    op.create_index(
        "ix_mails_tries",
        "mails",
        ["tries"],
        sqlite_where=sa.text("tries > 0"),
        postgresql_where=sa.text("tries > 0"),
    )

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
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_made", "outbox", ["made"])
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["due"],
        sqlite_where=sa.text("due IS NOT NULL"),
        postgresql_where=sa.text("due IS NOT NULL"),
    )

    op.create_table(
        "people",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("notes", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )
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
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("seq", name="uq_proposals_seq"),
    )
    op.create_index(
        "ix_proposals_due",
        "proposals",
        ["due"],
        sqlite_where=sa.text("due IS NOT NULL"),
        postgresql_where=sa.text("due IS NOT NULL"),
    )
    op.create_index("ix_proposals_subject", "proposals", ["subject_key", "opened"])

    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
