"""The sender: each letter goes out once, or surely not, or is reported."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from listbot.errors import (
    CarrierAmbiguous,
    CarrierAway,
    CarrierDenied,
    CarrierRefused,
    CarrierUnavailable,
)
from listbot.letter_gate import Mode, Start
from listbot.letters.letter import Letter, Parcel
from listbot.letters.message_ids import token
from listbot.model.alert import Alert
from listbot.model.decision import Echo
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.outbound import Receipt
from listbot.outbound.memory import MemoryCarrier, Outcome
from listbot.outbound.sender import (
    GIVE_UP_AFTER,
    LONGEST_WAIT,
    MOVED,
    UNSURE_WAIT,
    Sender,
    _claim,
    _due,
    wait_after,
)
from listbot.store.base.schema import outbox as table
from listbot.store.base.secrets import letter_key
from listbot.store.outbox import outbox, pause, receipts
from listbot.store.outbox.echoes import came_back, is_echoing
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.pause import Pause
from listbot.store.outbox.queueing import row_of
from listbot.store.outbox.receipts import ECHO_WAIT
from listbot.store.store import Store
from tests.mail.arrivals import arrival
from tests.playing import LIST, START, in_file

MINUTE = timedelta(minutes=1)


class Desk:
    """A sender with a store, a carrier that plays a script, and a record of every alert."""

    def __init__(
        self, store: Store, script: Iterable[Outcome] = (), *, arrives: bool = True
    ) -> None:
        self.store = store
        self.carrier = MemoryCarrier(script, ambiguous_arrives=arrives)
        self.alerts: list[str] = []
        self.sender = Sender(store, self.carrier, self.tell)

    def tell(self, alert: Alert) -> None:
        """Record an alert."""
        self.alerts.append(alert.text)

    def post(
        self,
        name: str = "a",
        *,
        to_list: bool = True,
        to: tuple[str, ...] = (LIST,),
        state: LetterState = LetterState.QUEUED,
        kind: LetterKind = LetterKind.PASSED,
    ) -> None:
        """Put a letter into the outbox."""
        letter = Letter(
            key=name,
            kind=kind,
            message_id=f"<{name}@example.org>",
            to_list=to_list,
            recipients=to,
            envelope_from="",
            subject="",
            raw=name.encode(),
            text="",
        )
        row = {**row_of(letter, LIST, Start(LetterState.QUEUED), START), "state": state}
        with self.store.transaction() as tx:
            tx.connection.execute(table.insert(), row)

    def echo(self, name: str = "a", at: datetime = START, key: bytes = b"") -> None:
        """Let the list give our post back; with a key, somebody else forges it."""
        message_id = f"<{name}@example.org>"
        with self.store.transaction() as tx:
            echo = Echo(message_id, token(message_id, key or letter_key(tx.connection)))
            came_back(tx.connection, echo, LIST, at, arrival(""))

    def letter(self, number: int = 1) -> Waiting:
        """Return a letter as stored."""
        with self.store.transaction() as tx:
            return outbox.find(tx.connection, number=number)[0]

    def stands(self, number: int = 1) -> tuple[str, int, str]:
        """Return state, attempts and note of a letter."""
        letter = self.letter(number)
        return letter.state, letter.attempts, letter.note

    @property
    def out(self) -> list[str]:
        """Return what was delivered, in order."""
        return [parcel.raw.decode() for parcel in self.carrier.delivered]


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    """A store in a file, because the sender and the test use different threads."""
    found = Store(in_file(tmp_path_factory.mktemp("sender")), lambda: START)
    yield found
    found.close()


async def test_a_fault_of_an_alert_is_no_alert(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """The fate of an alert's own letter is only logged, or each would cause the next."""
    desk = Desk(store, [CarrierRefused("550 no such person")])
    desk.post(to_list=False, to=("admin@example.org",), kind=LetterKind.ALERT)
    assert await desk.sender.drain(START) == 0
    assert desk.alerts == []
    assert (
        "A1 <a@example.org>: refused: 550 no such person (to admin@example.org)" in caplog.messages
    )


