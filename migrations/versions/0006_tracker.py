"""What the team's tracker is to do, which keys it gave, and what was heard from it.

Revises: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(length=27)  # ISO 8601 in UTC, fixed width
IS_DUE = sa.text("due IS NOT NULL")


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "tracker_calls",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("label", sa.String(length=32), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.Column("due", TIME, nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ticket", "kind", "label", name="uq_tracker_calls_label"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_tracker_calls_due",
        "tracker_calls",
        ["ticket", "id", "due"],
        sqlite_where=IS_DUE,
        postgresql_where=IS_DUE,
    )
    op.create_table(
        "outer_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_outer_keys_ticket", "outer_keys", ["ticket"])
    op.create_table(
        "outer_heard",
        sa.Column("what", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("what"),
    )
