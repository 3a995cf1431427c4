"""A database that cannot work: full, locked, unreachable. Nothing partial is stored, and it
recovers by itself.
"""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from listbot import pipeline
from listbot.errors import StoreUnavailable
from listbot.mail import Arrival
from listbot.store.base import engine as engines
from listbot.store.store import Store
from tests.playing import START, Play, in_file, opening
from tests.store.jobs import Counting, inputs, names, note, post

pytestmark = pytest.mark.sqlite


async def test_a_full_disk(tmp_path: Path) -> None:
    """Nothing partial is stored, the sender gets a 4xx, and it recovers when there is room."""
    play = Play(engine=in_file(tmp_path))
    play.take(opening())
    with play.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    play.engine.dispose()
    limit = Limit(pages + 2)
    event.listen(play.engine, "connect", limit)
    context = play.in_force.lists[0].context
    big = Arrival(post(1, 200_000), context, "test", START)
    with pytest.raises(StoreUnavailable, match="database or disk is full"):
        await pipeline.receive(play.store, big)
    assert inputs(play.store) == 2
    assert (
        await pipeline.receive(play.store, Arrival(post(2), context, "test", START)) == "not a vote"
    )
    limit.pages = 1_000_000
    play.store.close()
    assert await pipeline.receive(play.store, big) == "not a vote"
    assert inputs(play.store) == 4
    assert play.accounts_balance()
    play.store.close()


class Limit:
    """Limits the database's pages, like a full disk."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    def __call__(self, connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={self.pages}").close()


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
print("free", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def intruder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the database's write lock until it gets a line."""
    in_file(tmp_path).dispose()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "listbot.db")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.communicate("\n\n")


async def test_a_lock_of_another_process_is_waited_for(
    tmp_path: Path, intruder: "subprocess.Popen[str]"
) -> None:
    """While the busy timeout lasts, a write only takes longer."""
    store = Counting(in_file(tmp_path), lambda: START)
    assert intruder.stdout is not None
    assert intruder.stdin is not None
    intruder.stdout.readline()
    waiting = asyncio.create_task(store.write(note, "patient"))
    await asyncio.sleep(0)  # handed in ...
    while store._jobs.qsize():  # ... and picked up by the writer
        await asyncio.sleep(0)
    assert not waiting.done()
    intruder.stdin.write("\n")
    intruder.stdin.flush()
    assert await waiting == "patient"
    store.close()


async def test_a_lock_that_lasts_is_a_temporary_fault(
    tmp_path: Path, intruder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller gets the fault, and the daemon lives on: the next write succeeds."""
    monkeypatch.setattr(engines, "BUSY_TIMEOUT", 50)
    engine = engines.open_engine(f"sqlite:///{tmp_path / 'listbot.db'}")
    store = Counting(engine, lambda: START)
    assert intruder.stdout is not None
    assert intruder.stdin is not None
    intruder.stdout.readline()
    with pytest.raises(StoreUnavailable, match="database is locked"):
        await store.write(note, "early")
    intruder.stdin.write("\n")
    intruder.stdin.flush()
    intruder.stdout.readline()
    assert await store.write(note, "later") == "later"
    assert names(store) == ["later"]
    store.close()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """The fault names the database and the folder that is missing."""
    store = Store(
        engines.open_engine(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}"), lambda: START
    )
    with (
        pytest.raises(StoreUnavailable, match=r"the folder .* does not exist"),
        store.transaction(),
    ):
        pass
