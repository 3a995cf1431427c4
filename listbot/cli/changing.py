"""The database for commands that change a few rows by themselves, like a letter's state or the
pause. Loads nothing that decides, which is most of what `listbot.wiring` takes.

Raises StoreUnavailable or StoreBroken if the database cannot be used, and ConfigError if its URL
names none; nothing was changed then, unless a server was cut off just as it stored the change.
Each of these commands may be given again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from listbot.config import Config
from listbot.store.base.engine import open_engine, unavailable_as_temporary
from listbot.store.base.migrating import migrate


@contextmanager
def changing(config: Config) -> Iterator[Connection]:
    """Open and migrate the configured database; commit at the end, unless an exception leaves the
    block.
    """
    engine = open_engine(config.store.full_url)
    try:
        migrate(engine)
        with unavailable_as_temporary(engine), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
