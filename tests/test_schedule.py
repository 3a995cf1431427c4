"""When the clock ticks: on the real loop, with spans far below a second."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from listbot import schedule
from listbot.errors import StoreUnavailable
from listbot.schedule import Clockwork

SOON = 5.0  # seconds until a test that waits in vain fails


class Ticks:
    """A tick that counts itself and follows its script: return a moment, or raise."""

    def __init__(self, *script: datetime | Exception | None) -> None:
        self.at: list[datetime] = []
        self._script = list(script)
        self._counted = asyncio.Condition()

    async def __call__(self) -> datetime | None:
        """One tick."""
        self.at.append(datetime.now(UTC))
        async with self._counted:
            self._counted.notify_all()
        step = self._script.pop(0) if self._script else None
        if isinstance(step, Exception):
            raise step
        return step

    async def until(self, count: int) -> None:
        """Wait for this many ticks."""
        async with asyncio.timeout(SOON), self._counted:
            await self._counted.wait_for(lambda: len(self.at) >= count)


@asynccontextmanager
async def running(ticks: Ticks) -> AsyncIterator[Clockwork]:
    """A clock at work, past its first tick."""
    clockwork = Clockwork(ticks, lambda: datetime.now(UTC))
    task = asyncio.ensure_future(clockwork.run())
    try:
        await ticks.until(1)
        yield clockwork
    finally:
        task.cancel()
        await asyncio.wait({task})


async def test_it_ticks_at_the_moment_the_last_tick_named() -> None:
    """A vote closes on time: not at the next half minute, and not early."""
    due = datetime.now(UTC) + timedelta(milliseconds=100)
    ticks = Ticks(due)
    async with running(ticks):
        await ticks.until(2)
    assert ticks.at[0] < due <= ticks.at[1] < due + timedelta(seconds=1)


async def test_what_is_due_and_has_to_wait_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its list is not read far enough yet: tick again soon, but not without a pause."""
    monkeypatch.setattr(schedule, "AGAIN", timedelta(milliseconds=50))
    start = datetime.now(UTC)
    ticks = Ticks(start, start)
    async with running(ticks):
        await ticks.until(3)
    assert ticks.at[2] >= ticks.at[0] + timedelta(milliseconds=100)


async def test_a_wake_while_a_tick_runs_is_one_more_tick() -> None:
    """A change after that tick had looked is not missed, and two ticks never run at once."""
    ticks = Ticks()
    async with running(ticks) as clockwork:
        clockwork.wake()
        clockwork.wake()
        await ticks.until(2)
    assert len(ticks.at) == 2


async def test_what_is_due_later_than_the_next_tick_wakes_nobody() -> None:
    """The next tick asks for it. A vote that opens is due in days; a tick at each would cost more
    than the mail that opens it.
    """
    ticks = Ticks()
    async with running(ticks) as clockwork:
        await asyncio.sleep(0)  # past the tick
        clockwork.wake(datetime.now(UTC) + timedelta(days=3))
        await asyncio.sleep(0)
        assert len(ticks.at) == 1
        clockwork.wake(datetime.now(UTC))
        await ticks.until(2)


@pytest.mark.parametrize(("sooner", "count"), [(True, 2), (False, 1)])
async def test_what_becomes_due_during_a_tick_waits_for_its_end(sooner: bool, count: int) -> None:
    """Then it is one more tick, unless the tick has found that moment itself, or an earlier one."""
    begun, goes_on, ticks = asyncio.Event(), asyncio.Event(), Ticks()
    found = datetime.now(UTC) + timedelta(seconds=20)

    async def tick() -> datetime:
        begun.set()
        await goes_on.wait()
        await ticks()
        return found

    clockwork = Clockwork(tick, lambda: datetime.now(UTC))
    task = asyncio.ensure_future(clockwork.run())
    await begun.wait()
    clockwork.wake(found + timedelta(days=1))
    clockwork.wake(found - timedelta(seconds=1) if sooner else found)
    goes_on.set()
    await ticks.until(count)
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(ticks.at) == count
    task.cancel()
    await asyncio.wait({task})


async def test_a_machine_without_a_time_zone_is_not_asked_for_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bare machine has no time zone configured, and the admin is not warned about it."""

    def asked() -> None:
        raise AssertionError("asked for the machine's time zone")

    monkeypatch.setattr("apscheduler.triggers.date.get_localzone", asked)
    ticks = Ticks()
    async with running(ticks) as clockwork:
        clockwork.wake()
        await ticks.until(2)


async def test_it_ticks_every_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even with nothing due: mails that raised are tried again, and a ring may have been missed."""
    monkeypatch.setattr(schedule, "EVERY", timedelta(milliseconds=50))
    ticks = Ticks()
    async with running(ticks):
        await ticks.until(3)


async def test_a_tick_that_fails_is_told_and_does_not_stop_the_clock(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """After an hour without its database, it closes votes an hour late."""
    monkeypatch.setattr(schedule, "EVERY", timedelta(milliseconds=50))
    ticks = Ticks(RuntimeError("locked"))
    async with running(ticks):
        await ticks.until(2)
    assert "a tick failed; the next one tries again" in caplog.text


async def test_a_database_that_is_away_is_told_in_a_line(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk is not a bug: no traceback."""
    monkeypatch.setattr(schedule, "EVERY", timedelta(milliseconds=50))
    ticks = Ticks(StoreUnavailable("listbot.db: database or disk is full"))
    async with running(ticks):
        await ticks.until(2)
    assert "a tick was put off: listbot.db: database or disk is full" in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_scheduler_that_stays_silent_keeps_nothing_from_ticking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The wall clock may have been set back by days: the loop's steady clock rings as well."""
    monkeypatch.setattr(schedule, "EVERY", timedelta(milliseconds=50))
    monkeypatch.setattr(schedule, "NET", timedelta(milliseconds=50))
    monkeypatch.setattr(Clockwork, "_ring_in", lambda clockwork, wait: None)
    ticks = Ticks()
    async with running(ticks):
        await ticks.until(3)


async def test_a_stop_that_comes_together_with_a_ring_is_a_stop() -> None:
    """However often: a daemon that goes on then could only be killed."""
    for _ in range(3):
        ticks = Ticks()
        clockwork = Clockwork(ticks, lambda: datetime.now(UTC))
        task = asyncio.ensure_future(clockwork.run())
        await ticks.until(1)
        await asyncio.sleep(0)
        clockwork.wake()
        task.cancel()
        await asyncio.wait({task}, timeout=SOON)
        assert task.cancelled()
