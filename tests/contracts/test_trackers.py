"""The rules for every tracker."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from listbot.errors import PermanentError
from listbot.model.desk.ticket import Field
from listbot.trackers import Comment, Contact, Edit, Enclosure, Request, View
from tests.contracts.ways_tracked import RIGS, Rig
from tests.playing import START, hours
from tests.store.desk.by_hand import SUPPORT

PRINTER = Request(
    "k3v9x2m4", SUPPORT, "The printer", "It is on fire.", "omar@example.org", "Omar", START
)
SCREEN = replace(
    PRINTER, label="q8w7z5a1", title="My screen", requester="kim@example.org", at=hours(1)
)
FUSE = Comment("c1a2b3", "It was the fuse.", "ana@example.org", "Ana", hours(1))
PICTURE = Enclosure("f1a2b3", "fire.png", "image/png", b"\x89PNG")
OMAR = Contact(PRINTER.requester, "Omar")
NO_KEYS = ["T-99", "", "no key", "T-0 OR 1", "../x", "a/b?c#d"]


@pytest.fixture(params=RIGS)
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    """Each tracker, without tickets."""
    async with RIGS[request.param]() as rig:
        yield rig


def state(view: View) -> tuple[str, str, str, bool]:
    """What can be changed in a ticket."""
    return view.status, view.assignee, view.priority, view.public


async def test_a_request_becomes_a_ticket(rig: Rig) -> None:
    """It has the given contents, and is new and unassigned."""
    key = await rig.tracker.create(PRINTER)
    view = await rig.tracker.read(key)
    assert (view.key, view.title) == (key, "The printer")
    assert view.requester in (PRINTER.requester, PRINTER.requester_name, "")
    assert state(view) == ("new", "", "normal", False)
    assert (view.watchers.count("x"), view.files, view.comments) == (0, (), ())
    assert await rig.tracker.create(SCREEN) != key


async def test_a_request_becomes_one_ticket(rig: Rig) -> None:
    """However often the call is repeated, and whatever happened to the ticket meanwhile."""
    assert await rig.tracker.find(PRINTER.label) is None
    key = await rig.tracker.create(PRINTER)
    await rig.tracker.change(key, Edit(Field.STATUS, "closed"), "Ana", "done")
    assert await rig.tracker.create(replace(PRINTER, title="Again")) == key
    assert (await rig.tracker.read(key)).title == "The printer"
    assert await rig.tracker.find(SCREEN.label) is None


@pytest.mark.parametrize("key", NO_KEYS)
async def test_a_key_that_is_none(rig: Rig, key: str) -> None:
    """It can never be read or changed, and nothing can be added to it."""
    tracker = rig.tracker
    await tracker.create(PRINTER)
    account = await tracker.register(OMAR)
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.read(key)
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.change(key, Edit(Field.STATUS, "closed"), "Ana", "done")
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.comment(key, FUSE)
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.attach(key, PICTURE)
    with pytest.raises(PermanentError, match="there is no ticket"):
        await tracker.watch(key, account)


@pytest.mark.parametrize(
    ("field", "value", "name", "shown"),
    [
        (Field.STATUS, "closed", "status", "closed"),
        (Field.ASSIGNEE, "", "assignee", ""),
        (Field.PRIORITY, "high", "priority", "high"),
        (Field.PUBLIC, "yes", "public", True),
    ],
)
async def test_a_field_is_given_a_value(
    rig: Rig, field: Field, value: str, name: str, shown: object
) -> None:
    """A second time changes nothing; a field that the tracker does not have can never be set."""
    key = await rig.tracker.create(PRINTER)
    wished = rig.member if field is Field.ASSIGNEE else value
    edit = Edit(field, wished)
    if field not in rig.fields:
        with pytest.raises(PermanentError):
            await rig.tracker.change(key, edit, "Ana", "as asked")
        return
    await rig.tracker.change(key, edit, "Ana", "as asked")
    before = await rig.tracker.read(key)
    assert getattr(before, name) == (shown or wished)
    await rig.tracker.change(key, edit, "Ana", "as asked")
    assert await rig.tracker.read(key) == before


async def test_a_value_is_taken_back(rig: Rig) -> None:
    """A closed ticket is opened, an assigned one unassigned, a public one private."""
    key = await rig.tracker.create(PRINTER)
    for there, back in (
        (Edit(Field.STATUS, "closed"), Edit(Field.STATUS, "open")),
        (Edit(Field.ASSIGNEE, rig.member), Edit(Field.ASSIGNEE, "")),
        (Edit(Field.PUBLIC, "yes"), Edit(Field.PUBLIC, "no")),
    ):
        if there.field in rig.fields:
            await rig.tracker.change(key, there, "Ana", "there")
            await rig.tracker.change(key, back, "Ana", "and back")
    view = await rig.tracker.read(key)
    assert (view.status != "closed", view.assignee, view.public) == (True, "", False)


@pytest.mark.parametrize(
    "edit",
    [
        Edit(Field.PRIORITY, "very high"),
        Edit(Field.WATCHER, "x@example.org"),
        Edit(Field.TITLE, "x"),
    ],
)
async def test_a_change_that_cannot_be_made(rig: Rig, edit: Edit) -> None:
    """It says so and changes nothing."""
    key = await rig.tracker.create(PRINTER)
    before = await rig.tracker.read(key)
    with pytest.raises(PermanentError):
        await rig.tracker.change(key, edit, "Ana", "why not")
    assert await rig.tracker.read(key) == before


async def test_a_comment_is_made_once(rig: Rig) -> None:
    """However often the call is repeated."""
    key = await rig.tracker.create(PRINTER)
    await rig.tracker.comment(key, FUSE)
    await rig.tracker.comment(key, FUSE)
    await rig.tracker.comment(key, replace(FUSE, label="c4d5e6", text="Really."))
    first, second = (await rig.tracker.read(key)).comments
    assert "It was the fuse." in first
    assert "Really." in second


async def test_a_file_is_attached_once(rig: Rig) -> None:
    """However often the call is repeated."""
    key = await rig.tracker.create(PRINTER)
    await rig.tracker.attach(key, PICTURE)
    await rig.tracker.attach(key, PICTURE)
    await rig.tracker.attach(key, replace(PICTURE, label="f4d5e6", name="smoke.png"))
    first, second = (await rig.tracker.read(key)).files
    assert first.endswith("fire.png")
    assert second.endswith("smoke.png")


async def test_a_person_watches(rig: Rig) -> None:
    """The same person always has the same account, and watches a ticket once; where nobody gets an
    account, nobody watches.
    """
    key = await rig.tracker.create(PRINTER)
    account = await rig.tracker.register(OMAR)
    assert await rig.tracker.register(OMAR) == account
    await rig.tracker.watch(key, account)
    await rig.tracker.watch(key, account)
    assert (await rig.tracker.read(key)).watchers.count(account) == bool(account)


async def test_it_can_be_checked(rig: Rig) -> None:
    """A tracker that works has nothing missing, and works after it was closed."""
    checked = await rig.tracker.check()
    assert checked.found != ()
    assert checked.missing == ()
    await rig.tracker.close()
    assert await rig.tracker.find(PRINTER.label) is None
    await rig.tracker.close()
