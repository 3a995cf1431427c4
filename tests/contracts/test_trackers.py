"""The rules for every tracker."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from listbot.errors import PermanentError
from listbot.model.desk.ticket import Field
from listbot.trackers import Changes, Edit, Request, Seen, Tracker
from tests.contracts.ways_tracked import TRACKERS, tracked_by
from tests.playing import START, hours
from tests.store.desk.by_hand import SUPPORT

PRINTER = Request(
    "k3v9x2m4", SUPPORT, "The printer", "It is on fire.", "omar@example.org", "Omar", START
)
SCREEN = replace(
    PRINTER, label="q8w7z5a1", title="My screen", requester="kim@example.org", at=hours(1)
)


@pytest.fixture(params=TRACKERS)
def tracker(request: pytest.FixtureRequest) -> Iterator[Tracker]:
    """Each tracker, without tickets."""
    with tracked_by(request.param) as rig:
        yield rig


async def everything(tracker: Tracker, cursor: str = "") -> Changes:
    """Return all changes after a cursor, however many calls that takes."""
    seen: list[Seen] = []
    while (part := await tracker.changes(cursor)).seen:
        seen += part.seen
        cursor = part.cursor
    return Changes(tuple(seen), cursor)


async def test_a_request_becomes_a_ticket(tracker: Tracker) -> None:
    """It has the given contents, and is new and unassigned."""
    key = await tracker.create(PRINTER)
    view = await tracker.read(key)
    assert (view.key, view.title, view.requester) == (key, "The printer", "omar@example.org")
    assert (view.status, view.assignee, view.priority, view.public) == ("new", "", "normal", False)
    assert await tracker.create(SCREEN) != key


async def test_a_request_becomes_one_ticket(tracker: Tracker) -> None:
    """However often the call is repeated, and whatever happened to the ticket meanwhile."""
    assert await tracker.find(PRINTER.label) is None
    key = await tracker.create(PRINTER)
    await tracker.change(key, Edit(Field.STATUS, "closed"), "Ana", "done")
    assert await tracker.create(replace(PRINTER, title="Again")) == key
    assert await tracker.find(PRINTER.label) == key
    assert await tracker.find(SCREEN.label) is None
    assert [each.key for each in (await everything(tracker)).seen] == [key, key]


@pytest.mark.parametrize("key", ["T-99", "", "no key", "T-0 OR 1"])
async def test_a_key_that_is_none(tracker: Tracker, key: str) -> None:
    """It can never be read or changed."""
    await tracker.create(PRINTER)
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.read(key)
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.change(key, Edit(Field.STATUS, "closed"), "Ana", "done")


@pytest.mark.parametrize(
    ("edit", "name", "value"),
    [
        (Edit(Field.STATUS, "closed"), "status", "closed"),
        (Edit(Field.ASSIGNEE, "ana@example.org"), "assignee", "ana@example.org"),
        (Edit(Field.PRIORITY, "high"), "priority", "high"),
        (Edit(Field.PUBLIC, "yes"), "public", True),
    ],
)
async def test_a_field_is_given_a_value(
    tracker: Tracker, edit: Edit, name: str, value: object
) -> None:
    """A second time changes nothing."""
    key = await tracker.create(PRINTER)
    await tracker.change(key, edit, "Ana", "as asked")
    assert getattr(await tracker.read(key), name) == value
    before = await everything(tracker)
    await tracker.change(key, edit, "Ana", "as asked")
    assert await everything(tracker) == before
    assert any(
        each.field is edit.field and each.new == edit.value for each in before.seen[-1].changes
    )


async def test_a_value_is_taken_back(tracker: Tracker) -> None:
    """A closed ticket is opened, an assigned one unassigned, a public one private."""
    key = await tracker.create(PRINTER)
    for there, back in (
        (Edit(Field.STATUS, "closed"), Edit(Field.STATUS, "open")),
        (Edit(Field.ASSIGNEE, "ana@example.org"), Edit(Field.ASSIGNEE, "")),
        (Edit(Field.PUBLIC, "yes"), Edit(Field.PUBLIC, "no")),
    ):
        await tracker.change(key, there, "Ana", "there")
        await tracker.change(key, back, "Ana", "and back")
    view = await tracker.read(key)
    assert (view.status != "closed", view.assignee, view.public) == (True, "", False)


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Field.PRIORITY, "very high"),
        Edit(Field.WATCHER, "x@example.org"),
        Edit(Field.TITLE, "x"),
    ],
)
async def test_a_change_that_cannot_be_made(tracker: Tracker, edit: Edit) -> None:
    """It says so and changes nothing."""
    key = await tracker.create(PRINTER)
    before = await everything(tracker)
    with pytest.raises(PermanentError):
        await tracker.change(key, edit, "Ana", "why not")
    assert await everything(tracker) == before


async def test_changes_come_once_and_in_order(tracker: Tracker) -> None:
    """Over many calls, from wherever the reader stopped."""
    first, second = await tracker.create(PRINTER), await tracker.create(SCREEN)
    stopped = await everything(tracker)
    assert [(each.key, each.at, each.text) for each in stopped.seen] == [
        (first, START, "It is on fire."),
        (second, hours(1), "It is on fire."),
    ]
    for number in range(130):
        edit = Edit(Field.PRIORITY, "high" if number % 2 == 0 else "low")
        await tracker.change(first if number % 3 else second, edit, "Ana", "again")
    rest = await everything(tracker, stopped.cursor)
    whole = await everything(tracker)
    assert whole.seen == (*stopped.seen, *rest.seen)
    assert whole.cursor == rest.cursor
    assert await tracker.changes(whole.cursor) == Changes((), whole.cursor)
    values = {first: "normal", second: "normal"}
    for each in rest.seen:
        (change,) = each.changes
        assert change.old == values[each.key]
        values[each.key] = change.new
