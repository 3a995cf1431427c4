"""The database migrates itself, to exactly what the code expects."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from listbot.errors import PermanentError, StoreUnavailable
from listbot.packaged import migrations_folder
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import HEAD, migrate, require_newest, version
from listbot.store.base.schema import metadata
from tests.shared import migrating_for_itself

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def runs_every_migration() -> Iterator[None]:
    """Here nothing is shared with other tests."""
    with migrating_for_itself():
        yield


def test_an_empty_database_becomes_the_schema(tmp_path: Path) -> None:
    """The migrations make the tables in the code, down to the last index."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    with engine.connect() as connection:
        assert version(connection) == HEAD
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        made, meant = definitions(connection), None
    engine.dispose()
    other = open_engine(f"sqlite:///{tmp_path / 'meant.db'}")
    metadata.create_all(other)
    with other.connect() as connection:
        meant = definitions(connection)
    other.dispose()
    assert made == meant


def definitions(connection) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Return the indexes with their conditions, which Alembic does not compare."""
    rows = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    )
    return {row.name: " ".join(row.sql.split()) for row in rows}


def test_a_second_start_does_nothing(tmp_path: Path) -> None:
    """An up-to-date database is left alone."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    migrate(engine)
    assert "journal" in inspect(engine).get_table_names()
    engine.dispose()


def test_the_head_in_the_code_is_that_of_the_scripts() -> None:
    """A migration added without updating HEAD would never run."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """An old listbot does not touch a database it does not know."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(
        PermanentError,
        match=f"the database has version 9999, newer than this listbot's {HEAD}",
    ):
        migrate(engine)
    with pytest.raises(PermanentError, match="or restore a backup from before the upgrade"):
        require_newest(engine)
    engine.dispose()


def test_a_database_that_cannot_be_opened(tmp_path: Path) -> None:
    """The error names it."""
    engine = open_engine(f"sqlite:///{tmp_path / 'none' / 'new.db'}")
    with pytest.raises(StoreUnavailable, match=r"none/new.db: the folder .*/none does not exist$"):
        migrate(engine)