async def test_a_letter_goes_out_once(store: Store) -> None:
    """It is delivered, noted, and never tried again."""
    desk = Desk(store)
    desk.post()
    assert [await desk.sender.drain(START), await desk.sender.drain(START + timedelta(days=9))] == [
        1,
        0,
    ]
    assert desk.out == ["a"]
    letter = desk.letter()
    assert (letter.state, letter.sent, letter.due, letter.note) == (
        "sent",
        START,
        None,
        "250 kept in memory",
    )


async def test_a_refused_letter_is_buried(store: Store) -> None:
    """A 5xx is final: the letter is kept as dead and the admin is told, with the server's words."""
    desk = Desk(store, [CarrierRefused("550 no such list")])
    desk.post()
    await desk.sender.drain(START)
    assert desk.stands() == ("dead", 1, "refused: 550 no such list")
    assert desk.alerts == [f"M5 <a@example.org>: refused: 550 no such list (to {LIST})"]
    assert await desk.sender.drain(START + timedelta(days=1)) == 0


async def test_a_refused_letter_does_not_hold_the_next(store: Store) -> None:
    """Each letter has its own fate."""
    desk = Desk(store, [CarrierRefused("550"), CarrierUnavailable("451"), None])
    for name in "abc":
        desk.post(name)
    assert await desk.sender.drain(START) == 1
    assert [desk.letter(number).state for number in (1, 2, 3)] == ["dead", "queued", "sent"]


DENIED = "the mail server refuses listbot itself; all letters wait: 535 wrong"


async def test_what_is_about_us_buries_no_letter(store: Store) -> None:
    """A wrong password: all letters wait, one attempt every five minutes, one alert."""
    desk = Desk(store, [CarrierDenied("535 wrong", every=True)] * 2)
    for name in "abc":
        desk.post(name)
    assert await desk.sender.drain(START) == 0
    assert await desk.sender.drain(START + 4 * MINUTE) == 0
    assert len(desk.carrier.attempts) == 1
    assert desk.stands() == ("queued", 1, "535 wrong")
    assert await desk.sender.drain(START + 5 * MINUTE) == 0
    assert (len(desk.carrier.attempts), desk.alerts) == (2, [DENIED])
    assert await desk.sender.drain(START + 20 * MINUTE) == 3


async def test_a_denial_after_a_success_is_told_again(store: Store) -> None:
    """It is reported as another problem."""
    denied = CarrierDenied("535 wrong", every=True)
    desk = Desk(store, [denied, None, denied])
    for minutes, name in ((0, "a"), (10, "b"), (20, "c")):
        desk.post(name)
        await desk.sender.drain(START + minutes * MINUTE)
    assert desk.alerts == [DENIED, DENIED]


async def test_a_denial_for_some_letters_holds_no_other(store: Store) -> None:
    """No relaying to one address: that letter waits, the next leaves; reported once a day."""
    denied = CarrierDenied("kim@example.net: 554 Relay access denied", every=False)
    desk = Desk(store, [denied, None, denied, denied])
    desk.post("a")
    desk.post("b")
    assert await desk.sender.drain(START) == 1
    assert await desk.sender.drain(START + timedelta(hours=20)) == 0
    told = (
        "the mail server refuses listbot itself; some letters wait: "
        "kim@example.net: 554 Relay access denied"
    )
    assert desk.alerts == [told]
    assert await desk.sender.drain(START + timedelta(days=2)) == 0
    assert desk.alerts == [told, told]


async def test_a_recipient_denied_beside_one_that_took_it_waits(store: Store) -> None:
    """The letter is from then on only for the one the server would not relay to."""
    refused = {
        "kim@example.net": "554 5.7.1 Relay access denied",
        "omar@example.net": "550 5.1.1 unknown",
    }
    desk = Desk(store, [Receipt("250 ok", refused)])
    desk.post(to=("ana@example.org", *refused))
    await desk.sender.drain(START)
    assert (desk.letter().parcel.recipients, desk.letter().state) == (
        ("kim@example.net",),
        "queued",
    )
    assert desk.alerts == [
        "the mail server refuses listbot itself; some letters wait: "
        "kim@example.net: 554 5.7.1 Relay access denied",
        "M5 <a@example.org>: omar@example.net refused it: 550 5.1.1 unknown",
    ]


