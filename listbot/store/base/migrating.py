"""Migrates a database to the newest schema: a pip-installed listbot migrates itself.

Alembic is imported only when there is something to do, so an up-to-date start costs one
query. Raises StoreUnavailable if the database cannot be reached, and PermanentError if it
belongs to a newer listbot.
"""

import logging

from sqlalchemy import Connection, Engine, inspect, text

from listbot.errors import PermanentError
from listbot.packaged import migrations_folder
from listbot.store.base.engine import unavailable_as_temporary

HEAD = "0009"
"""The newest migration; a test keeps it equal to the one in migrations/."""

log = logging.getLogger(__name__)


def migrate(engine: Engine) -> None:
    """Run the migrations that the database has not seen. Raises PermanentError for a newer
    database.
    """
    with unavailable_as_temporary(engine), engine.begin() as connection:
        at = version(connection)
        if at == HEAD:
            return
        if at is not None and at > HEAD:
            raise PermanentError(f"the database has version {at}, newer than this listbot's {HEAD}")
        _upgrade(connection)
        log.info("database migrated from %s to %s", at or "nothing", HEAD)


def require_newest(engine: Engine) -> None:
    """Check the version without migrating. Raises PermanentError for any but this listbot's."""
    with unavailable_as_temporary(engine), engine.connect() as connection:
        at = version(connection.execution_options(reads_only=True))
    if at is not None and at > HEAD:
        raise PermanentError(
            f"the database has version {at}, newer than this listbot's {HEAD}; install the newer "
            "listbot again, or restore a backup from before the upgrade"
        )
    if at != HEAD:
        raise PermanentError(
            f"the database has version {at or 'none'}, but this listbot needs {HEAD}; "
            "the daemon migrates it when it starts"
        )


def version(connection: Connection) -> str | None:
    """Return the last migration that was run; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
