"""When a mail is looked at for the second time.

No mail of a 0002 database waits for one: what opened a proposal there did so at once.

Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables from the revision before to this one."""
    op.add_column("mails", sa.Column("look_again", sa.String(length=27), nullable=True))
    op.create_index(
        "ix_mails_look_again",
        "mails",
        ["look_again"],
        sqlite_where=sa.text("look_again IS NOT NULL"),
        postgresql_where=sa.text("look_again IS NOT NULL"),
    )