async def test_a_server_that_is_away_for_an_hour_is_told_once(store: Store) -> None:
    """Not earlier, since it may only restart; and again if letters left in between."""
    away = CarrierAway("Connection refused")
    desk = Desk(store, [away, away, away, None, away, away])
    told = [
        "the mail server has been unreachable for an hour; letters wait for it: Connection refused"
    ]
    desk.post()
    for minutes, expected in ((0, []), (70, told), (300, told), (600, told)):
        await desk.sender.drain(START + minutes * MINUTE)
        assert desk.alerts == expected
    desk.post("b")
    for minutes, expected in ((700, told), (800, told * 2)):
        await desk.sender.drain(START + minutes * MINUTE)
        assert desk.alerts == expected


async def test_a_letter_put_off_waits_longer_each_time(store: Store) -> None:
    """A 4xx: surely not sent, so it is tried again after a wait that doubles up to the longest."""
    desk = Desk(store, [CarrierUnavailable("451 later")] * 8)
    desk.post()
    now, waits = START, []
    for _ in range(8):
        await desk.sender.drain(now)
        due = desk.letter().due
        assert due is not None
        waits.append(due - now)
        assert await desk.sender.drain(due - timedelta(seconds=1)) == 0
        now = due
    assert desk.stands() == ("queued", 8, "451 later")
    assert waits[0] >= timedelta(seconds=150)
    assert max(waits) <= LONGEST_WAIT
    assert await desk.sender.drain(now) == 1
    assert (desk.out, desk.alerts) == (["a"], [])


def test_the_wait_is_the_same_for_the_same_letter(store: Store) -> None:
    """The jitter is constant, so a restart does not hurry it: half a wait to a whole one."""
    desk = Desk(store)
    for name in "abcdefgh":
        desk.post(name)
    waits = [wait_after(desk.letter(number)) for number in range(1, 9)]
    assert waits == [wait_after(desk.letter(number)) for number in range(1, 9)]
    assert len(set(waits)) > 4
    assert all(timedelta(seconds=150) <= wait < timedelta(seconds=300) for wait in waits)


async def test_after_five_days_a_letter_is_given_up(store: Store) -> None:
    """Like Postfix; the admin is told."""
    desk = Desk(store, [CarrierUnavailable("451 later")] * 2)
    desk.post()
    await desk.sender.drain(START)
    await desk.sender.drain(START + GIVE_UP_AFTER + MINUTE)
    assert desk.stands() == ("dead", 2, "given up after 5 days: 451 later")
    assert desk.alerts == [f"M5 <a@example.org>: given up after 5 days: 451 later (to {LIST})"]


async def test_a_doubtful_letter_that_comes_back_was_sent(store: Store) -> None:
    """The connection broke after the final dot; its echo ends the doubt, and it went out once."""
    desk = Desk(store, [CarrierAmbiguous("the connection broke")])
    desk.post()
    await desk.sender.drain(START)
    assert desk.stands() == ("sending", 1, "may have been sent: the connection broke")
    desk.echo(at=START + MINUTE)
    assert await desk.sender.drain(START + timedelta(hours=1)) == 0
    assert (desk.letter().state, desk.letter().note, desk.out) == (
        "sent",
        "seen on the list",
        ["a"],
    )


async def test_a_doubtful_letter_is_repeated_once(store: Store) -> None:
    """Without an echo, one repetition with the same Message-ID; then it is sent."""
    desk = Desk(store, [CarrierAmbiguous("broke")], arrives=False)
    desk.post()
    await desk.sender.drain(START)
    assert await desk.sender.drain(START + UNSURE_WAIT - MINUTE) == 0
    assert await desk.sender.drain(START + UNSURE_WAIT) == 1
    assert desk.stands() == ("sent", 2, "250 kept in memory")
    assert [parcel.message_id for parcel in desk.carrier.attempts] == ["<a@example.org>"] * 2


