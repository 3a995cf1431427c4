"""What a mail changed beside its own row, for the tombstone of a forgotten person's mail.

Mails of a 0004 database do not have it: if the author of one is forgotten, a replay makes that mail's ticket no more.

Revises: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables from the revision before to this one."""
    op.add_column("mails", sa.Column("kept", sa.Text(), nullable=True))
