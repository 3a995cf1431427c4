"""A letter's end is noted before anything else is sent: whatever fails, it goes out once."""

import asyncio
import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from listbot.errors import (
    CarrierAmbiguous,
    CarrierRefused,
    CarrierUnavailable,
    ReceiptsUnavailable,
    StoreUnavailable,
)
from listbot.letters.letter import Parcel
from listbot.model.receipts import Attempt, Standing
from listbot.outbound import Receipt
from listbot.outbound.memory import MemoryCarrier, MemoryReceipts, Outcome
from listbot.outbound.receipts import ReceiptFile
from listbot.outbound.sender import LONGEST_WAIT, UNSURE_WAIT, Sender
from listbot.store.base import engine as engines
from listbot.store.outbox import outbox, pause
from listbot.store.outbox.outbox import Waiting
from listbot.store.store import Store
from tests.outbound.test_sender import Desk
from tests.playing import START, in_file
from tests.store.jobs import sqlite_fault

PEOPLE = ("a@example.org", "b@example.org")
ID = "<a@example.org>"


class Fragile(Store):
    """A Store whose commits fail on demand, as SQLite's do."""

    fails = False

    def commit(self, connection: Connection) -> None:
        """Commit, or fail."""
        if self.fails:
            raise sqlite_fault()
        super().commit(connection)


class Unwritable(MemoryReceipts):
    """Receipts on a disk that fails after some lines."""

    lines_left = 99

    def note(self, attempt: Attempt) -> None:
        """Note, or fail."""
        if not self.lines_left:
            raise ReceiptsUnavailable("receipts in memory: Input/output error")
        self.lines_left -= 1
        super().note(attempt)


class Breaking(MemoryCarrier):
    """A carrier during whose first delivery the database breaks."""

    def __init__(self, store: Fragile, script: Iterable[Outcome]) -> None:
        super().__init__(script)
        self._store = store

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver, and let no commit succeed any more."""
        self._store.fails = len(self.attempts) == 0
        return await super().deliver(parcel)


class Books(Desk):
    """A desk whose receipts outlive the sender."""

    def __init__(self, store: Store, script: Iterable[Outcome] = ()) -> None:
        super().__init__(store, script)
        self.receipts = Unwritable()
        self.start()

    def start(self) -> None:
        """Start the daemon, or restart it."""
        self.sender = Sender(self.store, self.carrier, self.tell, self.receipts)

    def letter(self, number: int = 1) -> Waiting:
        """Return a letter as stored, without committing anything."""
        with self.store.reading() as connection:
            return outbox.find(connection, number=number)[0]

    def noted(self) -> list[tuple[str, int]]:
        """Return the lines of the receipts: state and attempt."""
        return [(each.state, each.number) for each in self.receipts.noted]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Fragile]:
    """A store in a file."""
    found = Fragile(in_file(tmp_path), lambda: START)
    yield found
    found.close()


async def test_each_attempt_is_noted_before_and_after(store: Fragile) -> None:
    """In the receipts and in the outbox."""
    desk = Books(store, [CarrierUnavailable("451"), CarrierAmbiguous("broke"), None])
    desk.post()
    for minutes in (0, 60, 120):
        await desk.sender.drain(START + timedelta(minutes=minutes))
    assert desk.noted() == [
        ("sending", 1),
        ("queued", 1),
        ("sending", 2),
        ("resending", 3),
        ("sent", 3),
    ]


@pytest.mark.parametrize(
    ("outcome", "state", "note"),
    [
        (Receipt("250 ok"), "sent", "250 ok"),
        (Receipt("250 ok", {PEOPLE[1]: "450 full"}), "queued", "250 ok"),
        (Receipt("250 ok", {PEOPLE[1]: "550 unknown"}), "sent", "250 ok"),
        (CarrierRefused("550 no"), "dead", "refused: 550 no"),
        (CarrierUnavailable("451 later"), "queued", "451 later"),
        (CarrierAmbiguous("broke"), "sending", "may have been sent: broke"),
    ],
)
async def test_what_the_database_cannot_take_is_kept(
    store: Fragile, outcome: Outcome, state: str, note: str
) -> None:
    """However an attempt ends: it is noted before anything else is sent, and reported once."""
    desk = Books(store)
    desk.carrier = Breaking(store, [outcome])
    desk.start()
    desk.post("a", to=PEOPLE, to_list=False)
    desk.post("b", to=PEOPLE, to_list=False)
    with pytest.raises(StoreUnavailable):
        await desk.sender.drain(START)
    assert (desk.letter().state, desk.alerts, len(desk.carrier.attempts)) == ("sending", [], 1)
    with pytest.raises(StoreUnavailable):
        await desk.sender.drain(START + timedelta(hours=1))
    assert len(desk.carrier.attempts) == 1
    store.fails = False
    await desk.sender.drain(START)
    assert desk.stands() == (state, 1, note)
    assert [parcel.message_id for parcel in desk.carrier.attempts] == [ID, "<b@example.org>"]
    assert len(desk.alerts) == (note.startswith("refused") or "550" in repr(outcome))
    later = (PEOPLE[1],) if "450" in repr(outcome) else PEOPLE
    assert desk.letter().parcel.recipients == later


async def test_a_crash_before_the_database_knows(store: Fragile) -> None:
    """The receipts know: after the next start the letter counts as sent, and goes out once."""
    desk = Books(store)
    desk.carrier = Breaking(store, [])
    desk.start()
    desk.post()
    with pytest.raises(StoreUnavailable):
        await desk.sender.drain(START)
    store.fails = False
    desk.start()
    assert await desk.sender.drain(START + timedelta(days=1)) == 0
    assert (desk.letter().state, desk.letter().sent, desk.out, desk.alerts) == (
        "sent",
        START,
        ["a"],
        [],
    )


async def test_nothing_is_sent_that_could_not_be_noted(
    store: Fragile, caplog: pytest.LogCaptureFixture
) -> None:
    """While the receipts' disk is full, letters wait, and the admin is told once."""
    desk = Books(store)
    desk.post()
    desk.receipts.is_full = True
    running = asyncio.create_task(desk.sender.run(lambda: START))
    told = (
        "no letter can be sent, because that could not be recorded: receipts in memory: "
        "No space left on device"
    )
    for _ in range(3):
        while not desk.alerts:
            await asyncio.sleep(0)
        desk.sender._wake.set()
        await asyncio.sleep(0)
    assert (desk.alerts, desk.stands(), desk.out) == ([told], ("queued", 0, ""), [])
    desk.receipts.is_full = False
    async with asyncio.timeout(20):
        while desk.letter().state != "sent":
            desk.sender._wake.set()
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [each for each in caplog.records if each.levelno >= logging.ERROR] == []


