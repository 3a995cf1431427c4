"""Redmine's names and ours, and texts in which nothing acts."""

import pytest

from listbot.model.desk.ticket import Priority, Status
from listbot.trackers.redmine.words import (
    CUT,
    LONGEST,
    Rank,
    Step,
    label_of,
    priority_of,
    quoted,
    rank_for,
    status_of,
    title,
)

STEPS = (Step("1", "Neu"), Step("2", "Läuft"), Step("4", "Feedback"), Step("5", "Fertig", True))
RANKS = tuple(Rank(str(n), f"p{n}", is_default=n == 4) for n in range(3, 8))


def test_a_status_goes_by_the_table_and_else_by_its_place() -> None:
    """Whatever the admin calls it."""
    names = {"läuft": Status.ON_TEAM}
    shown = [status_of(each.id, STEPS, names) for each in STEPS]
    assert shown == [Status.NEW, Status.ON_TEAM, Status.ON_REQUESTER, Status.CLOSED]
    assert status_of("2", STEPS, {}) is Status.OPEN
    assert status_of("99", STEPS, {}) is Status.OPEN


def test_a_priority_counts_from_the_default() -> None:
    """More than two above it is as urgent as two."""
    shown = [priority_of(each.id, RANKS) for each in RANKS]
    assert shown == ["low", "normal", "high", "urgent", "urgent"]
    assert priority_of("99", RANKS) is Priority.NORMAL
    assert [rank_for(each, RANKS) for each in Priority] == [
        next(rank.id for rank in RANKS if priority_of(rank.id, RANKS) is each) for each in Priority
    ]


def test_the_nearest_priority_is_taken() -> None:
    """Where there are fewer than ours, or some are not in use any more."""
    two = (Rank("1", "a"), Rank("2", "b"), Rank("3", "c", is_active=False))
    assert rank_for(Priority.URGENT, two) == "2"
    assert rank_for(Priority.LOW, two) == "1"
    assert rank_for(Priority.LOW, ()) == ""
    assert priority_of("1", two) is Priority.LOW


def test_a_text_ends_with_its_label() -> None:
    """Redmine stores it with other line ends."""
    made = quoted("It is\non fire.", "k3v9")
    assert made == "    <pre>\n    It is\n    on fire.\n    </pre>\n\nlistbot:k3v9"
    assert label_of(made.replace("\n", "\r\n")) == "k3v9"
    assert label_of("listbot:k3v9\nno") == ""
    assert label_of("") == ""


@pytest.mark.parametrize("tag", ["</pre>", "<PRE >", "<code>", "</kbd>", "<notextile>"])
def test_no_line_of_a_text_ends_the_block(tag: str) -> None:
    """A character without width stands in the tags that would."""
    assert tag not in quoted(f"x {tag} y", "k3v9").splitlines()[1]
    assert quoted("<b>\x00\x1b", "k").splitlines()[1] == "    <b>"


def test_a_long_text_is_cut() -> None:
    """By bytes, and no letter is broken."""
    made = quoted("ä" * LONGEST, "k3v9")
    assert CUT in made
    assert made.count("ä") == LONGEST // 2
    assert label_of(made) == "k3v9"


def test_a_title_is_one_short_line() -> None:
    """And never empty."""
    assert title("a\nb\x00 " + 300 * "c") == "a b " + 246 * "c"
    assert title(" ") == "(no subject)"
