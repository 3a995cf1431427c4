"""What people do in the tracker comes back, each thing once."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from listbot.errors import (
    PermanentError,
    TemporaryError,
    TrackerAmbiguous,
    TrackerUnavailable,
)
from listbot.model.desk.ticket import Field
from listbot.trackers import Changes, Edit, Request, Seen
from listbot.trackers.polling import MOST_LOOKS, heard_of
from tests.playing import START
from tests.store.desk.by_hand import request
from tests.trackers.desk import TrackedDesk, tracked


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TrackedDesk]:
    """A help desk whose tracker only the team sees."""
    play = tracked(tmp_path)
    yield play
    play.store.close()


async def test_a_comment_comes_back_as_a_letter(desk: TrackedDesk) -> None:
    """To the requester, in their thread, in the commenter's name; it is not sent back."""
    desk.take(request("r"))
    await desk.settle()
    desk.tracker.happen("OPS-1", "Tim", "Have you tried water?")
    desk.tracker.happen("OPS-1", "Tim", "", Edit(Field.STATUS, "closed"))
    assert await desk.poller.look(desk.now) == 3
    assert await desk.poller.look(desk.now) == 0
    ticket, events = desk.whole()
    assert [each.text for each in events if each.name == "Tim"] == ["Have you tried water?", ""]
    assert ticket.status == "closed"
    desk.tick(desk.now + timedelta(minutes=15))
    (letter,) = desk.letters("M10")
    assert "Tim" in letter.text
    assert "Have you tried water?" in letter.text
    assert await desk.settle() == 0
    assert desk.replays()


async def test_our_own_changes_are_not_news(desk: TrackedDesk) -> None:
    """Whatever we did over there."""
    desk.take(request("r"))
    desk.act("close")
    await desk.settle()
    before = desk.whole()
    assert await desk.poller.look(desk.now) == 2
    assert desk.whole() == before


async def test_the_same_is_heard_once(desk: TrackedDesk) -> None:
    """Even if the cursor was lost, and what comes twice in one answer."""
    desk.take(request("r"))
    await desk.settle()
    desk.tracker.happen("OPS-1", "Tim", "Hello?")
    await desk.poller.look(desk.now)
    with desk.store.transaction() as tx:
        tx.connection.exec_driver_sql("DELETE FROM settings WHERE name LIKE 'tracker%'")
    assert await desk.poller.look(desk.now) == 2
    assert [each.text for each in desk.whole()[1] if each.name == "Tim"] == ["Hello?"]
    assert desk.replays()


async def test_other_peoples_tickets_are_none_of_ours(desk: TrackedDesk) -> None:
    """What happens to them is passed over."""
    desk.take(request("r"))
    await desk.settle()
    desk.tracker.happen("OPS-1", "Tim", "One.")
    everything = desk.tracker.changes

    async def moved(since: str) -> Changes:
        news = await everything(since)
        return Changes(tuple(replace(each, key="OPS-77") for each in news.seen), news.cursor)

    desk.tracker.changes = moved  # type: ignore[method-assign]
    before = desk.whole()
    await desk.poller.look(desk.now)
    assert desk.whole() == before


async def test_a_merged_ticket_hears_nothing(desk: TrackedDesk) -> None:
    """It is noted, and changes nothing."""
    desk.take(request("r"), request("s", "Kim", subject="My screen"))
    await desk.settle()
    desk.act("merge", "T-2")
    before = desk.whole()
    desk.tracker.happen("OPS-1", "Tim", "One.")
    await desk.poller.look(desk.now)
    assert desk.whole() == before
    assert desk.replays()


async def test_a_look_ends(desk: TrackedDesk) -> None:
    """A tracker whose cursor never stays the same gets a pause; one whose cursor stays, too."""
    count = 0

    async def endless(since: str) -> Changes:
        nonlocal count
        count += 1
        return Changes((), str(count))

    desk.tracker.changes = endless  # type: ignore[method-assign]
    await desk.poller.look(desk.now)
    assert count == MOST_LOOKS
    seen = (await type(desk.tracker).changes(desk.tracker, "")).seen
    assert seen == ()


