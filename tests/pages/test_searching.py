"""Searching the pages: what is meant, what can be found, what is shown of it."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from listbot.pages.page import Kind, Page, View
from listbot.pages.searching import (
    LONGEST_EXCERPT,
    MOST_TERMS,
    Piece,
    Term,
    asked_for,
    excerpt,
    is_cut,
    terms_of,
    words_on,
)
from listbot.pages.shown import Shown, mail_link
from listbot.pages.views.timeline import Step
from listbot.pages.views.votes import VoteRow, VotesView


@dataclass(frozen=True, slots=True)
class Told(View):
    """A page with what happened."""

    steps: tuple[Step, ...]
    review: datetime | None


AT = datetime(2026, 9, 8, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ()),
        ("  !!! ??? ", ()),
        ("disk Mirror", (Term(("disk",)), Term(("Mirror",)))),
        ('"object storage"', (Term(("object", "storage")),)),
        ('"object stor"*', (Term(("object", "stor"), is_prefix=True),)),
        ("artef*", (Term(("artef",), is_prefix=True),)),
        ("a*", (Term(("a",)),)),
        ("V-31", (Term(("V", "31")),)),
        ('un"closed', (Term(("un",)), Term(("closed",)))),
        ("snake_case", (Term(("snake", "case")),)),
        ("a OR NEAR(b)", (Term(("a",)), Term(("OR",)), Term(("NEAR", "b")))),
    ],
)
def test_any_text_is_a_search(query: str, expected: tuple[Term, ...]) -> None:
    """Words, quotes and stars mean something; nothing in it is a mistake."""
    assert terms_of(query) == expected


def test_a_search_has_a_limit() -> None:
    """Of a long one the beginning is looked for, and whoever searches is told."""
    long = "word " * 10_000
    assert len(terms_of(long)) == MOST_TERMS
    assert [is_cut(long), is_cut("a " * (MOST_TERMS + 1)), is_cut("a disk")] == [True, True, False]
    assert len(asked_for(long)) <= 300


def test_a_million_characters_cost_no_time() -> None:
    """Only the first of them are read."""
    start = time.process_time()
    for text in ('"' * 1_000_000, "a" * 1_000_000, '"a' * 500_000, "* " * 500_000):
        terms_of(text)
        asked_for(text)
        is_cut(text)
    assert time.process_time() - start < 2


def test_a_search_is_shown_as_other_text_is() -> None:
    """Without addresses and without characters that act on the text beside them."""
    assert asked_for(" a\u202eb\n kim@example.org ") == "ab kim@…"


def test_what_stands_on_a_page_can_be_found() -> None:
    """Every text of its view, but not the ids of mails."""
    step = Step(AT, Shown("opened the vote"), Shown("Ana"), mail_link("<x@y>", ""))
    row = VoteRow(1, Shown("infra"), Shown("Disks"), "open", Shown("open"), Shown(""), AT, AT)
    page = Page("votes", Kind.VOTES, Shown("Votes"), VotesView((row,), (), (), 0))
    assert words_on(page) == "infra\nDisks\nopen\nopen"
    assert words_on(replace(page, view=Told((step,), None))) == "opened the vote\nAna"


def marked(text: str, query: str) -> str:
    """Return an excerpt with stars around what was found."""
    pieces = excerpt(text, terms_of(query))
    return "".join(f"*{each.text}*" if each.is_found else each.text for each in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("We move the disk.", "disk", "We move the *disk*."),
        ("It was migrated", "migration", "It was *migrated*"),
        ("disk", "disk", "*disk*"),
        ("Café am Eck", "cafe", "*Café* am Eck"),
        ("We move the disk.", "printer", "We move the disk."),
        ("", "disk", ""),
    ],
)
def test_what_was_looked_for_is_marked(text: str, query: str, expected: str) -> None:
    """In whatever form it stands there; a text without it begins at its beginning."""
    assert marked(text, query) == expected


def test_an_excerpt_is_taken_around_the_first_place() -> None:
    """It begins and ends between words, and says that there is more."""
    text = f"{'before ' * 100}disk {'after ' * 100}"
    found = marked(text, "disk")
    assert found.startswith("…before before")
    assert "before *disk* after" in found
    assert found.endswith("after…")
    assert len(found) <= LONGEST_EXCERPT + 4
    assert excerpt("x" * 1000, ()) == (Piece(Shown(f"{'x' * LONGEST_EXCERPT}…")),)
