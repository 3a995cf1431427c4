"""What waits for the tracker is carried out once, in order, and holds nothing up."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.errors import (
    StoreUnavailable,
    TemporaryError,
    TrackerAmbiguous,
    TrackerDenied,
    TrackerRefused,
    TrackerUnavailable,
)
from listbot.letter_gate import Mode
from listbot.model.desk.rules import OuterRules, Private
from listbot.model.inputs import EraseInput
from listbot.pipeline import erase
from listbot.store.base.tracker_tables import tracker_calls
from listbot.trackers import Comment, Request
from listbot.trackers.calling import (
    CLAIMED,
    DENIED_WAIT,
    LONGEST_WAIT,
    TELL_AGAIN,
    Caller,
    wait_after,
)
from tests.playing import Post, opening
from tests.store.desk.by_hand import SUPPORT
from tests.store.desk.by_hand import request as mail
from tests.trackers.desk import TrackedDesk, tracked

MINUTE = timedelta(minutes=1)
WITH_FILE = """MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"
"""
FILE = """--b
Content-Type: text/plain

It burns.
--b
Content-Type: image/png; name="fire.png"
Content-Disposition: attachment; filename="fire.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TrackedDesk]:
    """A help desk whose tracker only the team sees."""
    play = tracked(tmp_path)
    yield play
    play.store.close()


async def test_a_request_becomes_an_issue(desk: TrackedDesk) -> None:
    """With its file and its watcher; the ticket has its own number at once."""
    desk.take(mail("r", text=FILE, more=WITH_FILE.strip()))
    assert desk.whole()[0].outer == ""
    assert await desk.settle() == 3
    view = await desk.tracker.read("OPS-1")
    assert (view.title, view.requester, view.files) == (
        "The printer",
        "omar@example.org",
        ("fire.png",),
    )
    assert view.watchers == ("account-1",)
    assert desk.whole()[0].outer == "OPS-1"
    assert desk.replays()
    assert await desk.settle() == 0
    assert desk.notes() == [("create", 1, "done"), ("attach", 1, "done"), ("watch", 1, "done")]


async def test_an_answer_and_a_close_follow(desk: TrackedDesk) -> None:
    """In order, in the writer's name."""
    desk.take(mail("r"))
    await desk.settle()
    desk.take(mail("a", text="It was the fuse.", answers=["r"], at=1))
    desk.act("close")
    await desk.settle()
    view = await desk.tracker.read("OPS-1")
    assert view.comments == ("Omar, by mail:\n\nIt was the fuse.",)
    assert view.status == "closed"
    assert desk.replays()


async def test_two_mails_with_one_message_id_are_two(desk: TrackedDesk) -> None:
    """A stranger may use that of somebody else's mail: neither request and no answer is lost."""
    desk.take(mail("r"))
    await desk.settle()
    desk.take(mail("r", "Tim", text="It is cold."))
    desk.take(mail("a", at=1, answers=["r"], text="It still burns."))
    desk.take(mail("a", at=2, answers=["r"], text="It burns no more."))
    await desk.settle()
    keys = [desk.whole(key)[0].outer for key in ("T-1", "T-2")]
    views = [await desk.tracker.read(each) for each in keys]
    assert [each.requester for each in views] == ["omar@example.org", "tim@example.org"]
    said = [text.split("\n")[-1] for text in views[0].comments]
    assert said == ["It still burns.", "It burns no more."]
    assert {note for _, _, note in desk.notes()} == {"done"}


async def test_while_it_is_away_nothing_waits(desk: TrackedDesk) -> None:
    """Threading goes on, and the key is told in the thread when it is back."""
    desk.tracker.is_away = True
    desk.take(mail("r"))
    assert await desk.settle() == 0
    desk.take(mail("a", text="Still burning.", answers=["r"], at=0.5))
    desk.wait(MINUTE * 45)
    assert await desk.settle() == 0
    desk.tracker.is_away = False
    assert await desk.settle() == 0
    desk.wait(MINUTE * 5)
    await desk.settle()
    assert desk.whole()[0].outer == "OPS-1"
    assert len((await desk.tracker.read("OPS-1")).comments) == 1
    desk.tick(desk.now + MINUTE * 15)
    (letter,) = [each for each in desk.letters("M10") if "OPS-1" in each.text]
    assert "OPS-1 is its number there" in letter.text
    assert desk.replays()


