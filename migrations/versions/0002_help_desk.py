"""The help desk: tickets, what happened to them, which mails and letters are theirs; what people told us to do.

What is in a 0001 database stays as it is: nobody in it ever wrote to a help desk, and no mail in it has a ticket.

Revises: 0001
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(length=27)  # ISO 8601 in UTC, fixed width


def upgrade() -> None:
    """Bring the tables from the revision before to this one."""
    # Each can be added to a table with rows in it: SQLite then copies nothing, however many mails there are.
    op.add_column("mails", sa.Column("ticket", sa.Text(), nullable=True))
    _index("ix_mails_ticket", "mails", ["ticket"], "ticket IS NOT NULL")
    op.add_column("people", sa.Column("name", sa.Text(), server_default="", nullable=False))
    op.add_column("people", sa.Column("registered", TIME, nullable=True))
    op.add_column("people", sa.Column("digest", sa.String(length=8), server_default="off", nullable=False))
    op.add_column("people", sa.Column("mail", sa.String(length=8), server_default="on", nullable=False))
    _index("ix_people_registered", "people", ["registered"], "registered IS NOT NULL")
    _index("ix_people_digest", "people", ["address"], "digest = 'weekly'")
    _tickets()
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
    op.create_table(
        "rounds",
        sa.Column("list", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.PrimaryKeyConstraint("list", "kind"),
    )


def _tickets() -> None:
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
    _index("ix_tickets_due", "tickets", ["due"], "due IS NOT NULL")
    op.create_index("ix_tickets_token", "tickets", ["token"])
    op.create_index("ix_tickets_list", "tickets", ["list", "status"])
    op.create_index("ix_tickets_requester", "tickets", ["requester", "subject_key"])
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


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    """An index of some rows of a table."""
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
