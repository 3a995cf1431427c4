"""The tracker of a team whose list has several daemons: the one that has the lease works in it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from listbot.errors import TrackerUnavailable
from listbot.model.inputs import EraseInput
from listbot.pipeline import erase
from listbot.store import leases
from listbot.store.base.schema import leases as table
from listbot.store.leases import Lease
from listbot.store.leasing import LeaseKeeper
from listbot.trackers import Request
from listbot.trackers.calling import CLAIMED
from tests.playing import START, hours, in_memory
from tests.store.desk.by_hand import desk_rules, request
from tests.trackers.desk import TEAM_ONLY, TrackedDesk

pytestmark = pytest.mark.postgresql


@pytest.fixture
def desk() -> Iterator[TrackedDesk]:
    """A daemon of a help desk that has the lease."""
    play = TrackedDesk(engine=in_memory(), in_force=desk_rules(outer=TEAM_ONLY), now=hours(1))
    play.store.context.lease = Lease("a")
    yield play
    play.store.close()


@pytest.fixture
def other(desk: TrackedDesk) -> Iterator[TrackedDesk]:
    """Another daemon on the same database, which works in the same tracker."""
    play = TrackedDesk(engine=desk.engine, in_force=desk.in_force, now=hours(1))
    play.store.context.lease = Lease("b")
    play.tracker = desk.tracker
    play.caller._tracker = play.poller._tracker = desk.tracker
    yield play
    play.store.close()


async def look(play: TrackedDesk) -> bool:
    """Let a daemon look after its lease; return whether it has it."""
    lease = play.store.context.lease
    assert lease is not None
    await LeaseKeeper(play.store, lambda: START).look(lease)
    return play.store.may_act


def end_lease(play: TrackedDesk) -> None:
    """Let the time of the lease be over for the server, and not for its holder."""
    with play.engine.begin() as connection:
        connection.execute(update(table).values(until=0))


async def test_only_the_holder_works_in_the_tracker(desk: TrackedDesk, other: TrackedDesk) -> None:
    """The other one makes no call and hears no news, whichever of them took the mail in."""
    assert [await look(each) for each in (desk, other)] == [True, False]
    other.take(request("r"))
    assert [await each.settle() for each in (other, desk)] == [0, 2]
    desk.tracker.happen("OPS-1", "Tim", "Have you tried water?")

    assert [await each.poller.look(START) for each in (other, desk)] == [0, 2]


async def test_one_that_has_lost_the_lease_makes_no_call(
    desk: TrackedDesk, other: TrackedDesk
) -> None:
    """It may still believe that it has the lease: each transaction looks."""
    await look(desk)
    desk.take(request("r"))
    end_lease(desk)
    assert await look(other)

    assert desk.store.may_act
    assert [await each.settle() for each in (desk, other)] == [0, 2]


async def test_news_that_one_heard_too_late_are_the_other_s(
    desk: TrackedDesk, other: TrackedDesk
) -> None:
    """The tracker answered when the lease was over, so the answer is not stored."""
    await look(desk)
    desk.take(request("r"))
    await desk.settle()
    desk.tracker.happen("OPS-1", "Tim", "Have you tried water?")
    end_lease(desk)
    await look(other)

    assert [await each.poller.look(START) for each in (desk, other)] == [0, 2]


async def test_a_daemon_that_was_frozen_before_a_call(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had claimed the call: its lease is over by its own clock, so it does not make it."""
    await look(desk)
    desk.take(request("r"))
    lease = desk.store.context.lease
    assert lease is not None
    over = lease.lasts_until

    def freeze(*given: object) -> None:
        monkeypatch.setattr(leases, "steady", lambda: over)

    monkeypatch.setattr("listbot.trackers.calling._about", freeze)

    assert await desk.settle() == 0
    assert desk.notes()[0] == ("create", 1, "")
    assert await desk.tracker.find("none") is None


async def test_a_late_daemon_does_not_put_off_another_s_call(
    desk: TrackedDesk, other: TrackedDesk
) -> None:
    """It hears that its own attempt failed when the other one is making the next."""
    create = desk.tracker.create

    async def fails_late(request: Request) -> str:
        desk.tracker.create = meanwhile  # type: ignore[method-assign]
        end_lease(desk)
        await look(other)
        other.wait(CLAIMED)
        await other.caller.drain(other.now)
        raise TrackerUnavailable("fake: 503", timedelta(hours=1))

    async def meanwhile(request: Request) -> str:
        raise TrackerUnavailable("fake: 502")

    await look(desk)
    desk.take(request("r"))
    desk.tracker.create = fails_late  # type: ignore[method-assign]
    await desk.caller.drain(desk.now)
    assert desk.notes()[0] == ("create", 2, "fake: 502")
    desk.tracker.create = create  # type: ignore[method-assign]
    other.wait(CLAIMED * 2)

    assert await other.settle() == 2


async def test_a_call_whose_writer_was_forgotten_meanwhile_is_not_made_again(
    desk: TrackedDesk,
) -> None:
    """Its words are gone, so there is nothing to make it with."""

    async def forgets(request: Request) -> str:
        with desk.store.transaction() as tx:
            asked = EraseInput.of("pat@example.org", "chance", "Ana", "asked", desk.now)
            erase(tx, "pat@example.org", asked)
        raise TrackerUnavailable("fake: 503")

    await look(desk)
    desk.take(request("r", "Pat"))
    desk.tracker.create = forgets  # type: ignore[method-assign]
    await desk.settle()

    assert desk.notes()[0] == ("create", 1, "its writer was forgotten")