async def test_a_letter_in_doubt_twice_is_told(store: Store) -> None:
    """There is no third attempt; the admin looks."""
    desk = Desk(store, [CarrierAmbiguous("broke")] * 2)
    desk.post()
    for minutes in (0, 10, 20, 30):
        await desk.sender.drain(START + minutes * MINUTE)
    note = "sent twice without an answer; it may or may not have arrived"
    assert desk.stands() == ("dead", 2, note)
    assert desk.alerts == [f"M5 <a@example.org>: {note}"]
    assert desk.out == ["a", "a"]


async def test_an_echo_revives_a_letter_given_up(store: Store) -> None:
    """A post that the list gives back was sent, whatever we thought."""
    desk = Desk(store, [CarrierAmbiguous("broke")] * 2)
    desk.post()
    for minutes in (0, 10, 20):
        await desk.sender.drain(START + minutes * MINUTE)
    desk.echo()
    assert desk.letter().state == "sent"


async def test_a_doubt_is_not_forgotten_by_a_refusal_for_now(store: Store) -> None:
    """Maybe sent, then surely not, then maybe again: two mails at most, and no third."""
    script = [CarrierAmbiguous("broke"), CarrierUnavailable("451"), CarrierAmbiguous("broke"), None]
    desk = Desk(store, script)
    desk.post()
    for days in range(5):
        await desk.sender.drain(START + timedelta(days=days))
    assert (desk.letter().state, desk.out) == ("dead", ["a", "a"])


async def test_where_the_list_echoes_a_doubtful_post_waits_for_it(store: Store) -> None:
    """The wait is longer there, since the echo makes the repetition needless."""
    desk = Desk(store, [None, CarrierAmbiguous("broke")])
    desk.post("a")
    await desk.sender.drain(START)
    desk.echo("a")
    desk.post("b")
    await desk.sender.drain(START)
    assert await desk.sender.drain(START + ECHO_WAIT - MINUTE) == 0
    assert await desk.sender.drain(START + ECHO_WAIT) == 1


async def test_after_a_start_doubtful_posts_wait_anew(store: Store) -> None:
    """The echo may have come while we were not listening, and is about to be read."""
    desk = Desk(store, [None, CarrierAmbiguous("broke")])
    desk.post("a")
    await desk.sender.drain(START)
    desk.echo("a")
    desk.post("b")
    await desk.sender.drain(START)
    later = START + timedelta(hours=6)
    restarted = asyncio.create_task(Sender(store, desk.carrier, desk.tell).run(lambda: later))
    while desk.letter(2).due != later + ECHO_WAIT:
        await asyncio.sleep(0)
    restarted.cancel()
    await asyncio.gather(restarted, return_exceptions=True)
    assert desk.stands(2) == ("sending", 1, "may have been sent: broke")


async def test_some_recipients_refused_for_now(store: Store) -> None:
    """Only they get it again."""
    desk = Desk(store, [Receipt("250 ok", {"b@example.org": "450 full"})])
    desk.post(to_list=False, to=("a@example.org", "b@example.org"))
    assert await desk.sender.drain(START) == 0
    assert desk.letter().state == "queued"
    assert await desk.sender.drain(START + LONGEST_WAIT) == 1
    assert [parcel.recipients for parcel in desk.carrier.attempts] == [
        ("a@example.org", "b@example.org"),
        ("b@example.org",),
    ]


async def test_some_recipients_refused_for_good(store: Store) -> None:
    """The letter is out; the admin is told who did not get it."""
    desk = Desk(store, [Receipt("250 ok", {"b@example.org": "550 unknown"})])
    desk.post(to_list=False, to=("a@example.org", "b@example.org"))
    assert await desk.sender.drain(START) == 1
    assert desk.alerts == ["M5 <a@example.org>: b@example.org refused it: 550 unknown"]
    assert desk.stands() == ("sent", 1, "250 ok")


