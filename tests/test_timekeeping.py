"""The clock that all parts of a daemon use."""

import ctypes
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listbot import timekeeping
from listbot.clock import ClockDoubt, ClockFault, ClockLimits, ClockRecord
from listbot.timekeeping import SYSTEM, Clocks, Look, Timekeeper
from tests.clocks import HandClocks

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def world() -> HandClocks:
    """Clocks set by hand, at noon."""
    return HandClocks(NOON)


def found(look: Look) -> tuple[datetime, ClockDoubt | None, ClockDoubt | None]:
    """Return the time, the doubt and the previous one."""
    return look.now, look.doubt, look.before


def test_a_step_is_noticed_by_whoever_reads_the_clock(world: HandClocks) -> None:
    """And again once nobody looks any more; the clock always shows the time without the step."""
    keeper, heard = Timekeeper(world.clocks), []
    keeper.noticed = lambda: heard.append(keeper.clocks.wall())
    world.ahead = 30 * DAY
    assert (keeper(), heard) == (NOON, [NOON + 30 * DAY])
    doubt = ClockDoubt(ClockFault.STEP, NOON, 30 * DAY)
    assert found(keeper.look()) == (NOON, doubt, None)
    assert (keeper(), len(heard)) == (NOON, 1)
    assert found(keeper.look()) == (NOON, doubt, doubt)
    world.ahead = timedelta()
    assert found(keeper.look()) == (NOON, None, doubt)


def test_a_word_moves_the_time(world: HandClocks) -> None:
    """The difference is reported once, for times noted before."""
    keeper = Timekeeper(world.clocks)
    world.ahead = -DAY
    keeper.look()
    assert (keeper.confirm(NOON), keeper.wants_word) == (False, True)
    assert (keeper.confirm(NOON - DAY), keeper.wants_word) == (True, False)
    assert keeper.confirm(NOON - DAY) is False
    look = keeper.look()
    assert (look.now, look.doubt, look.moved) == (NOON - DAY, None, -DAY)
    assert keeper.look().moved == timedelta()


def test_the_word_of_the_admin(world: HandClocks) -> None:
    """It counts if the clock still shows about that time."""
    keeper = Timekeeper(world.clocks)
    world.ahead = DAY
    assert keeper.look(NOON).doubt == ClockDoubt(ClockFault.STEP, NOON, DAY)
    assert keeper.look(NOON + DAY).doubt is None


def test_the_first_word_of_ntp(world: HandClocks) -> None:
    """It is asked for at each look."""
    keeper = Timekeeper(world.clocks)
    world.ahead, world.synced = DAY, True
    look = keeper.look()
    assert (look.doubt, look.moved) == (None, DAY)


def test_a_stamp_goes_before_a_clock_that_does_not_know(world: HandClocks) -> None:
    """At a start with a clock before the last sure time."""
    keeper = Timekeeper(world.clocks)
    keeper.begin(ClockRecord(NOON + DAY))
    assert keeper.taken_at(keeper(), NOON + 3 * DAY) == NOON + 3 * DAY


def test_a_machine_that_slept_is_told(world: HandClocks) -> None:
    """Since when, by today's clock."""
    keeper = Timekeeper(world.clocks, ClockLimits(step=HOUR))
    world.passed = HOUR
    assert keeper.look().away_since is None
    world.passed = 9 * HOUR
    look = keeper.look()
    assert (look.now, look.doubt, look.away_since) == (NOON + 9 * HOUR, None, NOON + HOUR)


def test_a_clock_moved_by_hand_makes_no_step() -> None:
    """Time passes as it is moved."""
    now = [NOON]
    keeper = Timekeeper(Clocks.by_hand(lambda: now[0]))
    now[0] += 30 * DAY
    assert keeper.look().doubt is None


def test_what_is_kept_is_for_this_boot(world: HandClocks) -> None:
    """And says whether it was a stop."""
    keeper = Timekeeper(world.clocks)
    assert [
        (kept.boot, kept.stopped) for kept in (keeper.look().kept, keeper.look(stops=True).kept)
    ] == [
        ("boot 1", False),
        ("boot 1", True),
    ]


def test_which_boot_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From the environment, else from the kernel; unknown if neither says it."""
    monkeypatch.setattr(timekeeping, "_BOOT_ID", tmp_path / "boot_id")
    monkeypatch.delenv("BOOT_ID", raising=False)
    assert SYSTEM.boot() == ""
    (tmp_path / "boot_id").write_text("4f6c\n", encoding="ascii")
    assert SYSTEM.boot() == "4f6c"
    monkeypatch.setenv("BOOT_ID", "e9d1")
    assert SYSTEM.boot() == "e9d1"


def test_the_clocks_of_this_machine() -> None:
    """They can be read, and move on."""
    first, second = SYSTEM.steady(), SYSTEM.steady()
    assert timedelta() < first <= second
    assert SYSTEM.wall().tzinfo is UTC
    assert SYSTEM.is_synced() in (True, False)


@pytest.mark.parametrize(("answer", "synced"), [(0, True), (1, True), (5, False), (-1, False)])
def test_what_the_kernel_says_of_ntp(
    answer: int, synced: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """adjtimex(2): 5 is an unsynchronised clock, -1 a refused question."""

    class Library:
        """The C library."""

        def __init__(self, name: None) -> None:
            """Opened."""

        def adjtimex(self, buffer: object) -> int:
            """As it is told."""
            return answer

    monkeypatch.setattr(timekeeping, "_TIMESYNCD", tmp_path / "synchronized")
    monkeypatch.setattr(ctypes, "CDLL", Library)
    assert SYSTEM.is_synced() == synced


def test_what_timesyncd_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its file exists once it has synchronised; without it and adjtimex, the answer is unknown."""
    monkeypatch.setattr(timekeeping, "_TIMESYNCD", tmp_path / "synchronized")
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert SYSTEM.is_synced() is False
    (tmp_path / "synchronized").touch()
    assert SYSTEM.is_synced() is True
