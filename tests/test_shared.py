"""What tests share is what each of them would have made."""

from pathlib import Path

import jinja2
import pytest
from sqlalchemy import Engine, select, text

from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import HEAD, migrate, version
from listbot.store.base.schema import mails
from tests import shared


def schema(engine: Engine) -> list[tuple[str, str, str]]:
    """Every table and index as SQLite keeps it, and the version."""
    with engine.connect() as connection:
        assert version(connection) == HEAD
        rows = connection.execute(
            text("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY name")
        )
        return [(kind, name, " ".join(sql.replace('"', "").split())) for kind, name, sql in rows]


def test_the_shared_schema_is_the_migrated_one(tmp_path: Path) -> None:
    """Tables from statements are those that the migrations make."""
    with shared.migrating_for_itself():
        migrate(migrated := open_engine(f"sqlite:///{tmp_path / 'migrated.db'}"))
    migrate(quick := open_engine(f"sqlite:///{tmp_path / 'quick.db'}"))
    assert schema(migrated) == schema(quick)
    migrated.dispose()
    quick.dispose()


def test_each_engine_asks_its_own_database(tmp_path: Path) -> None:
    """One compiled statement serves two databases."""
    found = []
    for name in ("one", "other"):
        migrate(engine := open_engine(f"sqlite:///{tmp_path / name}.db"))
        with engine.begin() as connection:
            found.append(connection.execute(select(mails)).all())
            connection.execute(text("DROP TABLE mails"))
        engine.dispose()
    assert found == [[], []]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"autoescape": True}, {"autoescape": False}),
        ({"trim_blocks": True}, {"trim_blocks": False}),
        ({"finalize": str.upper}, {"finalize": str}),
    ],
    ids=["escapes", "trims", "finishes"],
)
def test_a_template_is_compiled_for_each_kind_of_environment(
    one: dict[str, object], other: dict[str, object]
) -> None:
    """The same text means something else under other settings."""
    source = "{% if 1 %}\n{{ '<b>' }}{% endif %}"
    written = [
        jinja2.Environment(**each).from_string(source).render()  # type: ignore[arg-type]
        for each in (one, other, one)
    ]
    assert written[0] == written[2] != written[1]