async def test_recipients_put_off_for_ever_are_given_up(store: Store) -> None:
    """After five days those who accepted it have it, and the admin knows about the others."""
    desk = Desk(store, [Receipt("250 ok", {"b@example.org": "450 full"})] * 2)
    desk.post(to_list=False, to=("a@example.org", "b@example.org"))
    await desk.sender.drain(START)
    assert await desk.sender.drain(START + GIVE_UP_AFTER + MINUTE) == 1
    assert desk.letter().state == "sent"
    assert desk.alerts == ["M5 <a@example.org>: given up on b@example.org: 250 ok"]


async def test_what_is_queued_goes_out(store: Store) -> None:
    """The fuse counts when a letter is made: after an outage all waiting letters leave at once."""
    desk = Desk(store)
    for number in range(30):
        desk.post(f"post{number}", kind=LetterKind.OPENED)
    assert (await desk.sender.drain(START), desk.alerts) == (30, [])


@pytest.mark.parametrize(
    ("at", "sent"), [(timedelta(0), True), (MINUTE, False), (3 * MINUTE, False)]
)
async def test_a_letter_whose_time_is_over_is_not_sent(
    store: Store, at: timedelta, sent: bool
) -> None:
    """A reminder that is sent after the close would only confuse; it causes no alert."""
    desk = Desk(store)
    desk.post("a", kind=LetterKind.REMINDER)
    with store.transaction() as tx:
        outbox.change(tx.connection, 1, until=START + MINUTE)
    assert await desk.sender.drain(START + at) == sent
    note = "" if sent else "not sent: it was only useful until 2026-09-08 18:01 UTC"
    letter = desk.letter()
    assert (letter.state, desk.alerts) == ("sent" if sent else "dropped", [])
    assert sent or letter.note == note


async def test_a_letter_that_may_have_been_sent_keeps_its_one_repetition(store: Store) -> None:
    """It may have arrived in time."""
    desk = Desk(store)
    desk.post("a", kind=LetterKind.REMINDER, state=LetterState.SENDING)
    with store.transaction() as tx:
        outbox.change(tx.connection, 1, until=START)
    assert await desk.sender.drain(START + MINUTE) == 1


async def test_a_letter_that_a_wrong_clock_put_off_goes_out(store: Store) -> None:
    """No wait is as long as a day: a clock that was ahead has set it. A doubtful letter
    keeps its wait, whatever it is.
    """
    desk = Desk(store)
    desk.post("a")
    desk.post("b", state=LetterState.SENDING)
    with store.transaction() as tx:
        for number in (1, 2):
            outbox.change(tx.connection, number, due=START + timedelta(days=30))
    assert await desk.sender.drain(START) == 1
    assert desk.out == ["a"]


async def test_more_letters_than_a_batch(store: Store) -> None:
    """Everything due goes out in one drain."""
    desk = Desk(store)
    for number in range(45):
        desk.post(f"note{number}", to_list=False, to=("ana@example.org",))
    assert await desk.sender.drain(START) == 45


async def test_paused(store: Store) -> None:
    """While the admin pauses all letters, nothing goes out."""
    desk = Desk(store)
    desk.post()
    with store.transaction() as tx:
        pause.pause(tx.connection, Pause(START, "ana"))
    assert await desk.sender.drain(START) == 0
    with store.transaction() as tx:
        pause.resume(tx.connection)
    assert await desk.sender.drain(START) == 1


async def test_paused_while_a_batch_goes_out(store: Store) -> None:
    """A letter found due a moment before waits as well, without another alert."""
    desk = Desk(store)
    desk.post()
    with store.transaction() as tx:
        (letter,) = _due(tx, START)
        pause.pause(tx.connection, Pause(START, "ana"))
    assert await desk.sender._try(letter, START) is False
    assert (desk.stands(), desk.alerts) == (("queued", 0, ""), [])


@pytest.mark.parametrize("state", ["draft", "held", "dropped", "dead", "sent"])
async def test_letters_that_wait_for_a_person_or_nobody(store: Store, state: str) -> None:
    """Drafts of a shadow list, held letters and finished ones are left alone."""
    desk = Desk(store)
    desk.post(state=LetterState(state))
    assert (await desk.sender.drain(START), desk.letter().state) == (0, state)


