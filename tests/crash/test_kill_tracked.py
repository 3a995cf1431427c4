"""The daemon is killed while it works with the team's tracker, at its commits and at each request
that the Jira carries out, and is started again: one issue, each comment, file and letter once.

A sample of the failpoints and of pairs of them is enough for every day; LISTBOT_KILLS=all runs
each failpoint, and as many pairs (about ten minutes on two idle cores).
"""

import os
import pickle
import random
from typing import NamedTuple

import pytest
from sqlalchemy import select

from listbot.replay import replay
from listbot.store.base.engine import open_engine
from listbot.store.base.tracker_tables import tracker_calls
from listbot.store.desk.reading import whole_ticket
from listbot.store.store import Store
from tests.crash.life import Kind
from tests.crash.lives import InFiles, Nursery, World, all_at_once, end_of
from tests.crash.outer import TIM
from tests.crash.test_kill import place, several
from tests.playing import hours

__all__ = ("place", "several")  # fixtures

IS_WHOLE = os.environ.get("LISTBOT_KILLS") == "all"
ONES, PAIRS = 12, 5  # failpoints, and pairs of them
MANY = 150  # pairs of the whole set


class Outer(NamedTuple):
    """All that there is in the tracker and about it when a life is over."""

    key: str
    status: str
    comments: tuple[str, ...]
    files: int
    watchers: tuple[str, ...]
    statuses: int
    """How often the status was changed."""
    calls: frozenset[tuple[str, str]]
    """Kind and note."""
    heard: tuple[str, ...]
    """What Tim wrote there, as our ticket has it."""
    ticket: tuple[str, str]
    """Status, and the key in the tracker."""


def outer_of(world: World) -> Outer:
    """Look at what is left, and fold the journal again."""
    jira = pickle.loads((world.folder / "jira").read_bytes())
    (issue,) = jira["issues"].values()
    store = Store(open_engine(world.url), lambda: hours(100))
    with store.reading() as connection:
        found = whole_ticket(connection, "T-1")
        rows = connection.execute(select(tracker_calls.c.kind, tracker_calls.c.note)).all()
    assert replay(store).is_equal
    store.close()
    assert found is not None
    return Outer(
        issue.key,
        issue.status,
        tuple(words(each) for each in issue.comments),
        len(issue.files),
        tuple(jira["users"][each][0] for each in issue.watchers),
        len(issue.changes),
        frozenset((row.kind, row.note) for row in rows),
        tuple(each.text for each in found.events if each.name == "Tim"),
        (found.ticket.status, found.ticket.outer),
    )


def words(comment: dict[str, object]) -> str:
    """Return the text of a comment."""
    parts = comment["body"]["content"]  # type: ignore[index]  # Jira's own nesting
    return " ".join(each["content"][0]["text"] for each in parts)


@pytest.fixture(scope="module")
def passed(several: list[Nursery], place: InFiles) -> int:
    """How many failpoints there are in a life without a death."""
    world = place.new_world("undisturbed-tracked")
    return int(several[0].start(world, 0, Kind.TRACKED))


def judge(place: InFiles, deaths: tuple[int, ...]) -> None:
    """Compare what is left after these deaths with a life without one. When Tim comments depends on
    when there is an issue, and a late number has a letter of its own.
    """
    world = place.world(f"tracked-{'-'.join(map(str, deaths))}")
    found, wished = outer_of(world), outer_of(place.world("undisturbed-tracked"))
    assert (deaths, sorted(found.comments)) == (deaths, sorted(wished.comments))
    assert (deaths, found._replace(comments=())) == (deaths, wished._replace(comments=()))
    end = end_of(world)
    assert (deaths, set(end.delivered.values()), end.alerts) == (deaths, {1}, 0)


def test_the_life_without_a_death(passed: int, place: InFiles) -> None:
    """The others are compared with this."""
    assert outer_of(place.world("undisturbed-tracked")) == Outer(
        "OPS-1",
        "Done",
        (TIM, "Ravi, by mail: And now?", "kim@example.net (not verified), by mail: Works, thanks!"),
        1,
        ("kim@example.net",),
        1,
        frozenset((kind, "done") for kind in ("create", "attach", "watch", "comment", "change")),
        (TIM,),
        ("closed", "OPS-1"),
    )
    assert passed > 150


def test_a_kill(passed: int, several: list[Nursery], place: InFiles) -> None:
    """At a failpoint of each part of the life."""
    every = range(1, passed + 1)
    chance = random.Random(20261130)
    ones = every if IS_WHOLE else sorted(chance.sample(every, ONES))
    deaths = [(at,) for at in ones]
    all_at_once(several, place, deaths, Kind.TRACKED)
    for each in deaths:
        judge(place, each)


def test_two_kills(passed: int, several: list[Nursery], place: InFiles) -> None:
    """The second death comes in the life after the first."""
    chance = random.Random(20261201)
    count = MANY if IS_WHOLE else PAIRS
    firsts = chance.sample(range(1, passed + 1), min(count, passed))
    deaths = [(each, chance.randint(1, passed // 2)) for each in firsts]
    all_at_once(several, place, deaths, Kind.TRACKED)
    for each in deaths:
        judge(place, each)
