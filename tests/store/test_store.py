"""The writer thread: commits are grouped, and a job's fault never affects another."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from listbot.errors import StoreUnavailable
from listbot.model.alert import Alert, Cause
from listbot.store.store import GROUP, Store
from listbot.store.transaction import Transaction
from tests.playing import START, in_file
from tests.store.jobs import Counting, names, note, sqlite_fault


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counting]:
    """A store in a file."""
    found = Counting(in_file(tmp_path), lambda: START)
    yield found
    found.close()


def fail(tx: Transaction) -> None:
    """Write something, then fail."""
    note(tx, "half")
    raise ValueError("this job is wrong")


class Gate:
    """Keeps the writer thread busy, so that jobs handed in meanwhile wait together."""

    def __init__(self, store: Store) -> None:
        self._open = threading.Event()
        self._entered = threading.Event()
        self._task = asyncio.create_task(store.write(self._wait))

    def _wait(self, tx: Transaction) -> None:
        self._entered.set()
        self._open.wait(20)

    async def __aenter__(self) -> None:
        await asyncio.to_thread(self._entered.wait, 20)

    async def __aexit__(self, *exception: object) -> None:
        await asyncio.sleep(0)  # so that everything started in the block reaches the queue
        self._open.set()
        await self._task


async def test_waiting_jobs_share_a_commit(store: Counting) -> None:
    """A hundred and fifty jobs that wait need three commits, and each has its own answer."""
    async with Gate(store):
        jobs = [asyncio.create_task(store.write(note, f"{number:03}")) for number in range(150)]
    assert await asyncio.gather(*jobs) == [f"{number:03}" for number in range(150)]
    assert store.commits == 1 + -(-150 // GROUP)
    assert len(names(store)) == 150


async def test_the_order_is_kept(store: Counting) -> None:
    """Jobs run in the order they were handed in, whatever group they are in."""
    seen: list[int] = []
    async with Gate(store):
        jobs = [
            asyncio.create_task(store.write(lambda tx, at: seen.append(at), at))
            for at in range(100)
        ]
    await asyncio.gather(*jobs)
    assert seen == list(range(100))


async def test_a_fault_reaches_only_its_caller(store: Counting) -> None:
    """The rest runs again, each job alone; the half-done work of the failed one is gone."""
    async with Gate(store):
        jobs = [asyncio.create_task(store.write(note, name)) for name in ("a", "b")]
        bad = asyncio.create_task(store.write(fail))
        jobs += [asyncio.create_task(store.write(note, name)) for name in ("c", "d")]
    answers = await asyncio.gather(*jobs, bad, return_exceptions=True)
    assert answers[:4] == ["a", "b", "c", "d"]
    assert repr(answers[4]) == repr(ValueError("this job is wrong"))
    assert names(store) == ["a", "b", "c", "d"]


async def test_who_no_longer_waits_stops_nobody(store: Counting) -> None:
    """A cancelled wait neither loses its job nor harms the writer thread."""
    async with Gate(store):
        gone = asyncio.create_task(store.write(note, "gone"))
        await asyncio.sleep(0)
        gone.cancel()
    assert await store.write(note, "next") == "next"
    assert names(store) == ["gone", "next"]


async def test_close_finishes_what_was_handed_in(store: Counting) -> None:
    """A closed store opens again when needed."""
    async with Gate(store):
        jobs = [asyncio.create_task(store.write(note, str(number))) for number in range(3)]
    await asyncio.to_thread(store.close)
    assert await asyncio.gather(*jobs) == ["0", "1", "2"]
    assert await store.write(note, "3") == "3"


async def test_a_stop_in_the_middle_of_a_group(store: Counting) -> None:
    """Jobs handed in before the stop are done first."""
    async with Gate(store):
        jobs = [asyncio.create_task(store.write(note, str(number))) for number in range(3)]
        await asyncio.sleep(0)
        closing = asyncio.create_task(asyncio.to_thread(store.close))
        while store._jobs.qsize() <= len(jobs):  # until the stop waits behind them
            await asyncio.sleep(0)
    await asyncio.gather(closing, *jobs)
    assert names(store) == ["0", "1", "2"]


async def test_a_listener_that_raises_changes_nothing(
    store: Counting, caplog: pytest.LogCaptureFixture
) -> None:
    """It is called after the commit, so the job succeeded and is not run again."""

    def deaf() -> None:
        raise RuntimeError("the loop is closed")

    def job(tx: Transaction) -> str:
        tx.queued = 1
        return note(tx, "once")

    store.letters_made = deaf
    assert await store.write(job) == "once"
    assert (names(store), store.commits) == (["once"], 1)
    assert [record.message for record in caplog.records] == ["could not announce a commit"]


async def test_alerts_are_told_after_the_commit(store: Counting) -> None:
    """Nobody hears about work that was rolled back."""
    told: list[tuple[str, int]] = []
    store.alert = lambda alert: told.append((alert.text, store.commits))

    def job(tx: Transaction) -> None:
        tx.alerts.append(Alert(Cause.FAULT, "look"))

    def failing(tx: Transaction) -> None:
        tx.alerts.append(Alert(Cause.FAULT, "never"))
        raise ValueError("rolled back")

    await store.write(job)
    with pytest.raises(ValueError, match="rolled back"):
        await store.write(failing)
    assert told == [("look", 1)]


async def test_a_failing_commit_stores_nothing(tmp_path: Path) -> None:
    """Each job of the group is tried alone; callers get the fault if the database fails."""

    class Moody(Store):
        moods = iter([True, False, True])  # the gate's, the group's, the first one's alone

        def commit(self, connection: Connection) -> None:
            if not next(self.moods, True):
                raise sqlite_fault()
            super().commit(connection)

    store = Moody(in_file(tmp_path), lambda: START)
    async with Gate(store):
        jobs = [asyncio.create_task(store.write(note, name)) for name in ("a", "b")]
    assert await asyncio.gather(*jobs) == ["a", "b"]
    assert names(store) == ["a", "b"]
    store.close()


async def test_a_database_that_is_away_is_waited_for_once(tmp_path: Path) -> None:
    """Once a single job finds it unreachable, the rest of the group need not wait as long each."""

    class Away(Counting):
        def commit(self, connection: Connection) -> None:
            self.commits += 1
            if self.commits > 1:
                raise sqlite_fault()
            connection.commit()

    store = Away(in_file(tmp_path), lambda: START)
    async with Gate(store):
        jobs = [asyncio.create_task(store.write(note, str(number))) for number in range(30)]
    answers = await asyncio.gather(*jobs, return_exceptions=True)
    assert {type(answer) for answer in answers} == {StoreUnavailable}
    assert store.commits == 3  # the gate's, the group's, one alone
    store.close()
