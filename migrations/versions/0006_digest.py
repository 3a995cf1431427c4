"""One digest a person for everything that is watched, and the token that ends it.

The digests of single help desks are no more: their rounds go, and the first moment makes the one of all. Who wants
one already gets it without the links that end it, until they ask for it again; a replay of a journal from before draws
them at the old wish, so it is not equal there.

Revises: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Bring the tables from the revision before to this one."""
    op.add_column("people", sa.Column("wished", sa.String(27), nullable=True))
    op.add_column("people", sa.Column("unsubscribe", sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "ix_people_unsubscribe",
        "people",
        ["unsubscribe"],
        sqlite_where=sa.text("unsubscribe <> ''"),
        postgresql_where=sa.text("unsubscribe <> ''"),
    )
    op.execute("DELETE FROM rounds WHERE kind = 'digest'")
