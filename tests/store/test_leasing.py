"""Keeping the lease, and what a daemon does without it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from listbot.model.letter_state import LetterState
from listbot.outbound.bookkeeper import End, _end
from listbot.outbound.memory import MemoryCarrier, MemoryReceipts
from listbot.outbound.sender import Sender
from listbot.store import leases
from listbot.store import store as stores
from listbot.store.base.schema import leases as table
from listbot.store.leases import Lease
from listbot.store.leasing import LeaseKeeper, held, name_of
from listbot.store.outbox import outbox, pause
from listbot.store.transaction import Transaction
from tests.playing import START, Play, hours, in_memory, opening
from tests.postgresql import Postgres

pytestmark = pytest.mark.postgresql


@pytest.fixture
def play() -> Iterator[Play]:
    """A daemon on a new database."""
    play = Play(engine=in_memory())
    play.store.context.lease = Lease("a")
    yield play
    play.store.close()


def beside(play: Play) -> Play:
    """Another daemon on the same database."""
    other = Play(engine=play.engine)
    other.store.context.lease = Lease("b")
    return other


def lease_of(play: Play) -> Lease:
    """A daemon's lease."""
    assert play.store.context.lease is not None
    return play.store.context.lease


async def look(play: Play) -> bool:
    """Let a daemon look after its lease; return whether it has it."""
    await LeaseKeeper(play.store, lambda: START).look(lease_of(play))
    return play.store.may_act


def end_lease(play: Play) -> None:
    """Let the time of the lease be over for the server, and not for its holder."""
    with play.engine.begin() as connection:
        connection.execute(update(table).values(until=0))


async def test_who_waits_is_woken(play: Play) -> None:
    """The clock and the sender begin at once when the lease is taken, and only then."""
    woken: list[str] = []
    play.store.due_moved = lambda due: woken.append("clock")
    play.store.letters_made = lambda: woken.append("sender")

    assert await look(play)
    assert await look(play)
    assert woken == ["clock", "sender"]


async def test_a_job_of_a_daemon_that_lost_it_does_nothing(play: Play) -> None:
    """It may still believe that it has the lease: the transaction looks."""

    def job(tx: Transaction, word: str) -> str:
        return word

    other = beside(play)
    await look(play)
    assert await play.store.write(held(job), "done") == "done"
    end_lease(play)
    assert await look(other)

    assert play.store.may_act
    assert await play.store.write(held(job), "done") is None
    assert await other.store.write(held(job), "done") == "done"
    other.store.close()


