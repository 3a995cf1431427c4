"""Indexes for very many lists and letters.

Revises: 0008
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

IS_ANSWERED = sa.text("answered")
IS_RECAP = sa.text("kind = 'M13'")


def upgrade() -> None:
    """Replace those that began with what thousands of rows have alike."""
    op.drop_index("ix_mails_author", "mails")
    op.create_index("ix_mails_author", "mails", ["author", "list", "level", "received"])
    op.create_index("ix_mails_list", "mails", ["list", "seq"])
    for name, column in (("ix_outbox_recipients", "recipients"), ("ix_outbox_state", "state")):
        op.drop_index(name, "outbox")
        op.create_index(name, "outbox", [column, "made"])
    for name, column, which in (
        ("ix_outbox_answered", "recipients", IS_ANSWERED),
        ("ix_outbox_recaps", "list", IS_RECAP),
    ):
        op.create_index(name, "outbox", [column], sqlite_where=which, postgresql_where=which)
