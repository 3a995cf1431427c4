"""The same lives on a real PostgreSQL: killed at some of its commits and sends, a daemon that is
restarted takes its lease back and loses nothing.

A sample of two lives' failpoints and a pair of them are enough for every day; LISTBOT_KILLS=all
tries each failpoint of three, and many pairs.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.life import Kind
from tests.crash.lives import (
    Nursery,
    OnServer,
    all_at_once,
    end_of,
    judge_one_kill,
    judge_two_kills,
    live_through,
    nurseries,
    replayed,
    states_of,
)
from tests.postgresql import running_postgresql

IS_WHOLE = os.environ.get("LISTBOT_KILLS") == "all"
KILLS, PAIRS = (1000, 100) if IS_WHOLE else (6, 1)
KINDS = (Kind.ECHOING, Kind.DESK, Kind.SILENT) if IS_WHOLE else (Kind.ECHOING, Kind.DESK)


@pytest.fixture(scope="module")
def several() -> Iterator[list[Nursery]]:
    """As many nurseries as may work at a time."""
    with nurseries() as found:
        yield found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnServer]:
    """A server, and a folder for everything else in the worlds."""
    folder: Path = tmp_path_factory.mktemp("crash")
    with running_postgresql() as server:
        yield OnServer(folder, server)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_kills_on_a_server(kind: Kind, several: list[Nursery], place: OnServer) -> None:
    """After one kill, after two, and without any, the state and the letters are the same, and a
    replay is equal.
    """
    calm = place.new_world(f"undisturbed-{kind}")
    passed = int(several[0].start(calm, 0, kind))
    expected = end_of(calm)
    assert (set(expected.delivered.values()), states_of(calm.url)) == ({1}, {"sent"})

    chance = random.Random(20261130)
    one = [(at,) for at in sorted(chance.sample(range(1, passed + 1), min(KILLS, passed)))]
    for (at,), end in zip(one, all_at_once(several, place, one, kind), strict=True):
        judge_one_kill(at, kind, end, expected)
    two = [(chance.randint(1, passed), chance.randint(1, passed // 2)) for _ in range(PAIRS)]
    for pair, end in zip(two, all_at_once(several, place, two, kind), strict=True):
        judge_two_kills(pair, kind, end, expected)

    world = place.new_world(f"replayed-{kind}")
    live_through(several[0], world, (passed // 2,), kind)
    assert replayed(world).is_equal
