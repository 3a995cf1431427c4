"""Opens the group's record for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.records.rules import GroupRules
from listbot.store.to_read import store_to_read

NO_RECORD = "the configuration has no [group] that keeps a record; see docs/group.md"


@contextmanager
def reading(config: Config) -> Iterator[Connection]:
    """Read the database."""
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()


def rules_of(config: Config) -> GroupRules:
    """Return the rules of the group. Raises PermanentError if it keeps no record."""
    if config.group is None or not config.group.is_on:
        raise PermanentError(NO_RECORD)
    return config.group
