"""How often a mail makes the daemon wait for PostgreSQL: it is what a mail costs there."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from listbot import pipeline
from listbot.store.base.postgresql.trips import Trips
from tests.playing import Play, Post, opening
from tests.store.desk.by_hand import desk_rules, request

pytestmark = pytest.mark.postgresql


class Counter:
    """A store whose trips are counted, with the rules read and the statements prepared."""

    def __init__(self) -> None:
        self.play = Play(in_force=desk_rules())
        self.count = 0
        event.listen(self.play.engine, "before_cursor_execute", self.add)
        self.trips_of(opening(at=0))
        self.trips_of(request("q", "Kim", at=1))

    def add(self, *_: object) -> None:
        """Count a trip."""
        self.count += 1

    def trips_of(self, post: Post) -> int:
        """Settle a mail as the daemon does; return how many trips that took."""
        mail = self.play.read(post)
        self.play.now = mail.arrival.arrived
        self.count = 0
        with self.play.store.transaction(cautious=False) as tx:
            pipeline.settle(tx, mail)
        return self.count


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A counter of all trips."""
    send = Trips._send
    counters: list[Counter] = []

    def counted(*given: object) -> None:
        for each in counters:
            each.add()
        send(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Trips, "_send", counted)
    counters.append(Counter())
    yield counters[0]
    counters[0].play.store.close()


@pytest.mark.parametrize(
    ("post", "trips"),
    [
        (Post("new", subject="Rotate the keys?", text="Shall we?", at=2), 2),
        (Post("plain", subject="Re: Disk", text="Thanks.", answers=["x", "y"], at=2), 3),
        (Post("many", subject="Re: Disk", answers=[f"x{each}" for each in range(20)], at=2), 3),
        (Post("vote", "Ravi", "+1", answers=["p"], at=2), 5),
        (request("answer", "Kim", at=2, subject="Re: The printer", answers=["q"]), 4),
        (request("more", "Ines", at=2), 7),
    ],
)
def test_how_many_trips_a_mail_takes(counter: Counter, post: Post, trips: int) -> None:
    """Each of them is a wait; a change that adds one should be worth it."""
    assert counter.trips_of(post) == trips
