"""What happens in a forge, in our words."""

from dataclasses import replace

import pytest

from listbot.model.desk.ticket import Change, Field, Priority
from listbot.trackers.answers import EPOCH
from listbot.trackers.forges import news
from listbot.trackers.forges.news import Cursor
from listbot.trackers.forges.site import Happened, Issue, Note, Person
from tests.playing import START, hours

ANA, TIM = Person("ana", "Ana"), Person("tim", "")
ISSUE = Issue("#1", "The printer", "", "listbot", START, START)


def told(note: Note, issue: Issue = ISSUE) -> list[tuple[str, str, tuple[Change, ...], bool]]:
    """What is heard of a note."""
    seen = news.seen_of(issue, [note], START, "listbot", {"ana": "ana@example.org"})
    return [(each.who, each.text, each.changes, each.is_own) for each in seen]


@pytest.mark.parametrize(
    ("what", "value", "change"),
    [
        (Happened.CLOSED, "", Change(Field.STATUS, "open", "closed")),
        (Happened.REOPENED, "", Change(Field.STATUS, "closed", "open")),
        (Happened.ASSIGNED, "ana", Change(Field.ASSIGNEE, "", "ana@example.org")),
        (Happened.ASSIGNED, "kim", Change(Field.ASSIGNEE, "", "kim")),
        (Happened.UNASSIGNED, "ana", Change(Field.ASSIGNEE, "ana@example.org", "")),
        (Happened.LABELLED, "Priority: High", Change(Field.PRIORITY, "", "high")),
        (Happened.UNLABELLED, "priority: low", Change(Field.PRIORITY, "low", "normal")),
    ],
)
def test_a_change_is_told_in_our_words(what: Happened, value: str, change: Change) -> None:
    """An assignee by address, if the table has it; a priority by its label."""
    assert told(Note("1", what, TIM, START, value)) == [("tim", "", (change,), False)]


def test_what_means_nothing_here_is_not_told() -> None:
    """Other labels, and what was before the cursor."""
    assert told(Note("1", Happened.LABELLED, TIM, START, "bug")) == []
    assert told(Note("1", Happened.UNLABELLED, TIM, START, "bug")) == []
    assert told(Note("1", Happened.WROTE, TIM, hours(-1), "x")) == []


def test_what_is_taken_away_counts_if_nothing_took_its_place() -> None:
    """Somebody else may have been assigned before, and another priority given."""
    assigned = replace(ISSUE, assignees=(ANA,), labels=("priority: urgent",))
    assert told(Note("1", Happened.UNASSIGNED, TIM, START, "tim"), assigned) == []
    assert told(Note("1", Happened.UNLABELLED, TIM, START, "priority: low"), assigned) == []


def test_comments_are_told_with_who_wrote_them() -> None:
    """Ours are marked, in any case of letters; a deleted account has no name."""
    assert told(Note("1", Happened.WROTE, ANA, START, "Done?")) == [("Ana", "Done?", (), False)]
    assert told(Note("1", Happened.WROTE, Person("ListBot", ""), START, "x"))[0][3] is True
    assert told(Note("1", Happened.WROTE, Person("", ""), START, "x")) == [("", "x", (), False)]


def test_the_highest_label_is_the_priority() -> None:
    """None of them is the normal one."""
    assert news.priority_of(("priority: low", "Priority: High")) is Priority.HIGH
    assert news.priority_of(("bug",)) is Priority.NORMAL


@pytest.mark.parametrize(
    "text", ["", "x", "1", "-", "1-", "1-x", "9" * 12 + "-1", "²-1", "1-1-", "1-1-1-1"]
)
def test_a_cursor_that_is_none(text: str) -> None:
    """It is as good as the beginning."""
    assert news.cursor_of(text) == Cursor(EPOCH, 0)


def test_a_cursor_is_read_as_it_was_written() -> None:
    """The second, how often something else was handed over, and what is still to be read."""
    for each in (Cursor(START, 7), Cursor(START, 7, EPOCH)):
        assert news.cursor_of(str(each)) == each


@pytest.mark.parametrize(
    ("author", "who"),
    [
        (Person("ana", "Ana"), "Ana"),
        (Person("mallory", "Ana"), "Ana (mallory)"),
        (Person("kim", ""), "@kim"),
        (Person("", ""), ""),
    ],
)
def test_nobody_is_a_member_by_name_where_strangers_write(author: Person, who: str) -> None:
    """A public forge's users call themselves as they like, so all but those in the table of
    accounts are shown with their login.
    """
    note = Note("1", Happened.WROTE, author, START, "Hello")
    addresses = {"ana": "ana@example.org"}
    (seen,) = news.seen_of(ISSUE, [note], START, "listbot", addresses, public=True)
    assert seen.who == who