async def test_one_ticket_holds_up_no_other(desk: TrackedDesk) -> None:
    """Of each ticket only the first unfinished call is tried."""
    refuse_once(desk, TrackerUnavailable("fake: 503", timedelta(minutes=30)))
    desk.take(mail("r"), mail("s", "Kim", subject="My screen"))
    await desk.settle()
    assert [view.title for view in (await desk.tracker.read("OPS-1"),)] == ["My screen"]
    assert desk.notes()[0] == ("create", 1, "fake: 503")
    desk.wait(timedelta(minutes=29))
    assert await desk.settle() == 0
    desk.wait(timedelta(minutes=2))
    await desk.settle()
    assert (await desk.tracker.read("OPS-2")).title == "The printer"


async def test_an_answer_that_did_not_come_makes_no_second_issue(desk: TrackedDesk) -> None:
    """The next attempt says that it is one, and the label is found."""
    attempts: list[bool] = []
    create = desk.tracker.create

    async def lost(request: Request) -> str:
        attempts.append(request.retried)
        key = await create(request)
        if len(attempts) == 1:
            raise TrackerAmbiguous("fake: the connection broke")
        return key

    desk.tracker.create = lost  # type: ignore[method-assign]
    desk.take(mail("r"))
    assert await desk.settle() == 0
    desk.wait(MINUTE)
    await desk.settle()
    assert attempts == [False, True]
    assert await desk.tracker.find("none") is None
    assert desk.whole()[0].outer == "OPS-1"
    with pytest.raises(Exception, match="there is no ticket OPS-2"):
        await desk.tracker.read("OPS-2")


