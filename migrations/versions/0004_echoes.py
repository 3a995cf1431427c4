"""What each list does with our posts, and indexes for those who count letters.

Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MISSES_ECHO = sa.text("echo = 'missed'")


def upgrade() -> None:
    """Add the column and the indexes."""
    op.add_column("lists", sa.Column("last_echo", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_outbox_state", "outbox", ["state"])
    op.create_index(
        "ix_outbox_missed",
        "outbox",
        ["list"],
        sqlite_where=MISSES_ECHO,
        postgresql_where=MISSES_ECHO,
    )
