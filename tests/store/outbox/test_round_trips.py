"""Test posts: when a list may have one, and what became of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from listbot.letter_gate import Mode
from listbot.letters.echoes.handling import handling_of
from listbot.letters.echoes.round_trip import RoundTrip, Stage
from listbot.letters.message_ids import token
from listbot.model.decision import Echo
from listbot.model.handling import Handling, LastEcho
from listbot.model.letter_state import LetterState
from listbot.store.base.secrets import letter_key
from listbot.store.outbox import begin_round_trip, echoes, outbox, pause, round_trips
from listbot.store.outbox.pause import Pause
from listbot.store.overdue import missing_echoes
from listbot.store.store import Store
from tests.given_back import munged, plainly
from tests.mail.arrivals import arrival
from tests.playing import LIST, START, composer, in_memory

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ADMIN = "admin@example.org"


@pytest.fixture
def store() -> Iterable[Store]:
    """A store with a composer, whose list waits for approvals."""
    engine = in_memory()
    found = Store(engine, lambda: START, composer(engine), {LIST: Mode.APPROVE})
    yield found
    found.close()


def begun(store: Store, at: datetime = START) -> str:
    """Ask for a test post."""
    with store.transaction() as tx:
        return begin_round_trip.begin(tx.connection, tx.context, LIST, ADMIN, at)


def found(store: Store) -> RoundTrip | None:
    """Return what became of the last one."""
    with store.reading() as connection:
        return round_trips.found(connection, LIST)


def change(store: Store, **values: object) -> None:
    """Let something happen to the first letter."""
    with store.transaction() as tx:
        outbox.change(tx.connection, 1, **values)


def come_back(store: Store, raw: bytes, mark: str = "") -> None:
    """Let the list give the first letter back in these bytes."""
    with store.transaction() as tx:
        id = outbox.find(tx.connection, number=1)[0].parcel.message_id
        own = Echo(id, mark or token(id, letter_key(tx.connection)))
        echoes.came_back(tx.connection, own, LIST, START + HOUR, arrival(raw))


def sent_raw(store: Store) -> bytes:
    """Return the first letter as it was sent."""
    with store.transaction() as tx:
        return outbox.find(tx.connection, number=1)[0].parcel.raw


def test_a_test_post_needs_no_approval_and_does_not_count(store: Store) -> None:
    """The operator who asks for it has approved it; the fuse counts what leaves by itself."""
    assert (found(store), begun(store)) == (None, "")
    assert found(store) == RoundTrip(1, Stage.WAITING, START, None, "")
    with store.transaction() as tx:
        (letter,) = outbox.find(tx.connection)
        assert (letter.state, letter.parcel.recipients) == (LetterState.QUEUED, (LIST,))


def test_the_lists_that_had_a_test_post(store: Store) -> None:
    """They are asked for at once, as a foundation has thousands of lists without one."""
    with store.reading() as connection:
        before = round_trips.tested(connection)
    begun(store)
    with store.reading() as connection:
        assert (before, round_trips.tested(connection)) == (frozenset(), frozenset({LIST}))


def test_one_an_hour(store: Store) -> None:
    """A second one within the hour is refused with the time of the first."""
    assert begun(store) == ""
    too_soon = "it had a test post at 18:00 UTC; there is at most one an hour"
    assert begun(store, START + 59 * MINUTE) == too_soon
    assert begun(store, START + HOUR) == ""


def test_a_list_in_shadow_and_a_pause(store: Store) -> None:
    """Nothing leaves, so nothing would be learnt."""
    store.context.modes = {LIST: Mode.SHADOW}
    assert begun(store) == "it is in shadow, so nothing is sent to it"
    store.context.modes = {LIST: Mode.LIVE}
    with store.transaction() as tx:
        pause.pause(tx.connection, Pause(START, "ana"))
    assert begun(store) == "every letter is held until `listbot resume`"


def test_how_far_it_got(store: Store) -> None:
    """Sent, refused, missed and back are told apart; a copy says what the list did."""
    begun(store)
    change(store, state=LetterState.DEAD, note="refused: 550 no")
    assert found(store) == RoundTrip(1, Stage.STOPPED, START, None, "refused: 550 no")
    change(store, state=LetterState.SENT, sent=START, note="250 ok")
    assert found(store) == RoundTrip(1, Stage.AWAY, START, START, "250 ok")
    change(store, echo=outbox.ECHO_MISSED)
    assert found(store) == RoundTrip(1, Stage.MISSED, START, START, "250 ok")
    raw = sent_raw(store)
    come_back(store, munged(raw))
    told = found(store)
    assert told is not None
    assert told.echo is not None
    assert (told.stage, told.echo.left, told.echo.handling) == (
        Stage.BACK,
        START,
        handling_of(raw, munged(raw)),
    )


def test_only_the_first_copy_tells(store: Store) -> None:
    """By the second one, anybody may have sent our post in again; and a mark must be ours."""
    begun(store)
    change(store, state=LetterState.SENT, sent=START)
    raw = sent_raw(store)
    come_back(store, munged(raw), mark="k1 00")
    with store.reading() as connection:
        assert echoes.known(connection, LIST) == echoes.Known()
    come_back(store, plainly(raw))
    come_back(store, munged(raw))
    told = found(store)
    assert told is not None
    assert told.echo is not None
    assert told.echo.handling == Handling()


def test_a_letter_that_was_emptied_tells_nothing(store: Store) -> None:
    """That it came back is known all the same."""
    begun(store)
    raw = sent_raw(store)
    change(store, raw=b"")
    come_back(store, plainly(raw))
    with store.reading() as connection:
        assert echoes.known(connection, LIST) == echoes.Known(echoes=True)


def test_a_copy_that_is_older_than_its_letter(store: Store) -> None:
    """Clocks differ: it took no time at all; one whose leaving was not noted, neither."""
    begun(store)
    raw = sent_raw(store)
    come_back(store, plainly(raw))
    with store.reading() as connection:
        last = echoes.known(connection, LIST).last
    at = arrival(raw).arrived
    assert last is not None
    assert last == LastEcho(last.message_id, at, at, Handling())


def test_a_test_post_that_is_missed_settles_it(store: Store) -> None:
    """One alert; from then on nothing is expected of the list, until a post comes back."""
    with store.transaction() as tx:
        echoes.give_up(tx.connection, LIST)
        assert not echoes.is_echoing(tx.connection, LIST)
    begun(store)
    change(store, state=LetterState.SENT, sent=START)
    raw = sent_raw(store)
    come_back(store, plainly(raw))
    begun(store, START + HOUR)
    with store.transaction() as tx:
        outbox.change(tx.connection, 2, state=LetterState.SENT, sent=START + HOUR)
        missing_echoes.tell_missed(tx, {LIST: START + 2 * HOUR})
        assert [alert.text.partition(". ")[0] for alert in tx.alerts] == [
            "infra@example.org has not given back the test post of `listbot doctor --roundtrip` "
            "within an hour"
        ]
        assert not echoes.is_echoing(tx.connection, LIST)
    begun(store, START + 2 * HOUR)
    with store.transaction() as tx:
        outbox.change(tx.connection, 3, state=LetterState.SENT, sent=START + 2 * HOUR)
        missing_echoes.tell_missed(tx, {LIST: START + 3 * HOUR})
        assert tx.alerts == []
