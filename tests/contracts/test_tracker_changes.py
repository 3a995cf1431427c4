"""The rules for what a tracker reports: all of it where every change is ours, and what people did
where they work in the tracker, too.
"""

from collections.abc import AsyncIterator

import pytest

from listbot.model.desk.ticket import Field
from listbot.trackers import Changes, Edit, Seen, Tracker
from tests.contracts.test_trackers import FUSE, PRINTER, SCREEN
from tests.contracts.ways_tracked import OURS, OUTER, RIGS, Rig
from tests.playing import START, hours


@pytest.fixture(params=OURS)
async def ours(request: pytest.FixtureRequest) -> AsyncIterator[Tracker]:
    """Each tracker that reports every change as it was asked for."""
    async with RIGS[request.param]() as rig:
        yield rig.tracker


@pytest.fixture(params=OUTER)
async def outer(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    """Each tracker in which people work."""
    async with RIGS[request.param]() as rig:
        yield rig


async def everything(tracker: Tracker, cursor: str = "") -> Changes:
    """Return all changes after a cursor, however many calls that takes."""
    seen: list[Seen] = []
    while True:
        part = await tracker.changes(cursor)
        seen += part.seen
        if part.cursor == cursor:
            return Changes(tuple(seen), cursor)
        cursor = part.cursor


async def of_others(tracker: Tracker, cursor: str = "") -> list[tuple[str, str]]:
    """Return what people did: key and text, each change once."""
    found = {each.id: each for each in (await everything(tracker, cursor)).seen}
    return [(each.key, each.text) for each in found.values() if not each.is_own]


async def test_changes_come_once_and_in_order(ours: Tracker) -> None:
    """Over many calls, from wherever the reader stopped."""
    first, second = await ours.create(PRINTER), await ours.create(SCREEN)
    stopped = await everything(ours)
    assert [(each.key, each.at, each.text) for each in stopped.seen] == [
        (first, START, "It is on fire."),
        (second, hours(1), "It is on fire."),
    ]
    for number in range(130):
        edit = Edit(Field.PRIORITY, "high" if number % 2 == 0 else "low")
        await ours.change(first if number % 3 else second, edit, "Ana", "again")
    rest = await everything(ours, stopped.cursor)
    whole = await everything(ours)
    assert whole.seen == (*stopped.seen, *rest.seen)
    assert whole.cursor == rest.cursor
    assert await ours.changes(whole.cursor) == Changes((), whole.cursor)
    values = {first: "normal", second: "normal"}
    for each in rest.seen:
        (change,) = each.changes
        assert change.old == values[each.key]
        values[each.key] = change.new


async def test_a_value_that_is_there_is_no_change(ours: Tracker) -> None:
    """Nothing happened, so nothing is reported."""
    key = await ours.create(PRINTER)
    await ours.change(key, Edit(Field.PRIORITY, "high"), "Ana", "as asked")
    before = await everything(ours)
    await ours.change(key, Edit(Field.PRIORITY, "high"), "Ana", "as asked")
    assert await everything(ours) == before


async def test_each_change_has_an_id(ours: Tracker) -> None:
    """It is the same whenever the change is read, no other change has it, and what we did is marked
    as ours.
    """
    key = await ours.create(PRINTER)
    await ours.change(key, Edit(Field.PRIORITY, "high"), "Ana", "it burns")
    await ours.comment(key, FUSE)
    seen = (await everything(ours)).seen
    assert (await everything(ours)).seen == seen
    assert len({each.id for each in seen} - {""}) == len(seen)
    assert all(each.is_own for each in seen)


async def test_what_people_write_comes_back(outer: Rig) -> None:
    """In their words and in each ticket's order; what came from us is not reported as theirs."""
    assert outer.happen is not None
    key = await outer.tracker.create(PRINTER)
    await outer.tracker.comment(key, FUSE)
    await outer.happen(key, "Tim", "Try again.", None)
    other = await outer.tracker.create(SCREEN)
    await outer.happen(other, "Tim", "Which screen?", None)
    await outer.happen(key, "Tim", "Well?", None)
    found = await of_others(outer.tracker)
    assert [text for where, text in found if where == key] == ["Try again.", "Well?"]
    assert [text for where, text in found if where == other] == ["Which screen?"]


async def test_what_people_change_comes_back(outer: Rig) -> None:
    """In our words for a status."""
    assert outer.happen is not None
    key = await outer.tracker.create(PRINTER)
    cursor = (await everything(outer.tracker)).cursor
    await outer.happen(key, "Tim", "", Edit(Field.STATUS, "closed"))
    seen = {each.id: each for each in (await everything(outer.tracker, cursor)).seen}
    (each,) = (each for each in seen.values() if not each.is_own)
    assert [(change.field, change.new) for change in each.changes] == [(Field.STATUS, "closed")]
    assert "Tim" in each.who


async def test_a_reader_goes_on_where_it_stopped(outer: Rig) -> None:
    """Nothing that happens after a look is missed, however many looks there were."""
    assert outer.happen is not None
    key = await outer.tracker.create(PRINTER)
    cursor = ""
    found: dict[str, str] = {}
    for number in range(5):
        await outer.happen(key, "Tim", f"Step {number}.", None)
        news = await everything(outer.tracker, cursor)
        cursor = news.cursor
        found |= {each.id: each.text for each in news.seen if not each.is_own}
    assert list(found.values()) == [f"Step {number}." for number in range(5)]


async def test_internal_comments_never_come(outer: Rig) -> None:
    """They stay in the tracker."""
    key = await outer.tracker.create(PRINTER)
    if outer.whisper is not None:
        await outer.whisper(key, "Tim", "A difficult customer.", None)
    assert await of_others(outer.tracker) == []