async def test_a_database_that_is_away_is_logged_once(
    store: Fragile, caplog: pytest.LogCaptureFixture
) -> None:
    """A line, rather than a traceback every few seconds."""
    desk = Books(store)
    store.fails = True
    for _ in range(3):
        with pytest.raises(StoreUnavailable) as fault:
            await desk.sender.drain(START)
        desk.sender._tell_hindrance(fault.value)
    assert [each.getMessage()[:37] for each in caplog.records] == [
        "no letter can be sent for now: sqlite"
    ]


async def test_a_letter_whose_attempt_cannot_be_noted(store: Fragile) -> None:
    """It keeps its state, and surely did not leave."""
    desk = Books(store)
    desk.post()
    desk.receipts.lines_left = 0
    with pytest.raises(ReceiptsUnavailable):
        await desk.sender.drain(START)
    assert (desk.stands(), desk.out) == (
        ("queued", 1, "receipts in memory: Input/output error"),
        [],
    )
    desk.receipts.lines_left = 9
    assert await desk.sender.drain(START) == 1


async def test_receipts_that_fail_after_the_letter_left(store: Fragile) -> None:
    """At least the outbox notes it; the receipts do as soon as they can, before the next letter."""
    desk = Books(store)
    desk.post("a")
    desk.post("b")
    desk.receipts.lines_left = 1
    with pytest.raises(ReceiptsUnavailable):
        await desk.sender.drain(START)
    assert (desk.letter().state, desk.noted(), desk.out) == ("sent", [("sending", 1)], ["a"])
    desk.receipts.lines_left = 9
    assert await desk.sender.drain(START) == 1
    assert [each.message_id for each in desk.receipts.noted] == [
        ID,
        ID,
        "<b@example.org>",
        "<b@example.org>",
    ]


async def test_receipts_and_database_fail_after_the_letter_left(store: Fragile) -> None:
    """It is kept in memory, and nothing else is sent."""
    desk = Books(store)
    desk.carrier = Breaking(store, [])
    desk.start()
    desk.post("a")
    desk.post("b")
    desk.receipts.lines_left = 1
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            await desk.sender.drain(START)
    store.fails = False
    desk.receipts.lines_left = 9
    assert await desk.sender.drain(START + UNSURE_WAIT) == 1
    assert desk.out == ["a", "b"]
    assert desk.noted() == [("sending", 1), ("sent", 1), ("sending", 1), ("sent", 1)]


