"""Bringing a database to the newest shape: a pip-installed listbot migrates itself.

Alembic is imported only when there is something to do, so that an up-to-date start costs one query.
Fails with StoreUnavailable when the database cannot be reached, and with PermanentError when it is
of a newer listbot.
"""

import logging

from sqlalchemy import Connection, Engine, inspect, text

from listbot.errors import PermanentError
from listbot.packaged import migrations_folder
from listbot.store.base.engine import unavailable_as_temporary

HEAD = "0001"
"""The newest migration; a test holds it equal to what stands in migrations/."""

log = logging.getLogger(__name__)


def migrate(engine: Engine) -> None:
    """Run whatever migrations the database has not seen."""
    with unavailable_as_temporary(engine), engine.begin() as connection:
        at = version(connection)
        if at == HEAD:
            return
        if at is not None and at > HEAD:
            raise PermanentError(
                f"the database is at {at}, newer than this listbot, which knows {HEAD}"
            )
        _upgrade(connection)
        log.info("database migrated from %s to %s", at or "nothing", HEAD)


def require_newest(engine: Engine) -> None:
    """Only look. Raises PermanentError for a database that is not of this listbot's shape."""
    with unavailable_as_temporary(engine), engine.connect() as connection:
        at = version(connection.execution_options(reads_only=True))
    if at != HEAD:
        raise PermanentError(
            f"the database is at {at or 'nothing'}, and this listbot reads {HEAD}; "
            "the daemon brings it there when it starts"
        )


def version(connection: Connection) -> str | None:
    """The last migration that was run; None for an empty database."""
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
