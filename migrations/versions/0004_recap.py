"""The weekly recap: the work log and the sentences on top, and what its numbers are found by.

In a 0003 database nobody can have written either: their words were not known.

Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TIME = sa.String(length=27)  # ISO 8601 in UTC, fixed width


def upgrade() -> None:
    """Bring the tables from the revision before to this one."""
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
    op.create_index("ix_proposals_state", "proposals", ["list", "state", "closes"])
    op.drop_index("ix_tickets_list", "tickets")
    op.create_index("ix_tickets_list", "tickets", ["list", "status", "opened"])
    op.create_index("ix_tickets_opened", "tickets", ["list", "opened"])
    op.create_index("ix_tickets_answered", "tickets", ["list", "answered"])
    op.create_index("ix_tickets_closed", "tickets", ["list", "closed"])
