"""Mails for whose signatures the DNS has not answered yet.

Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(length=27)  # ISO 8601 in UTC, fixed width
IS_ASKED = sa.text("ask_at IS NOT NULL")


def upgrade() -> None:
    """Create the table of missing answers."""
    op.create_table(
        "open_keys",
        sa.Column("seq", SERIAL, autoincrement=False, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("ask_at", TIME, nullable=True),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(
        "ix_open_keys_ask_at",
        "open_keys",
        ["ask_at"],
        sqlite_where=IS_ASKED,
        postgresql_where=IS_ASKED,
    )
