"""Opens the database to look at tickets."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from listbot.config import Config
from listbot.store.to_read import store_to_read


@contextmanager
def reading(config: Config) -> Iterator[Connection]:
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()
