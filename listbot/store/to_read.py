"""The database for those who only read it: creates, moves and writes no file, and loads nothing
that decides.

Raises StoreUnavailable or StoreBroken if the database cannot be read, and ConfigError if its URL
names none.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from listbot.config.types import Config
from listbot.store.base.engine import open_engine, unavailable_as_temporary
from listbot.store.base.migrating import require_newest


class StoreToRead:
    """The database, read-only::

    with store.reading() as connection:
        found = reading.vote(connection, 31)
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state and never blocks the writer."""
        with unavailable_as_temporary(self.engine), self.engine.connect() as connection:
            yield connection.execution_options(reads_only=True)

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()


def store_to_read(config: Config) -> StoreToRead:
    """Open the configured database."""
    engine = open_engine(config.store.full_url, to_read=True)
    require_newest(engine)
    return StoreToRead(engine)
