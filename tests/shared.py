"""What the tests of one process share, as making it anew takes longer than most tests.

Templates and SQL statements are compiled once for all. The first empty SQLite database is
migrated, and the others get the statements that this took. None of it changes what a test sees,
as `test_shared.py` shows. A test that is about migrating says `migrating_for_itself`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import CodeType
from typing import Any

import jinja2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.util import LRUCache

from listbot.store.base import engine as engines
from listbot.store.base import migrating

STATEMENTS = 2000
"""More than all tests have; each is kept once for each kind of database."""

_dialects: dict[str, Dialect] = {}
_compiled: LRUCache[Any, Any] = LRUCache(STATEMENTS)
_templates: dict[tuple[object, ...], CodeType] = {}

_compile = jinja2.Environment.compile
_upgrade = migrating._upgrade


def begin() -> None:
    """Share from now on, in this process."""
    jinja2.Environment.compile = compile_once  # type: ignore[method-assign,assignment]
    engines.create_engine = engine_that_shares  # type: ignore[attr-defined]
    migrating._upgrade = upgrade_as_before


@contextmanager
def migrating_for_itself() -> Iterator[None]:
    """Run every migration in this block."""
    migrating._upgrade = _upgrade
    try:
        yield
    finally:
        migrating._upgrade = upgrade_as_before


def engine_that_shares(*args: Any, **options: Any) -> Engine:
    """An engine whose statements are compiled once for all engines of its kind.

    SQLAlchemy knows a compiled statement by its dialect, so they have one dialect, too: that of the
    first engine that connects.
    """
    engine = create_engine(*args, **options)
    engine._compiled_cache = _compiled

    def share(*_: object) -> None:
        """Not earlier: what is asked to happen at a connection belongs to its own dialect."""
        one = _dialects.setdefault(engine.url.drivername, engine.dialect)
        engine.dialect = engine.pool._dialect = one

    event.listen(engine, "connect", share)
    return engine


def upgrade_as_before(connection: Connection) -> None:
    """Migrate; an empty SQLite database gets the tables that the first one got."""
    if connection.dialect.name != "sqlite" or migrating.version(connection) is not None:
        _upgrade(connection)
        return
    for statement in tables():
        connection.exec_driver_sql(statement)


@cache
def tables() -> tuple[str, ...]:
    """What the migrations made of an empty database, as statements."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        _upgrade(connection)
        driver = connection.connection.driver_connection
        assert driver is not None
        found = tuple(driver.iterdump())
    engine.dispose()
    return tuple(each for each in found if each not in ("BEGIN TRANSACTION;", "COMMIT;"))


def compile_once(environment: jinja2.Environment, source: Any, *args: Any, **more: Any) -> Any:
    """Compile a template, unless it was compiled under the same settings before."""
    key = (
        *(source, *args, *more.items(), type(environment)),
        *(environment.autoescape, environment.trim_blocks, environment.lstrip_blocks),
        *(environment.finalize, *sorted(environment.filters.items())),
    )
    if key not in _templates:
        _templates[key] = _compile(environment, source, *args, **more)
    return _templates[key]
