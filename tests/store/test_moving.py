"""Moving a database: every row, both ways; nothing is left behind by a move that failed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select

from listbot.cli.group import cli
from listbot.errors import PermanentError
from listbot.replay import replay
from listbot.store import moving
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.schema import journal, settings
from listbot.store.base.work_marks import open_hand
from listbot.store.leases import Lease
from listbot.store.store import Store
from tests.playing import PEOPLE, START, Play, hours, opening, votes
from tests.postgresql import Postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite database with a vote that is over, its letters and its moments."""
    path = tmp_path / "listbot.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    play = Play(engine=engine)
    play.take(opening(), *votes(PEOPLE[1:4]))
    play.run_until(hours(80))
    play.store.close()
    return path


@pytest.fixture
def target(postgresql: Postgres) -> Iterator[Engine]:
    """An empty database on the server."""
    engine = open_engine(postgresql.new_database())
    yield engine
    engine.dispose()


def test_there_and_back(file: Path, target: Engine, tmp_path: Path) -> None:
    """Both ways every row comes along, and a replay of each is equal."""
    source = open_engine(f"sqlite:///{file}", to_read=True)
    back = open_engine(f"sqlite:///{tmp_path / 'back.db'}")
    migrate(back)
    copied: list[int] = []
    digests = [moving.move(source, target, copied.append), moving.move(target, back)]

    assert len(set(digests)) == 1
    assert sum(copied) == moving.rows_in(source) == moving.rows_in(back)
    for engine in (target, back):
        store = Store(engine, lambda: START)
        assert replay(store).is_equal
        store.close()
    source.dispose()


def test_the_next_row_has_the_next_number(file: Path, target: Engine) -> None:
    """The server counts on from the last one that came along."""
    source = open_engine(f"sqlite:///{file}", to_read=True)
    moving.move(source, target)
    with source.connect() as connection:
        last = max(connection.execute(select(journal.c.seq)).scalars())
    with target.begin() as connection:
        added = connection.execute(
            journal.insert().values(kind="tick", payload="{}").returning(journal.c.seq)
        )
        assert added.scalar_one() == last + 1
    source.dispose()


def test_a_target_with_anything_in_it_is_refused(file: Path, target: Engine) -> None:
    """It keeps what it has, and gets nothing."""
    source = open_engine(f"sqlite:///{file}", to_read=True)
    with target.begin() as connection:
        connection.execute(settings.insert().values(name="paused", value="{}"))
    with pytest.raises(PermanentError, match="is not empty: its table settings has rows"):
        moving.move(source, target)

    assert moving.rows_in(target) == 1
    source.dispose()


def test_a_move_that_was_interrupted_is_repeated(file: Path, target: Engine) -> None:
    """It left nothing behind."""
    source = open_engine(f"sqlite:///{file}", to_read=True)

    def stop(more: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moving.move(source, target, stop)
    assert moving.rows_in(target) == 0
    moving.move(source, target)
    assert moving.rows_in(target) == moving.rows_in(source)
    source.dispose()


def test_a_copy_that_differs_is_not_kept(
    file: Path, target: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are read again before the commit."""
    source = open_engine(f"sqlite:///{file}", to_read=True)
    digests = iter(["one", "another"])
    monkeypatch.setattr(moving, "_digest", lambda connection: next(digests))
    with pytest.raises(PermanentError, match="came out different"):
        moving.move(source, target)

    assert moving.rows_in(target) == 0
    source.dispose()


def call(source: str, target: str) -> str:
    """Run the command; return what it said, or why it failed."""
    came = CliRunner().invoke(cli, ["move", source, target])
    return str(came.exception) if came.exception is not None else came.output


@pytest.mark.slow
def test_the_demo_moves_there_and_back(tmp_path: Path, postgresql: Postgres) -> None:
    """All that a list and a help desk have after some weeks: three databases, one digest, and every
    replay is equal.
    """
    demo = tmp_path / "demo"
    assert CliRunner().invoke(cli, ["demo", "--dir", str(demo)]).exit_code == 0
    (played,) = demo.glob("*.db")
    there, back = postgresql.new_database(), f"sqlite:///{tmp_path / 'back.db'}"
    told = [call(f"sqlite:///{played}", there), call(there, back)]

    digests = {line for each in told for line in each.splitlines() if "SHA-256" in line}
    assert len(digests) == 1
    assert [each.count("inputs give exactly what is in the new database") for each in told] == [
        1,
        1,
    ]


def test_the_command_says_what_comes_next(file: Path, postgresql: Postgres) -> None:
    """After the digest and the replay."""
    told = call(f"sqlite:///{file}", postgresql.new_database())

    assert "rows, the same in both: SHA-256" in told
    assert "inputs give exactly what is in the new database" in told
    assert "Next: write the new URL into store.url" in told


def test_a_database_in_use_is_not_moved(file: Path, target: Engine, postgresql: Postgres) -> None:
    """A daemon would go on to write into the old one."""
    url, new = f"sqlite:///{file}", postgresql.new_database()
    hand = open_hand(Path(f"{file}-hand"))
    assert call(url, new) == f"{file} is in use: stop the daemon first"
    hand.close()
    with target.begin() as connection:
        Lease("mail1:/x").take(connection, START)
    there = target.url.render_as_string(hide_password=False)
    assert call(there, new) == "mail1:/x is at work on it: stop every daemon first"


def test_a_source_that_is_not_there_is_said(tmp_path: Path, postgresql: Postgres) -> None:
    """No daemon would ever make it."""
    told = call(f"sqlite:///{tmp_path / 'none.db'}", postgresql.new_database())
    assert told == (
        f"{tmp_path / 'none.db'} does not exist: SOURCE is the URL of the database as it is"
    )


def test_a_password_is_not_taken_from_the_command_line(file: Path) -> None:
    """Every user of the machine can read it there."""
    told = call(f"sqlite:///{file}", "postgresql://a:secret@127.0.0.1/x")

    assert told == "a password does not belong on a command line: use libpq's passfile"
