"""How Alembic reaches the database: through the connection that listbot hands in, never through a
URL of its own.

`listbot.store.base.migrating` calls this in one transaction on the writer's connection. Called from
Alembic's own command line it takes `-x url=sqlite:///...`, which is only for those who write
migrations. Fails when given neither.
"""

from alembic import context
from sqlalchemy import Connection, create_engine

from listbot.store.base.schema import metadata


def migrate(connection: Connection) -> None:
    """Run the migrations asked for on an open connection."""
    # SQLite cannot alter a column: Alembic then copies the table, which is what "batch" means.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the connection handed in, else open the one named on Alembic's command line."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    url = context.get_x_argument(as_dictionary=True).get("url")
    if url is None:
        raise SystemExit("migrations: give the database: alembic -x url=sqlite:///listbot.db ...")
    with create_engine(str(url)).begin() as connection:
        migrate(connection)


main()
