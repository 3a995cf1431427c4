"""The watchdog's timer is reset while there is progress, not while the writer is stuck."""

import asyncio
import faulthandler
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot import watchdog
from listbot.model.inputs import Handling
from listbot.store.base.work_marks import Hand, Lane, Work
from listbot.watchdog import DISK, PULSE, Watchdog
from tests.playing import in_file
from tests.servers.waiting import until

VOTE = Work(Handling.TICK, "V-31")


class Clock:
    """The monotonic clock, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


class Timer:
    """Counts how often it was reset."""

    wound = 0

    def wind(self) -> None:
        """Reset it."""
        self.wound += 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock moved by hand."""
    return Clock(monkeypatch)


def test_it_is_wound_up_at_each_pulse_and_not_at_each_mail(clock: Clock) -> None:
    """Resetting it starts a thread: too much for each mail."""
    timer, hand = Timer(), Hand()
    dog = Watchdog(hand, timer.wind)
    dog.beat()
    dog.beat()
    assert timer.wound == 1
    clock.now += PULSE
    dog.beat()
    assert timer.wound == 2


def test_a_writer_that_stays_at_one_thing(clock: Clock) -> None:
    """The loop's pulse does not help; once the writer makes progress, all is well again."""
    timer, hand = Timer(), Hand()
    dog = Watchdog(hand, timer.wind)
    hand.went_on = dog.beat
    with hand.holding(Lane.WRITER, VOTE):
        for _ in range(9):
            clock.now += PULSE
            dog.beat()
        assert timer.wound == 1  # in its first second
    assert timer.wound == 2


def test_a_slow_disk_is_no_hang(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A statement that does not return holds the timer off, for minutes but not for ever."""
    timer, hand = Timer(), Hand()
    dog = Watchdog(hand, timer.wind)
    # this thread's place when asked
    monkeypatch.setattr(watchdog, "STATEMENTS", ("listbot.watchdog",))
    with hand.holding(Lane.WRITER, VOTE):
        clock.now += DISK - 1
        dog.beat()
        assert timer.wound == 1
        clock.now += 2
        dog.beat()
    assert timer.wound == 1


def test_the_thread_is_in_the_database_while_a_statement_runs(tmp_path: Path) -> None:
    """Here it waits for another process's lock."""
    hand, engine = Hand(), in_file(tmp_path)
    dog = Watchdog(hand)
    assert not dog._is_in_database()
    other = sqlite3.connect(tmp_path / "listbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE").close()

    def wait() -> None:
        with hand.holding(Lane.WRITER, VOTE), engine.begin() as connection:
            connection.execute(select(1))

    writer = threading.Thread(target=wait)
    writer.start()
    until(dog._is_in_database, lambda: "it never is")
    other.rollback()
    writer.join()
    other.close()
    assert not dog._is_in_database()


async def test_it_watches_until_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """At each end of a piece of work as well; when it stops, the timer stops with it."""
    timer, hand, stopped = Timer(), Hand(), asyncio.Event()
    monkeypatch.setattr(faulthandler, "cancel_dump_traceback_later", stopped.set)
    dog = Watchdog(hand, timer.wind)
    watching = asyncio.create_task(dog.run())
    await asyncio.sleep(0)
    assert (timer.wound, hand.went_on) == (1, dog.beat)
    watching.cancel()
    await asyncio.wait([watching])
    assert stopped.is_set()
    hand.went_on()
    assert timer.wound == 1
