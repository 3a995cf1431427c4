"""The group's record: its acts.

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
    """Create the table of acts."""
    op.create_table(
        "record_acts",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("verb", sa.String(length=16), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_record_acts_at", "record_acts", ["at"])