async def test_one_that_was_cut_off_says_that_it_has_lost_the_lease(
    play: Play, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own clock had ended the lease before it could hear who has it now."""
    other = beside(play)
    await look(play)
    end_lease(play)
    await look(other)
    over = lease_of(play).lasts_until
    with caplog.at_level("INFO"), monkeypatch.context() as patch:
        patch.setattr(leases, "steady", lambda: over)
        patch.setattr("listbot.store.leasing.steady", lambda: over)
        await look(play)
        await look(play)

    assert caplog.messages == ["a: has lost the lease"]
    other.store.close()


async def test_only_the_holder_sends(play: Play) -> None:
    """The other one takes mail in and decides it; its letters go out by the holder."""
    other, carriers = beside(play), (MemoryCarrier(), MemoryCarrier())
    senders = [
        Sender(each.store, carrier, lambda alert: None, MemoryReceipts())
        for each, carrier in zip((play, other), carriers, strict=True)
    ]
    await look(play)
    assert not await look(other)
    other.take(opening())
    kinds = len(other.letters())

    assert [await each.drain(hours(1)) for each in reversed(senders)] == [0, kinds]
    assert {each.state for each in play.letters()} == {LetterState.SENT}
    other.store.close()


async def test_one_that_takes_over_knows_what_the_other_sent(play: Play) -> None:
    """It had no receipts when it came; it has seen the other one at work, so nothing is paused."""
    other, receipts = beside(play), MemoryReceipts()
    sender = Sender(play.store, MemoryCarrier(), lambda alert: None, MemoryReceipts())
    standby = Sender(other.store, MemoryCarrier(), lambda alert: None, receipts)
    await look(play)
    play.take(opening())
    sent = await sender.drain(hours(1))
    await look(other)
    assert await standby.drain(hours(1)) == 0
    end_lease(play)
    await look(other)

    assert await standby.drain(hours(2)) == 0
    assert len(receipts.load().attempts) == sent
    with play.store.reading() as connection:
        assert pause.standing(connection) is None
    other.store.close()


async def test_one_that_takes_over_at_once_pauses_nothing(play: Play) -> None:
    """The other one was seen at work, and died before this one had begun its receipts."""
    other, receipts = beside(play), MemoryReceipts()
    sender = Sender(play.store, MemoryCarrier(), lambda alert: None, MemoryReceipts())
    standby = Sender(other.store, MemoryCarrier(), lambda alert: None, receipts)
    await look(play)
    play.take(opening())
    sent = await sender.drain(hours(1))
    await look(other)
    end_lease(play)
    await look(other)

    assert await standby.drain(hours(2)) == 0
    assert len(receipts.load().attempts) == sent
    with play.store.reading() as connection:
        assert pause.standing(connection) is None
    other.store.close()


async def test_a_daemon_that_was_frozen_before_it_sent(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had claimed a letter: its lease is over by its own clock, so the letter does not leave."""
    carrier = MemoryCarrier()
    sender = Sender(play.store, carrier, lambda alert: None, MemoryReceipts())
    await look(play)
    play.take(opening())
    frozen = lease_of(play).lasts_until

    class Frozen(MemoryReceipts):
        def note(self, attempt: object) -> None:
            monkeypatch.setattr(leases, "steady", lambda: frozen)

    monkeypatch.setattr(sender._books, "_receipts", Frozen())

    assert await sender.drain(hours(1)) == 0
    assert carrier.delivered == []
    assert {(each.state, each.due) for each in play.letters()} == {(LetterState.QUEUED, hours(1))}


async def test_a_late_daemon_does_not_put_off_another_s_letter(play: Play) -> None:
    """The end of its attempt counts for its own attempt alone."""
    await look(play)
    play.take(opening())
    letter = play.letters()[0]
    with play.transaction() as tx:
        outbox.change(tx.connection, letter.id, state=LetterState.RESENDING, attempts=2, due=START)
    with play.transaction() as tx:
        _end(tx, End(letter, None, hours(9), due=hours(9), note="away"))

    assert [(each.due, each.note) for each in play.letters() if each.id == letter.id] == [
        (START, "")
    ]


async def test_a_database_that_is_away(
    play: Play, postgresql: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The daemon goes on, and renews the lease when it can."""
    monkeypatch.setattr(stores, "WAITS", ())
    assert await look(play)
    postgresql.stop()
    try:
        assert await look(play)  # until its time is over
        play.store._let_go()
    finally:
        postgresql.start()
    assert await look(play)
    assert lease_of(play).number == 1


async def test_it_is_given_back_at_a_stop(play: Play) -> None:
    """Another daemon has it at its next look."""
    other = beside(play)
    await look(play)
    assert not await look(other)
    LeaseKeeper(play.store, lambda: START).give_back()

    assert not play.store.may_act
    assert await look(other)
    other.store.close()


@pytest.mark.sqlite
def test_without_a_lease_there_is_nothing_to_give_back() -> None:
    """On SQLite, one daemon has the database's files."""
    play = Play()
    LeaseKeeper(play.store, lambda: START).give_back()

    assert play.store.may_act


def test_a_daemon_is_named_after_its_machine_and_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two daemons on one machine have two folders."""
    monkeypatch.setattr("socket.gethostname", lambda: "mail1")

    assert name_of(Path("/var/lib/listbot")) == "mail1:/var/lib/listbot"
