"""When the copy of the pages is brought up to date."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from listbot.errors import ListbotError, StoreBroken, StoreUnavailable
from listbot.web.copy.keeping import CopyKeeper, Pace


@dataclass
class World:
    """What happens, what a build says, and a clock that is moved by hand."""

    news: int = 1
    fault: Exception | None = None
    says: str = ""
    takes: float = 1.0
    now: float = 0.0
    built: list[float] = field(default_factory=list)
    """When each build began."""
    told: list[str] = field(default_factory=list)

    async def look(self) -> int:
        """Return how much happened so far."""
        if self.fault is not None:
            raise self.fault
        return self.news

    async def build(self) -> str:
        """Build; something else happens meanwhile."""
        self.built.append(self.now)
        self.now += self.takes
        return self.says


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """A world whose time the loop takes for its own."""
    found = World()
    monkeypatch.setattr("listbot.web.copy.keeping.asyncio.get_running_loop", lambda: Loop(found))
    return found


@dataclass
class Loop:
    """The part of a loop that a keeper knows."""

    world: World

    def time(self) -> float:
        """Return the time."""
        return self.world.now


def keeper(world: World) -> CopyKeeper:
    """A keeper in that world."""
    return CopyKeeper(world.look, world.build, world.told.append)


async def looks(keeper: CopyKeeper, world: World, until: float) -> None:
    """Let it look each five seconds."""
    while world.now <= until:
        await keeper.look()
        world.now += 5


async def test_a_copy_is_made_at_once(world: World) -> None:
    """Nobody knows what happened while the daemon was down."""
    await keeper(world).look()
    assert (world.built, world.told) == ([0.0], [])


async def test_nothing_happens_while_nothing_happened(world: World) -> None:
    """For ten minutes; some pages tell what is open, so then it is made again."""
    await looks(keeper(world), world, 650)
    assert world.built == [0.0, 601.0]


async def test_at_most_once_a_minute(world: World) -> None:
    """However much happens."""
    one = keeper(world)
    for _ in range(200):
        await one.look()
        world.news += 1
        world.now += 1
    assert world.built == [0.0, 61.0, 122.0, 183.0]


async def test_what_happens_during_a_build_is_in_the_next(world: World) -> None:
    """Even if nothing happens later."""
    one = keeper(world)
    world.takes = 2.0
    original = world.build

    async def build() -> str:
        world.news += len(world.built) == 0
        return await original()

    world.build = build  # type: ignore[method-assign]  # in place of a world that changes itself
    one = keeper(world)
    await looks(one, world, 300)
    assert world.built == [0.0, 62.0]


async def test_a_long_build_rests_long(world: World) -> None:
    """It never takes more than a twentieth of the time."""
    world.takes = 30.0
    one = keeper(world)
    for _ in range(300):
        await one.look()
        world.news += 1
        world.now += 5
    assert world.built == [0.0, 630.0, 1260.0]


async def test_a_build_that_fails_is_told_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """It is tried again each ten minutes; another reason, or the same after a success, is news."""
    caplog.set_level(logging.INFO)
    one = keeper(world)
    world.says = "the disk is full"
    await looks(one, world, 1300)
    assert (len(world.built), world.told) == (3, ["the disk is full"])
    world.says = "it has another folder's files"
    await looks(one, world, 1900)
    assert world.told[1:] == ["it has another folder's files"]
    world.says = ""
    await looks(one, world, 2500)
    assert "the copy of the pages is up to date, after 1.0 seconds" in caplog.text
    world.says, world.news = "the disk is full", 2
    await looks(one, world, 3200)
    assert world.told[2:] == ["the disk is full"]


@pytest.mark.parametrize("fault", [StoreUnavailable("locked"), StoreBroken("damaged")])
async def test_while_the_database_cannot_be_read(
    world: World, fault: ListbotError, caplog: pytest.LogCaptureFixture
) -> None:
    """The copy stays as it is."""
    world.fault = fault
    one = keeper(world)
    await one.look()
    assert (world.built, world.told) == ([], [])
    assert f"the copy of the pages waits: {fault}" in caplog.text
    world.fault = None
    await one.look()
    assert world.built == [0.0]


async def test_a_fault_of_ours_does_not_end_the_daemon(caplog: pytest.LogCaptureFixture) -> None:
    """It is in the log, and the next look comes."""
    world = World(fault=ZeroDivisionError())
    seen = asyncio.Event()

    async def look() -> int:
        if "internal error" in caplog.text:
            seen.set()
        return await world.look()

    pace = Pace(look=timedelta())
    running = asyncio.create_task(CopyKeeper(look, world.build, world.told.append, pace).run())
    await asyncio.wait_for(seen.wait(), 10)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