async def test_news_under_the_same_cursor(desk: TrackedDesk) -> None:
    """They are heard, and the look ends."""
    desk.take(request("r"))
    await desk.settle()
    desk.tracker.happen("OPS-1", "Tim", "One.")
    (_, seen) = (await desk.tracker.changes("")).seen

    async def same(since: str) -> Changes:
        return Changes((seen,), since)

    desk.tracker.changes = same  # type: ignore[method-assign]
    assert await desk.poller.look(desk.now) == 1


async def test_it_looks_until_it_is_stopped(desk: TrackedDesk) -> None:
    """A tracker that is away or a bug ends nothing, and a refusal is told once."""
    faults: list[Exception] = [
        RuntimeError("a bug"),
        TemporaryError("away"),
        PermanentError("fake: 410"),
        PermanentError("fake: 410"),
    ]
    over = asyncio.Event()

    async def failing(now: object) -> int:
        if not faults:
            over.set()
            return 0
        raise faults.pop()

    desk.poller.look = failing  # type: ignore[method-assign]
    task = asyncio.create_task(desk.poller.run(lambda: desk.now, 0))
    await over.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert [each.text for each in desk.told] == [
        "cannot see what happens in the tracker: fake: 410"
    ]


@pytest.mark.parametrize(("minutes", "key"), [(45, "OPS-1"), (4, "")])
async def test_when_the_tracker_is_back_what_waited_is_done_at_once(
    desk: TrackedDesk, minutes: int, key: str
) -> None:
    """Not an hour later, as its own wait would have it; what fails now and then has its wait."""
    desk.tracker.is_away = True
    desk.take(request("r"))
    start = desk.now
    for minute in range(minutes):
        desk.now = start + timedelta(minutes=minute)
        await desk.settle()
        await desk.poller.try_look(desk.now)
    desk.tracker.is_away = False
    desk.wait(timedelta(minutes=1))
    await desk.poller.try_look(desk.now)
    desk.wait(timedelta(seconds=1))
    await desk.settle()
    assert desk.whole()[0].outer == key
    assert desk.replays()


@pytest.mark.parametrize(
    "fault",
    [TrackerUnavailable("fake: 429", timedelta(minutes=59)), TrackerAmbiguous("fake: 504")],
)
async def test_some_waits_are_kept_when_the_tracker_is_back(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """One that it asked for, and one while it may still work on the request."""

    async def refused(request: Request) -> str:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(desk.tracker, "create", refused)
        desk.take(request("r"))
        await desk.settle()
    await desk.caller.hurry(desk.now)
    assert await desk.settle() == 0
    desk.wait(timedelta(hours=1))
    assert await desk.settle() > 0


async def test_a_ticket_that_cannot_be_decided_holds_nothing_up(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported, and the rest is heard."""
    desk.take(request("r"))
    await desk.settle()

    def broken(*given: object) -> None:
        raise RuntimeError("a bug")

    desk.tracker.happen("OPS-1", "Tim", "One.")
    with monkeypatch.context() as patch:
        patch.setattr("listbot.pipeline.on_heard", broken)
        await desk.poller.look(desk.now)
    assert [each for each in desk.alerts if "T-1 could not be decided" in each] != []
    desk.tracker.happen("OPS-1", "Tim", "Two.")
    await desk.poller.look(desk.now)
    assert [each.text for each in desk.whole()[1] if each.name == "Tim"] == ["Two."]


def test_what_no_database_keeps_is_replaced() -> None:
    """As in mails: PostgreSQL takes no NUL, neither in a key nor in an id."""
    seen = Seen("OPS-7\0", START, "T\0im", "a\0b", (), "comment-1\0")
    heard = heard_of("jira", seen, START)
    assert (heard.key, heard.who, heard.text, heard.id) == (
        "OPS-7\ufffd",
        "T\ufffdim",
        "a\ufffdb",
        "jira comment-1\ufffd",
    )
