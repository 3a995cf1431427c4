"""Runs migrations on the connection that listbot passes in.

`listbot.store.base.migrating` calls this in one transaction on the writer's connection.
Alembic's own command line needs `-x url=sqlite:///...`, which is only for people who write
migrations. Exits with an error if it gets neither.
"""

from alembic import context
from sqlalchemy import Connection, create_engine

from listbot.store.base.schema import metadata


def migrate(connection: Connection) -> None:
    """Run the requested migrations on an open connection."""
    # SQLite cannot alter a column: Alembic then copies the table, which is what "batch" means.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the connection passed in, else open the one named on Alembic's command line."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    url = context.get_x_argument(as_dictionary=True).get("url")
    if url is None:
        raise SystemExit("migrations: name the database: alembic -x url=sqlite:///listbot.db ...")
    with create_engine(str(url)).begin() as connection:
        migrate(connection)


main()
