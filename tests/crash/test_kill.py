"""The daemon is killed at each commit and send in a vote's life, restarted, and loses nothing.

A kill at each of them is played by a copy of what was on the disk there, which is all that a kill
leaves; with LISTBOT_KILLS=all each of those daemons is really killed. Pairs of kills always are.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.life import LEAVES, Kind
from tests.crash.lives import (
    End,
    InFiles,
    Nursery,
    all_at_once,
    end_of,
    go_on,
    judge_one_kill,
    judge_two_kills,
    live_through,
    nurseries,
    replayed,
    states_of,
)

IS_WHOLE = os.environ.get("LISTBOT_KILLS") == "all"
PAIRS = 16


@pytest.fixture(scope="module")
def several() -> Iterator[list[Nursery]]:
    """As many nurseries as may work at a time."""
    with nurseries() as found:
        yield found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InFiles]:
    """A folder for the worlds; in memory if possible, since no test needs the disk."""
    shared = Path("/dev/shm")
    folder = tmp_path_factory.mktemp("crash")
    if os.access(shared, os.W_OK):
        folder = shared / folder.name.replace("crash", f"listbot-crash-{os.getpid()}-")
        folder.mkdir()
    yield InFiles(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module", params=[Kind.ECHOING, Kind.SILENT, Kind.DESK])
def undisturbed(
    request: pytest.FixtureRequest, several: list[Nursery], place: InFiles
) -> tuple[Kind, int, End]:
    """The life without a death, which leaves copies: its kind, its failpoints, its end."""
    world = place.new_world(f"undisturbed-{request.param}")
    passed = int(several[0].start(world, LEAVES, request.param))
    assert states_of(world.url) == {"sent"}
    return request.param, passed, end_of(world)


def test_the_life_without_a_death(undisturbed: tuple[Kind, int, End]) -> None:
    """The others are compared with this: the opening, the note to Omar, a reminder or none,
    the result; the first letter to Kim, and the team's and Kim's news; each once.
    """
    kind, passed, end = undisturbed
    vote, ticket = ["M1", "M3", "M4", "M5"], ["M10", "M10", "M10", "M10", "M9"]
    assert sorted(each for _, each, *_ in end.letters) == (ticket if kind is Kind.DESK else vote)
    assert set(end.delivered.values()) == {1}
    assert passed > 60


def test_a_kill_at_every_failpoint(
    undisturbed: tuple[Kind, int, End], several: list[Nursery], place: InFiles
) -> None:
    """The state is the same; a post goes out once if the list echoes, a letter twice at most."""
    kind, passed, expected = undisturbed
    every = range(1, passed + 1)
    if IS_WHOLE:
        ends = all_at_once(several, place, [(at,) for at in every], kind)
    else:
        ends = go_on(several, [place.world(f"undisturbed-{kind}-{at}") for at in every], kind)
    for at, end in zip(every, ends, strict=True):
        judge_one_kill(at, kind, end, expected)


def test_two_kills(
    undisturbed: tuple[Kind, int, End], several: list[Nursery], place: InFiles
) -> None:
    """Sampled pairs: the second death comes in the life after the first. Two at the same
    letter end in an alert.
    """
    kind, passed, expected = undisturbed
    chance = random.Random(20260911)
    deaths = [(chance.randint(1, passed), chance.randint(1, passed // 2)) for _ in range(PAIRS)]
    for at, end in zip(deaths, all_at_once(several, place, deaths, kind), strict=True):
        judge_two_kills(at, kind, end, expected)


def test_replay_after_a_kill(
    undisturbed: tuple[Kind, int, End], several: list[Nursery], place: InFiles
) -> None:
    """Folding the journal of an interrupted life gives the same state."""
    kind, passed, _ = undisturbed
    world = place.new_world(f"replayed-{kind}")
    live_through(several[0], world, (passed // 2,), kind)
    assert replayed(world).is_equal
