"""The database migrates itself, and is what the code thinks it is."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from listbot.errors import PermanentError, StoreUnavailable
from listbot.packaged import migrations_folder
from listbot.store.engine import open_engine
from listbot.store.migrating import HEAD, migrate, version
from listbot.store.schema import mails, metadata, people, rounds


def test_an_empty_database_becomes_the_schema(tmp_path: Path) -> None:
    """What the migrations make is what the tables in the code say, to the last index."""
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


def at_revision(engine: Engine, revision: str) -> None:
    """The database as an older listbot left it."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


MAIL_OF_0001 = """
    INSERT INTO mails (seq, list, message_id, author, name, level, subject_key, effective, received, words,
                       disposition, why, by_subject, awaits, acts)
    VALUES (1, 'infra@example.org', '<1@example.org>', 'ana@example.org', 'Ana', 'list-vouched', 'hello',
            '2026-09-08T18:00:00.000000Z', '2026-09-08T18:00:00.000000Z', '', 'not a vote', 'no vote', 0, 0, 0)
"""


def test_a_database_with_data_gets_a_help_desk(tmp_path: Path) -> None:
    """0001 to 0002: mails and people stay, and new columns say what was true of them all along."""
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    at_revision(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text(MAIL_OF_0001))
        connection.execute(text("INSERT INTO people (address, notes) VALUES ('ana@example.org', 'off')"))
    migrate(engine)
    with engine.connect() as connection:
        assert [row._asdict() for row in connection.execute(people.select())] == [
            {
                "address": "ana@example.org",
                "notes": "off",
                "name": "",
                "registered": None,
                "digest": "off",
                "mail": "on",
                "wished": None,
                "unsubscribe": "",
            }
        ]
        (kept,) = connection.execute(mails.select()).all()
        assert (kept.message_id, kept.disposition, kept.ticket) == ("<1@example.org>", "not a vote", None)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_with_digests_gets_one_for_all(tmp_path: Path) -> None:
    """0005 to 0006: the choice stays; the weekly round of a help desk makes room for that of everything."""
    engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    at_revision(engine, "0005")
    with engine.begin() as connection:
        person = "INSERT INTO people (address, notes, digest) VALUES ('ana@example.org', 'all', 'weekly')"
        connection.execute(text(person))
        for kind in ("digest", "recap"):
            row = {"list": f"{kind}@example.org", "kind": kind, "due": "2026-09-14T07:00:00.000000Z"}
            connection.execute(text("INSERT INTO rounds (list, kind, due) VALUES (:list, :kind, :due)"), row)
    migrate(engine)
    with engine.connect() as connection:
        assert [(row.digest, row.unsubscribe) for row in connection.execute(people.select())] == [
            ("weekly", "")
        ]
        assert [row.list for row in connection.execute(rounds.select())] == ["recap@example.org"]
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def definitions(connection) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """The indexes with their conditions, which Alembic does not compare."""
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
    """A migration that is added without its number is never run."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """An old listbot does not touch what it does not know."""
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(
        PermanentError, match=f"the database is at 9999, newer than this listbot, which knows {HEAD}"
    ):
        migrate(engine)
    engine.dispose()


def test_a_database_that_cannot_be_opened(tmp_path: Path) -> None:
    """It is named."""
    engine = open_engine(f"sqlite:///{tmp_path / 'none' / 'new.db'}")
    with pytest.raises(StoreUnavailable, match=r"none/new.db: unable to open database file"):
        migrate(engine)