async def test_an_attempt_ends_before_its_claim(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tracker that answers for ever does not hold its call for ever."""
    monkeypatch.setattr("listbot.trackers.calling.WITHIN", timedelta())

    async def endless(request: Request) -> str:
        await asyncio.Event().wait()
        raise AssertionError

    desk.tracker.create = endless  # type: ignore[method-assign]
    desk.take(mail("r"))
    assert await desk.settle() == 0
    assert desk.notes()[0] == ("create", 1, "it did not end within 0 minutes")


async def test_an_attempt_under_way_keeps_its_claim(desk: TrackedDesk) -> None:
    """Also when a look finds that the tracker is back: another daemon could make the call then."""
    due: list[datetime] = []

    async def slow(request: Request) -> str:
        if not due:
            due.append(desk.now)
            raise TrackerUnavailable("fake: 503")
        await desk.caller.hurry(desk.now)
        first = select(tracker_calls.c.due).where(tracker_calls.c.kind == "create")
        with desk.store.reading() as connection:
            due.append(connection.execute(first).scalar_one())
        return "OPS-1"

    desk.tracker.create = slow  # type: ignore[method-assign]
    desk.take(mail("r"))
    await desk.settle()
    desk.wait(MINUTE)
    assert await desk.caller.drain(desk.now) == 1
    assert due[1:] == [desk.now + CLAIMED]


async def test_a_claimed_call_is_not_made_twice(desk: TrackedDesk) -> None:
    """Two that found it due at the same moment make one attempt."""
    desk.take(mail("r"))
    done = await asyncio.gather(desk.caller.drain(desk.now), desk.caller.drain(desk.now))
    assert sorted(done) == [0, 1]


async def test_a_call_that_is_refused_is_given_up(desk: TrackedDesk) -> None:
    """Once, with an alert; what follows it goes on."""
    desk.take(mail("r"))
    await desk.settle()

    async def refuse(key: str, comment: Comment) -> None:
        raise TrackerRefused("fake: too long")

    desk.tracker.comment = refuse  # type: ignore[method-assign]
    desk.take(mail("a", text="It was the fuse.", answers=["r"], at=1))
    desk.act("close")
    await desk.settle()
    assert ("comment", 1, "given up: fake: too long") in desk.notes()
    assert (await desk.tracker.read("OPS-1")).status == "closed"
    assert [each.text for each in desk.told] == [
        "T-1: the tracker does not take a comment: fake: too long"
    ]


async def test_without_an_issue_there_is_nothing_to_add_to(desk: TrackedDesk) -> None:
    """If it was refused, its comments are given up as well."""
    refuse_once(desk, TrackerRefused("fake: 400"))
    desk.take(mail("r"))
    await desk.settle()
    assert [note for _, _, note in desk.notes()] == [
        "given up: fake: 400",
        "given up: T-1 was not made in the tracker",
    ]


async def test_a_refused_token_is_told_once_a_day(desk: TrackedDesk) -> None:
    """And tried again every few minutes."""

    async def refuse(request: Request) -> str:
        raise TrackerDenied("fake: 401")

    desk.tracker.create = refuse  # type: ignore[method-assign]
    desk.take(mail("r"))
    for _ in range(3):
        await desk.settle()
        desk.wait(DENIED_WAIT)
    assert [each.text for each in desk.told] == ["the tracker refuses listbot itself: fake: 401"]
    desk.wait(TELL_AGAIN)
    await desk.settle()
    assert len(desk.told) == 2


async def test_a_long_absence_is_told_once(desk: TrackedDesk) -> None:
    """After an hour."""
    desk.tracker.is_away = True
    refused = TrackerUnavailable("fake: cannot connect")

    async def away(request: Request) -> str:
        raise refused

    desk.tracker.create = away  # type: ignore[method-assign]
    desk.take(mail("r"))
    for _ in range(8):
        await desk.settle()
        desk.wait(LONGEST_WAIT)
    assert [each.text for each in desk.told] == [
        "the tracker has been away for an hour; calls wait for it: fake: cannot connect"
    ]


async def test_a_stub_is_made_whole(tmp_path: Path) -> None:
    """When the team makes the ticket public, the request goes below the stub."""
    desk = tracked(tmp_path, OuterRules("memory", False, Private.STUB))
    desk.take(mail("r"))
    await desk.settle()
    assert (await desk.tracker.read("OPS-1")).title == "T-1"
    desk.act("public")
    await desk.settle()
    view = await desk.tracker.read("OPS-1")
    assert view.comments == ("The printer\n\nOmar, by mail:\n\nIt is on fire.",)
    assert desk.replays()
    desk.store.close()


async def test_nothing_leaves_of_a_private_ticket(tmp_path: Path) -> None:
    """Nor from a daemon that has no tracker."""
    desk = tracked(tmp_path, OuterRules("memory", True))
    desk.take(mail("r"))
    assert desk.notes() == []
    desk.store.context.has_tracker = False
    desk.act("public")
    assert desk.notes() == []
    desk.store.close()


async def test_a_list_that_only_drafts_sends_nothing(tmp_path: Path) -> None:
    """Neither letters nor calls."""
    desk = tracked(tmp_path)
    desk.store.context.modes = {SUPPORT: Mode.SHADOW}
    desk.take(mail("r"))
    assert desk.notes() == []
    desk.store.close()


async def test_an_account_that_cannot_be_had_is_passed_over(desk: TrackedDesk) -> None:
    """And so is a file whose mail is gone."""

    async def nobody(person: object) -> str:
        return ""

    desk.tracker.register = nobody  # type: ignore[method-assign]
    desk.take(mail("r", text=FILE, more=WITH_FILE.strip()))
    with desk.store.transaction() as tx:
        tx.connection.exec_driver_sql("UPDATE journal SET raw = NULL WHERE kind = 'mail'")
    await desk.settle()
    view = await desk.tracker.read("OPS-1")
    assert (view.files, view.watchers) == ((), ())


def test_waits_double() -> None:
    """Up to an hour."""
    assert [wait_after(each) for each in (0, 1, 2, 50)] == [
        MINUTE,
        MINUTE * 2,
        MINUTE * 4,
        LONGEST_WAIT,
    ]


async def test_it_runs_until_it_is_stopped(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that is away, or a bug, ends nothing; the connection is closed at the end."""
    monkeypatch.setattr("listbot.trackers.calling.POLL", 0)
    faults: list[Exception] = [StoreUnavailable("disk full"), RuntimeError("a bug")]
    drain, seen = desk.caller.drain, asyncio.Event()

    async def sometimes(now: object) -> int:
        if faults:
            raise faults.pop()
        seen.set()
        return await drain(desk.now)

    desk.caller.drain = sometimes  # type: ignore[method-assign]
    task = asyncio.create_task(desk.caller.run(lambda: desk.now))
    await seen.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert faults == []


async def test_an_error_of_another_kind_is_tried_again(desk: TrackedDesk) -> None:
    """Nothing says that it was refused."""
    refuse_once(desk, TemporaryError("fake: odd"))
    desk.take(mail("r"))
    await desk.settle()
    assert desk.notes()[0] == ("create", 1, "fake: odd")


async def test_a_mistake_of_an_adapter_holds_up_one_ticket(desk: TrackedDesk) -> None:
    """Others go on, the call is tried again, and the admin is told once a day."""
    create, is_broken = desk.tracker.create, True

    async def fails(request: Request) -> str:
        if is_broken and "Odd words." in request.text:
            raise KeyError("title")
        return await create(request)

    desk.tracker.create = fails  # type: ignore[method-assign]
    desk.take(mail("odd", text="Odd words."))
    desk.take(mail("plain", at=1))
    await desk.settle()
    desk.wait(CLAIMED)
    await desk.settle()
    why = "a mistake of listbot's own (KeyError), which its log shows"
    assert [each for each in desk.notes() if each[0] == "create"] == [
        ("create", 2, why),
        ("create", 1, "done"),
    ]
    assert [each.text for each in desk.told] == [f"T-1: the tracker has not got a create: {why}"]
    is_broken = False
    desk.wait(CLAIMED)
    await desk.settle()
    assert [each[1:] for each in desk.notes() if each[0] == "create"] == [
        (3, "done"),
        (1, "done"),
    ]


async def test_a_change_of_nobody(desk: TrackedDesk) -> None:
    """An assignee is taken back over there, too."""
    desk.take(mail("r"))
    desk.act("assign", "Ana")
    desk.act("drop")
    await desk.settle()
    assert (await desk.tracker.read("OPS-1")).assignee == ""


def refuse_once(desk: TrackedDesk, fault: Exception) -> None:
    """Have the next request fail."""
    create = desk.tracker.create
    faults = [fault]

    async def fails(request: Request) -> str:
        if faults:
            raise faults.pop()
        return await create(request)

    desk.tracker.create = fails  # type: ignore[method-assign]


async def test_a_person_who_is_forgotten_leaves_no_words(desk: TrackedDesk) -> None:
    """What waits in their name is dropped, what others asked for stays."""
    desk.tracker.is_away = True
    desk.take(mail("r"), mail("s", "Pat", subject="My screen", at=0.1))
    with desk.store.transaction() as tx:
        asked = EraseInput.of("pat@example.org", "chance", "Ana", "asked", desk.now)
        erase(tx, "pat@example.org", asked)
    desk.tracker.is_away = False
    await desk.settle()
    assert (await desk.tracker.read("OPS-1")).title == "The printer"
    assert {note for _, _, note in desk.notes()} == {"done", "its writer was forgotten"}


async def test_an_end_that_was_not_noted_makes_no_second_issue(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the daemon is killed between the tracker's answer and the commit."""
    desk.take(mail("r"))

    def full(*given: object) -> None:
        raise StoreUnavailable("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("listbot.trackers.calling._done", full)
        with pytest.raises(StoreUnavailable):
            await desk.settle()
    assert desk.whole()[0].outer == ""
    after = Caller(desk.store, desk.tracker, desk.told.append)
    assert await after.drain(desk.now) == 0  # the tracker may still be working on it
    desk.wait(CLAIMED)
    assert await after.drain(desk.now) == 1
    assert desk.whole()[0].outer == "OPS-1"
    with pytest.raises(Exception, match="there is no ticket OPS-2"):
        await desk.tracker.read("OPS-2")


async def test_a_mail_of_a_voting_list_is_an_issue_at_once(desk: TrackedDesk) -> None:
    """When a member turns it into a ticket there."""
    desk.take(opening("p"), Post("q", "Omar", "The wiki is down.", 1, answers=["p"]))
    desk.take(Post("t", "Ana", "#listbot ticket", 2, answers=["p", "q"]))
    await desk.settle()
    assert desk.whole()[0].outer == "OPS-1"
    assert (await desk.tracker.read("OPS-1")).requester == "omar@example.org"
    assert desk.replays()


async def test_undo_never_takes_back_a_key(desk: TrackedDesk) -> None:
    """It takes back what the team did before the tracker had the ticket."""
    desk.take(mail("r"))
    desk.act("priority", "high")
    await desk.settle()
    desk.act("undo")
    desk.act("undo")
    await desk.settle()
    assert (desk.whole()[0].outer, desk.whole()[0].priority) == ("OPS-1", "normal")
    assert (await desk.tracker.read("OPS-1")).priority == "normal"
    desk.tracker.is_away = True
    desk.take(mail("s", at=1, subject="The lift"))
    desk.act("priority", "high", "T-2")
    desk.wait(timedelta(hours=2))
    desk.tracker.is_away = False
    await desk.settle()
    desk.act("undo", key="T-2")
    assert (desk.whole("T-2")[0].outer, desk.whole("T-2")[0].priority) == ("OPS-2", "normal")
    assert desk.replays()