def test_what_an_echo_does_not_change(store: Store) -> None:
    """A draft stays a draft, and a forged mail teaches us nothing."""
    desk = Desk(store)
    desk.post(state=LetterState.DRAFT)
    for name in ("a", "b"):
        desk.echo(name, key=b"somebody else's")
    with store.transaction() as tx:
        assert not is_echoing(tx.connection, LIST)
        assert receipts.remembered(tx.connection) == {}
    desk.echo("a")
    with store.transaction() as tx:
        assert is_echoing(tx.connection, LIST)
    assert desk.letter().state == "draft"


async def test_a_letter_dropped_while_others_go_out_stays(store: Store) -> None:
    """A letter that the admin or another daemon moved after it was found due is not sent."""
    desk = Desk(store)
    desk.post("a")
    desk.post("b")
    found = await store.write(_due, START)
    with store.transaction() as tx:
        outbox.change(tx.connection, 2, state="dropped", due=None)
    claims = [await store.write(_claim, letter, START) for letter in found]
    assert (claims, desk.stands(1)[0], desk.stands(2)[0]) == ([None, MOVED], "sending", "dropped")
    assert [await store.write(_claim, letter, START) for letter in found] == [MOVED, MOVED]


class SlowCarrier(MemoryCarrier):
    """A carrier that takes its time until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun = asyncio.Event()
        self.may_end = asyncio.Event()

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Wait, then deliver."""
        self.has_begun.set()
        await self.may_end.wait()
        return await super().deliver(parcel)


@pytest.mark.parametrize(("ends", "state"), [(True, "sent"), (False, "sending")])
async def test_a_stop_lets_the_letter_on_its_way_arrive(
    store: Store, monkeypatch: pytest.MonkeyPatch, ends: bool, state: str
) -> None:
    """A restart leaves it without a doubt, unless the server takes too long."""
    monkeypatch.setattr("listbot.outbound.sender.FINISH_WITHIN", 10.0 if ends else 0.0)
    desk = Desk(store)
    desk.post()
    slow = SlowCarrier()
    draining = asyncio.create_task(Sender(store, slow, desk.tell).drain(START))
    await slow.has_begun.wait()
    draining.cancel()
    if ends:
        slow.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await draining
    assert desk.letter().state == state


async def test_in_shadow_nothing_is_sent(store: Store) -> None:
    """Letters queued before the list went into shadow wait until it is live again."""
    desk = Desk(store)
    desk.post()
    store.context.modes = {LIST: Mode.SHADOW}
    in_shadow = await desk.sender.drain(START)
    store.context.modes = {LIST: Mode.LIVE}
    assert [in_shadow, await desk.sender.drain(START)] == [0, 1]


async def test_it_runs_until_cancelled(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """An unforeseen fault is logged, and letters queued meanwhile wake the sender."""
    desk = Desk(store)
    foreseen = desk.carrier.deliver
    raised = asyncio.Event()

    async def deliver(parcel: object) -> Receipt:
        if not raised.is_set():
            raised.set()
            raise ZeroDivisionError("nobody foresaw this")
        return await foreseen(parcel)  # type: ignore[arg-type]

    desk.carrier.deliver = deliver  # type: ignore[method-assign]
    desk.post("a")
    running = asyncio.create_task(desk.sender.run(lambda: START))
    await raised.wait()
    desk.post("b")
    async with asyncio.timeout(20):
        while not desk.out:
            store.letters_made()
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert desk.out == ["b"]
    assert desk.letter(1).state == "sending"
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "could not drain the outbox; trying again"
    ]


async def test_a_stop_that_comes_together_with_a_letter_is_a_stop(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender that went on then could only be killed."""
    desk, drained = Desk(store), asyncio.Event()

    async def drain(_: datetime) -> int:
        drained.set()
        return 0

    monkeypatch.setattr(desk.sender, "drain", drain)
    task = asyncio.ensure_future(desk.sender.run(lambda: START))
    await drained.wait()
    desk.sender._wake.set()
    task.cancel()
    await asyncio.wait({task}, timeout=5)
    assert task.cancelled()
