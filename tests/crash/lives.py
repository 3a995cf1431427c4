"""Lives of a daemon that may be killed, on SQLite or on a PostgreSQL server: how they are started,
and what is left of one.
"""

import hashlib
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import select

from listbot.model.order import LetterKind
from listbot.replay import UNCOMPARED, Replayed, replay
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.schema import DERIVED, outbox
from listbot.store.base.secrets import letter_key
from listbot.store.store import Store
from tests.crash.life import Kind
from tests.playing import hours
from tests.postgresql import Postgres

AT_A_TIME = 2


class World(NamedTuple):
    """What survives a daemon: a folder, and its database."""

    folder: Path
    url: str


class Place(Protocol):
    """Where worlds are made."""

    def new_world(self, name: str) -> World:
        """Make one with an empty database."""
        ...


class InFiles:
    """Worlds whose databases are SQLite files."""

    def __init__(self, root: Path) -> None:
        self._root = root
        prepare(f"sqlite:///{root / 'listbot.db'}")

    def new_world(self, name: str) -> World:
        """Make one with a copy of the first database."""
        world = self.world(name)
        world.folder.mkdir()
        shutil.copy(self._root / "listbot.db", world.folder / "listbot.db")
        return world

    def world(self, name: str) -> World:
        """Return one that was made before."""
        folder = self._root / name
        return World(folder, f"sqlite:///{folder / 'listbot.db'}")


class OnServer:
    """Worlds whose databases are on a PostgreSQL server."""

    def __init__(self, root: Path, server: Postgres) -> None:
        self._root = root
        self._server = server
        url = server.new_database()
        self._first = url.rpartition("/")[2]
        prepare(url)

    def new_world(self, name: str) -> World:
        """Make one with a copy of the first database."""
        folder = self._root / name
        folder.mkdir()
        return World(folder, self._server.new_database(self._first))


def prepare(url: str) -> None:
    """Make the tables, and a key that all worlds have: their letters have the same bytes."""
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as connection:
        letter_key(connection)
    engine.dispose()


class Nursery:
    """A process that starts lives, one at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, world: World, dies_at: int, kind: Kind) -> str:
        """Start a life; return what became of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{world.folder} {dies_at} {kind} {world.url}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


class End(NamedTuple):
    """Everything there is when a life is over."""

    derived: frozenset[str]
    letters: frozenset[tuple[Any, ...]]
    """Key, Message-ID and digest of the bytes of each letter."""
    delivered: dict[str, int]
    """How often each Message-ID went out: kind of recipient and id."""
    alerts: int
    """Letters to the admin, not included above."""


@contextmanager
def nurseries() -> Iterator[list[Nursery]]:
    """As many as may work at a time."""
    found = [Nursery() for _ in range(AT_A_TIME)]
    yield found
    for each in found:
        each.close()


def end_of(world: World) -> End:
    """Look at what is left, and fold the journal again."""
    engine = open_engine(world.url)
    store = Store(engine, lambda: hours(0))
    with store.reading() as connection:
        derived = frozenset(
            f"{table.name} {tuple(row)}"
            for table in DERIVED
            for row in connection.execute(
                select(*(each for each in table.columns if each.name not in UNCOMPARED))
            )
        )
        rows = connection.execute(select(outbox)).all()
    alerts = {row.message_id for row in rows if row.kind == LetterKind.ALERT}
    letters = frozenset(
        (row.key, row.kind, row.message_id, hashlib.sha256(row.raw).hexdigest())
        for row in rows
        if row.kind != LetterKind.ALERT
    )
    delivered = Counter(
        f"{file.stem.split('-')[-1]} {id}"
        for file in sorted((world.folder / "out").iterdir())
        if (id := message_from_bytes(file.read_bytes())["Message-ID"]) not in alerts
    )
    store.close()
    return End(derived, letters, dict(delivered), len(alerts))


def states_of(url: str) -> set[str]:
    """Return the states that letters are in."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = set(connection.execute(select(outbox.c.state)).scalars())
    engine.dispose()
    return found


def live_through(nursery: Nursery, world: World, deaths: tuple[int, ...], kind: Kind) -> End:
    """Die at each of these failpoints in turn, then live to the end."""
    for dies_at in deaths:
        told = nursery.start(world, dies_at, kind)
        assert told == "killed" or int(told) < dies_at
    last = nursery.start(world, 0, kind)
    assert last.isdecimal(), last
    return end_of(world)


def all_at_once(
    nurseries: list[Nursery], place: Place, deaths: Sequence[tuple[int, ...]], kind: Kind
) -> list[End]:
    """Run a world for each, several at a time."""

    def one(nursery: Nursery, index: int) -> End:
        world = place.new_world(f"{kind}-{'-'.join(map(str, deaths[index]))}")
        return live_through(nursery, world, deaths[index], kind)

    return _shared_out(nurseries, len(deaths), one)


def go_on(nurseries: list[Nursery], worlds: Sequence[World], kind: Kind) -> list[End]:
    """Live to the end in each of these worlds, several at a time."""

    def one(nursery: Nursery, index: int) -> End:
        return live_through(nursery, worlds[index], (), kind)

    return _shared_out(nurseries, len(worlds), one)


def _shared_out(
    nurseries: list[Nursery], count: int, one: Callable[[Nursery, int], End]
) -> list[End]:
    def some(at: int) -> list[tuple[int, End]]:
        return [(index, one(nurseries[at], index)) for index in range(at, count, len(nurseries))]

    with ThreadPoolExecutor(len(nurseries)) as pool:
        ends = [pair for part in pool.map(some, range(len(nurseries))) for pair in part]
    return [end for _, end in sorted(ends, key=lambda pair: pair[0])]


def judge_one_kill(at: int, kind: Kind, end: End, expected: End) -> None:
    """The state is the same; a post goes out once if the list echoes, a letter twice at most."""
    assert (at, without_echoes(end.derived)) == (at, without_echoes(expected.derived))
    assert (at, end.letters) == (at, expected.letters)
    assert (at, set(end.delivered)) == (at, set(expected.delivered))
    repeated = {letter: count for letter, count in end.delivered.items() if count > 1}
    assert list(repeated.values()) in ([], [2]), at
    assert (at, end.alerts) == (at, 0)
    if kind is Kind.ECHOING:
        assert not [letter for letter in repeated if letter.startswith("list ")], at


def judge_two_kills(at: tuple[int, ...], kind: Kind, end: End, expected: End) -> None:
    """The same, but two deaths at the same letter end in an alert."""
    assert (at, without_echoes(end.derived)) == (at, without_echoes(expected.derived))
    assert (at, end.letters) == (at, expected.letters)
    # killed twice just before it would have left
    missing = set(expected.delivered) - set(end.delivered)
    assert (at, set(end.delivered) - set(expected.delivered)) == (at, set())
    assert max(end.delivered.values()) <= 2, at
    assert len(missing) <= end.alerts <= 1, at
    repeated = [letter for letter, count in end.delivered.items() if count > 1]
    if kind is Kind.ECHOING:
        assert not [letter for letter in repeated if letter.startswith("list ")]


def without_echoes(derived: frozenset[str]) -> frozenset[str]:
    """Return everything that counts; an echo's row only tells when it came."""
    return frozenset(row for row in derived if "listbot-" not in row)


def replayed(world: World) -> Replayed:
    """Fold the journal again, and compare."""
    store = Store(open_engine(world.url), lambda: hours(100))
    found = replay(store)
    store.close()
    return found
