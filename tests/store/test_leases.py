"""The lease: one daemon has it, another takes it once it is over; an old number is worthless."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text, update

from listbot.store import leases
from listbot.store.base.postgresql.sessions import SILENCE
from listbot.store.base.schema import leases as table
from listbot.store.leases import LASTS, Holding, Lease
from tests.playing import START, in_memory

pytestmark = pytest.mark.postgresql


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A new database."""
    engine = in_memory()
    yield engine
    engine.dispose()


def look(engine: Engine, lease: Lease) -> int:
    """Let a daemon renew or take the lease; return its number."""
    asked = leases.steady()
    with engine.begin() as connection:
        number = lease.take(connection, START)
    lease.taken(number, asked)
    return number


def set_until(engine: Engine, left: timedelta) -> None:
    """Let the lease last for so long from now, by the server's clock."""
    with engine.begin() as connection:
        now = connection.execute(leases._NOW).scalar_one()
        connection.execute(update(table).values(until=now + left // timedelta(milliseconds=1)))


def stands(engine: Engine, lease: Lease) -> bool:
    """Return whether a daemon could commit now."""
    with engine.begin() as connection:
        return lease.stands(connection)


def test_the_first_one_has_it(engine: Engine) -> None:
    """Its number stays while it renews it; the second one waits."""
    first, second = Lease("a"), Lease("b")

    assert [look(engine, each) for each in (first, second, first, second)] == [1, 0, 1, 0]
    assert (first.may_act, second.may_act) == (True, False)
    assert (stands(engine, first), stands(engine, second)) == (True, False)


def test_it_is_taken_when_it_is_over(engine: Engine) -> None:
    """The number grows, so the first one can commit no longer, whatever it believes."""
    first, second = Lease("a"), Lease("b")
    look(engine, first)
    set_until(engine, -timedelta(milliseconds=1))

    assert look(engine, second) == 2
    assert (first.may_act, stands(engine, first), stands(engine, second)) == (True, False, True)
    assert look(engine, first) == 0
    assert not first.may_act


def test_a_lease_from_before_the_clock_was_set_back_is_over(engine: Engine) -> None:
    """No lease lasts longer than one that begins now."""
    look(engine, Lease("a"))
    set_until(engine, LASTS + timedelta(minutes=1))

    assert look(engine, Lease("b")) == 2


def test_a_daemon_that_starts_again_takes_its_own_back(engine: Engine) -> None:
    """At once, under a new number: what is left of its last run commits nothing."""
    before, now = Lease("a"), Lease("a")
    look(engine, before)

    assert look(engine, now) == 2
    assert (stands(engine, before), stands(engine, now)) == (False, True)


def test_one_that_stops_gives_it_back(engine: Engine) -> None:
    """Nobody waits for the end of a lease that nobody has; another's is not touched."""
    first, second = Lease("a"), Lease("b")
    look(engine, first)
    with engine.begin() as connection:
        second.give_back(connection)
    assert look(engine, second) == 0
    with engine.begin() as connection:
        first.give_back(connection)

    assert look(engine, second) == 2


def test_another_one_is_met_while_it_has_it(engine: Engine) -> None:
    """A lease in a restored backup is over, so whoever finds one met nobody."""
    first, second, third = Lease("a"), Lease("b"), Lease("c")
    look(engine, first)
    look(engine, second)
    set_until(engine, -timedelta(seconds=1))
    look(engine, third)

    assert [each.has_met_another for each in (first, second, third)] == [False, True, False]


def test_it_ends_by_itself(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A daemon without its database stops in time, by its own steady clock."""
    lease = Lease("a")
    look(engine, lease)
    later = leases.steady() + LASTS.total_seconds()
    monkeypatch.setattr(leases, "steady", lambda: later)

    assert not lease.may_act


@pytest.mark.parametrize("after", range(5))
def test_another_one_has_it_within_thirty_seconds(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """The first one dies the moment it has renewed it; the other looks every five seconds, first so
    many seconds `after` that. Never do both believe that they have it.
    """
    now = 1_800_000_000
    monkeypatch.setattr(leases, "_NOW", text("SELECT :now").bindparams(now=now * 1000))
    monkeypatch.setattr(leases, "steady", lambda: float(now))
    first, second = Lease("a"), Lease("b")
    look(engine, first)
    took: int | None = None
    for passed in range(31):
        at = now + passed
        monkeypatch.setattr(leases, "_NOW", text("SELECT :now").bindparams(now=at * 1000))
        monkeypatch.setattr(leases, "steady", lambda at=at: float(at))
        if passed % 5 == after and look(engine, second) and took is None:
            took = passed
        assert not (first.may_act and second.may_act)

    assert took == 20 + after


def test_a_frozen_transaction_ends_before_the_lease() -> None:
    """It may hold the write lock, without which nobody can take the lease: so 15 seconds of the 20
    pass before the server ends it, and a look that waits for it has time for another.
    """
    lasts, renewed = LASTS.total_seconds(), leases.RENEWED.total_seconds()

    assert SILENCE / 1000 + renewed <= lasts
    assert lasts + 2 * renewed <= 30


def test_the_status_shows_who_has_it(engine: Engine) -> None:
    """With what is left of it; before the first daemon, nobody has."""
    with engine.connect() as connection:
        assert leases.holding(connection) is None
    look(engine, Lease("mail1:/var/lib/listbot"))
    with engine.connect() as connection:
        found = leases.holding(connection)

    assert found is not None
    assert Holding("mail1:/var/lib/listbot", START, found.left) == found
    assert timedelta() < found.left <= LASTS
