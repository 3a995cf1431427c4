"""The daemon is killed at each commit and send in a vote's life, restarted, and loses nothing."""

import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from listbot.model.order import LetterKind
from listbot.replay import UNCOMPARED, replay
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.schema import DERIVED, outbox
from listbot.store.base.secrets import letter_key
from listbot.store.store import Store
from tests.crash.life import Kind
from tests.playing import hours

AT_A_TIME = 2
PAIRS = 16


class Nursery:
    """A process that starts lives, one at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, folder: Path, dies_at: int, kind: Kind) -> str:
        """Start a life; return what became of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{folder} {dies_at} {kind}\n")
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


@pytest.fixture(scope="module")
def nurseries() -> Iterator[list[Nursery]]:
    """As many as may work at a time."""
    found = [Nursery() for _ in range(AT_A_TIME)]
    yield found
    for each in found:
        each.close()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a migrated database; in memory if possible, since no test needs the disk."""
    shared = Path("/dev/shm")
    folder = tmp_path_factory.mktemp("crash")
    if os.access(shared, os.W_OK):
        folder = shared / folder.name.replace("crash", f"listbot-crash-{os.getpid()}-")
        folder.mkdir()
    engine = open_engine(f"sqlite:///{folder / 'listbot.db'}")
    migrate(engine)
    with engine.begin() as connection:
        letter_key(connection)  # the same for all, so that their letters have the same bytes
    engine.dispose()
    yield folder
    shutil.rmtree(folder)


def new_world(root: Path, name: str) -> Path:
    """Return a folder with an empty database."""
    folder = root / name
    folder.mkdir()
    shutil.copy(root / "listbot.db", folder / "listbot.db")
    return folder


def end_of(folder: Path) -> End:
    """Look at what is left, and fold the journal again."""
    engine = open_engine(f"sqlite:///{folder / 'listbot.db'}")
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
        for file in sorted((folder / "out").iterdir())
        if (id := message_from_bytes(file.read_bytes())["Message-ID"]) not in alerts
    )
    store.close()
    return End(derived, letters, dict(delivered), len(alerts))


def states_of(folder: Path) -> set[str]:
    """Return the states that letters are in."""
    engine = open_engine(f"sqlite:///{folder / 'listbot.db'}")
    with engine.connect() as connection:
        found = set(connection.execute(select(outbox.c.state)).scalars())
    engine.dispose()
    return found


def live_through(nursery: Nursery, folder: Path, deaths: tuple[int, ...], kind: Kind) -> End:
    """Die at each of these failpoints in turn, then live to the end."""
    for dies_at in deaths:
        told = nursery.start(folder, dies_at, kind)
        assert told == "killed" or int(told) < dies_at
    last = nursery.start(folder, 0, kind)
    assert last.isdecimal(), last
    return end_of(folder)


def all_at_once(
    nurseries: list[Nursery], root: Path, deaths: Sequence[tuple[int, ...]], kind: Kind
) -> list[End]:
    """Run a world for each, several at a time."""

    def some(at: int) -> list[tuple[int, End]]:
        nursery = nurseries[at]
        found = []
        for index in range(at, len(deaths), len(nurseries)):
            folder = new_world(root, f"{kind}-{'-'.join(map(str, deaths[index]))}")
            found.append((index, live_through(nursery, folder, deaths[index], kind)))
        return found

    with ThreadPoolExecutor(len(nurseries)) as pool:
        ends = [pair for part in pool.map(some, range(len(nurseries))) for pair in part]
    return [end for _, end in sorted(ends, key=lambda pair: pair[0])]


@pytest.fixture(scope="module", params=[Kind.ECHOING, Kind.SILENT, Kind.DESK])
def undisturbed(
    request: pytest.FixtureRequest, nurseries: list[Nursery], root: Path
) -> tuple[Kind, int, End]:
    """The life without a death: its kind, its failpoints, its end."""
    folder = new_world(root, f"undisturbed-{request.param}")
    passed = int(nurseries[0].start(folder, 0, request.param))
    return request.param, passed, end_of(folder)


def test_the_life_without_a_death(undisturbed: tuple[Kind, int, End], root: Path) -> None:
    """The others are compared with this: the opening, the note to Omar, a reminder or none,
    the result; the first letter to Kim, and the team's and Kim's news; each once.
    """
    kind, passed, end = undisturbed
    vote, ticket = ["M1", "M3", "M4", "M5"], ["M10", "M10", "M10", "M10", "M9"]
    assert sorted(each for _, each, *_ in end.letters) == (ticket if kind is Kind.DESK else vote)
    assert set(end.delivered.values()) == {1}
    assert states_of(root / f"undisturbed-{kind}") == {"sent"}
    assert passed > 60


def test_a_kill_at_every_failpoint(
    undisturbed: tuple[Kind, int, End], nurseries: list[Nursery], root: Path
) -> None:
    """The state is the same; a post goes out once if the list echoes, a letter twice at most."""
    kind, passed, expected = undisturbed
    deaths = [(at,) for at in range(1, passed + 1)]
    for at, end in zip(deaths, all_at_once(nurseries, root, deaths, kind), strict=True):
        assert (at, without_echoes(end.derived)) == (at, without_echoes(expected.derived))
        assert (at, end.letters) == (at, expected.letters)
        assert (at, set(end.delivered)) == (at, set(expected.delivered))
        repeated = {letter: count for letter, count in end.delivered.items() if count > 1}
        assert list(repeated.values()) in ([], [2]), at
        assert (at, end.alerts) == (at, 0)
        if kind is Kind.ECHOING:
            assert not [letter for letter in repeated if letter.startswith("list ")], at
        assert states_of(root / f"{kind}-{at[0]}") == {"sent"}


def test_two_kills(
    undisturbed: tuple[Kind, int, End], nurseries: list[Nursery], root: Path
) -> None:
    """Sampled pairs: the second death comes in the life after the first. Two at the same
    letter end in an alert.
    """
    kind, passed, expected = undisturbed
    chance = random.Random(20260911)
    deaths = [(chance.randint(1, passed), chance.randint(1, passed // 2)) for _ in range(PAIRS)]
    for at, end in zip(deaths, all_at_once(nurseries, root, deaths, kind), strict=True):
        assert (at, without_echoes(end.derived)) == (at, without_echoes(expected.derived))
        assert (at, end.letters) == (at, expected.letters)
        # killed twice just before it would have left
        missing = set(expected.delivered) - set(end.delivered)
        assert (at, set(end.delivered) - set(expected.delivered)) == (at, set())
        assert max(end.delivered.values()) <= 2, at
        assert len(missing) <= end.alerts <= 1, at
        if kind is Kind.ECHOING:
            assert not [
                letter
                for letter, count in end.delivered.items()
                if letter.startswith("list ") and count > 1
            ]


def test_replay_after_a_kill(
    undisturbed: tuple[Kind, int, End], nurseries: list[Nursery], root: Path
) -> None:
    """Folding the journal of an interrupted life gives the same state."""
    kind, passed, _ = undisturbed
    folder = new_world(root, f"replayed-{kind}")
    live_through(nurseries[0], folder, (passed // 2,), kind)
    store = Store(open_engine(f"sqlite:///{folder / 'listbot.db'}"), lambda: hours(100))
    replayed = replay(store)
    store.close()
    assert (replayed.missing, replayed.added) == ((), ())


def without_echoes(derived: frozenset[str]) -> frozenset[str]:
    """Return everything that counts; an echo's row only tells when it came."""
    return frozenset(row for row in derived if "listbot-" not in row)
