"""Copies of mails from before their lists.

Revises: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.String(length=27)  # ISO 8601 in UTC, fixed width
IS_ASKED = sa.text("ask_at IS NOT NULL")


def upgrade() -> None:
    """Create the table of what waits and the table of what proves a mail."""
    op.create_table(
        "tapped",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("tap", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("words", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("arrived", TIME, nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("ask_at", TIME, nullable=True),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tap", "digest", name="uq_tapped_copy"),
    )
    op.create_index("ix_tapped_message_id", "tapped", ["message_id"])
    op.create_index("ix_tapped_arrived", "tapped", ["arrived", "size"])
    op.create_index("ix_tapped_author", "tapped", ["author"])
    op.create_index(
        "ix_tapped_ask_at",
        "tapped",
        ["ask_at"],
        sqlite_where=IS_ASKED,
        postgresql_where=IS_ASKED,
    )
    op.create_table(
        "copies",
        sa.Column("which", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", SERIAL, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("which"),
    )