async def test_what_an_echo_ends_is_noted(store: Fragile) -> None:
    """So that an older backup does not wait for an echo that never comes again."""
    desk = Books(store, [CarrierAmbiguous("broke")])
    desk.post()
    await desk.sender.drain(START)
    desk.echo(at=START + timedelta(minutes=1))
    await desk.sender.drain(START + timedelta(minutes=2))
    assert desk.noted() == [("sending", 1), ("sent", 1)]


async def test_an_echo_before_the_end_is_noted(store: Fragile) -> None:
    """The server says 4xx and sent it anyway: the list's echo counts."""
    desk = Books(store)
    desk.carrier = Breaking(store, [CarrierUnavailable("451 later")])
    desk.start()
    desk.post()
    with pytest.raises(StoreUnavailable):
        await desk.sender.drain(START)
    store.fails = False
    desk.echo()
    assert await desk.sender.drain(START + LONGEST_WAIT) == 0
    assert desk.letter().state == "sent"


async def test_a_database_that_was_moved_without_its_receipts(
    store: Fragile, tmp_path: Path
) -> None:
    """Every letter is held, and the admin told why; after `listbot resume` they go."""
    desk = Books(store)
    desk.post("a")
    await desk.sender.drain(START)
    place = tmp_path / "listbot.db.receipts"
    desk.post("b")
    held = (
        f"every letter is held until `listbot resume`: {place} is missing: listbot cannot "
        "tell which letters left since this database was last in use; check `listbot outbox list`"
    )
    for _ in range(2):
        sender = Sender(store, desk.carrier, desk.tell, ReceiptFile(place))
        assert await sender.drain(START) == 0
        assert desk.alerts == [held]
    with store.transaction() as tx:
        pause.resume(tx.connection)
    assert await sender.drain(START) == 1
    assert [each.state for each in ReceiptFile(place).load().attempts.values()] == ["sent", "sent"]
    assert ReceiptFile(place).load().standing is Standing.KEPT


async def test_a_restored_backup(store: Fragile, tmp_path: Path) -> None:
    """A copy from before the letter left, with receipts from after it: it is not sent again."""
    desk = Books(store)
    desk.post("a")
    backup = sqlite3.connect(tmp_path / "backup.db")
    with store.engine.connect() as connection:
        connection.connection.driver_connection.backup(backup)  # type: ignore[union-attr]
    await desk.sender.drain(START)
    with store.engine.connect() as connection:
        backup.backup(connection.connection.driver_connection)  # type: ignore[arg-type]
    backup.close()
    assert desk.letter().state == "queued"
    desk.start()
    assert await desk.sender.drain(START) == 0
    assert (desk.letter().state, desk.out, len(desk.alerts)) == ("sent", ["a"], 1)


async def test_a_lock_of_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself: its write lock is taken just as the server says 250."""
    monkeypatch.setattr(engines, "BUSY_TIMEOUT", 20)
    store = Store(in_file(tmp_path), lambda: START)
    desk = Books(store)
    desk.post()
    intruder = sqlite3.connect(tmp_path / "listbot.db", isolation_level=None)
    deliver = desk.carrier.deliver

    async def locked(parcel: Parcel) -> Receipt:
        intruder.execute("BEGIN IMMEDIATE")
        return await deliver(parcel)

    monkeypatch.setattr(desk.carrier, "deliver", locked)
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="database is locked"):
            await desk.sender.drain(START + timedelta(days=1))
    intruder.execute("ROLLBACK")
    intruder.close()
    assert await desk.sender.drain(START + timedelta(days=2)) == 0
    store.close()
    assert (desk.stands(), desk.out) == (("sent", 1, "250 kept in memory"), ["a"])


def test_a_full_disk(tmp_path: Path) -> None:
    """The system itself: no file can grow after the 250. The receipts have room, and the
    database catches up.
    """
    command = [sys.executable, "-m", "tests.outbound.full_disk", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert json.loads(told) == {
        "the database": ["disk I/O error", "disk I/O error"],
        "the receipts": "sent",
        "the letter meanwhile": "sending",
        "the letter in the end": "sent",
        "delivered": ["a"],
    }
