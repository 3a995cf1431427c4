"""The log of decisions, read from a store."""

from dataclasses import replace

from listbot.pages.views.decisions import DecisionsView
from listbot.store.public.decisions import Decisions
from tests.playing import OTHER, Play, hours, opening, votes
from tests.store.public.sites import SITE, reading

YES = ("Ravi", "Lena", "Ines")


def played() -> Play:
    """A store with a vote that passed in September, one in October, one that is open, one that did
    not pass, and one of a list without pages.
    """
    play = Play()
    for id, at, yes in (("p", 0, YES), ("q", 700, YES), ("r", 705, YES[:1])):
        text = "Replaces V-1" if id == "q" else "I propose it."
        play.take(opening(id, at, subject=f"[VOTE] Title {id}", text=text))
        play.take(*(replace(each, id=f"{id}-{each.id}") for each in votes(yes, id, at=at + 1)))
        play.run_until(hours(at + 1))
    play.take(opening("o", 706, subject="[VOTE] Away", to=OTHER, by=OTHER))
    play.run_until(hours(790), step=hours(2) - hours(0))
    play.take(opening("s", 791, subject="[VOTE] Open"))
    return play


def view(play: Play, path: str = "decisions") -> DecisionsView | None:
    """Return the page at this path."""
    with reading(play) as source:
        page = Decisions().page(source, path)
    if page is None:
        return None
    assert isinstance(page.view, DecisionsView)
    return page.view


def test_the_log_has_what_passed_on_the_public_lists() -> None:
    """The newest first; a decision whose place another took says so."""
    found = view(played())
    assert found is not None
    assert [(row.key, row.title, row.path, row.replaced_by) for row in found.decisions] == [
        ("V-2", "Title q", "votes/2", ()),
        ("V-1", "Title p", "votes/1", ("V-2",)),
    ]
    assert [(each.month, each.decisions) for each in found.months] == [
        ("2026-10", 1),
        ("2026-09", 1),
    ]


def test_a_month_has_its_decisions() -> None:
    """A month without any has no page, and neither has any other text."""
    play = played()
    found = view(play, "decisions/2026-09")
    assert found is not None
    assert ([row.key for row in found.decisions], found.month) == (["V-1"], "2026-09")
    odd = ("decisions/2026-11", "decisions/2026-13", "decisions/x", "decisions/2026-09/1")
    assert [view(play, path) for path in odd] == [None] * 4


def test_every_page_has_a_stamp() -> None:
    """It stays the same while nothing is decided."""
    play = played()
    with reading(play) as source:
        found = {each.path: each.stamp for each in Decisions().pages(source)}
        assert {each.path: each.stamp for each in Decisions().pages(source)} == found
    assert sorted(found) == ["decisions", "decisions/2026-09", "decisions/2026-10"]
    assert "" not in found.values()


def test_the_feed_has_decisions_alone() -> None:
    """There is no calendar: a decision is over."""
    with reading(played()) as source:
        news = Decisions().news(source)
        assert [each.title for each in news or ()] == ["V-2: Title q", "V-1: Title p"]
        assert Decisions().calendar(source) is None


def test_a_help_desk_alone_decides_nothing() -> None:
    """Then the part is not there."""
    assert Decisions().is_on(SITE)
    assert not Decisions().is_on(replace(SITE, parts=frozenset({"tickets"})))
