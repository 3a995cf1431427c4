"""Tests of listbot.web.search.index."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from listbot.pages.page import Kind, Page, Stamped
from listbot.web.search import index as index_module
from listbot.web.search.index import Index, open_index
from tests.web.copy.shelf import Shelf


class Votes(Shelf):
    """Pages of votes: what a shelf has are lists, which are not found."""

    def page(self, path: str) -> Page | None:
        found = super().page(path)
        return replace(found, kind=Kind.VOTE) if found and "/" in path else found


def nothing() -> None:
    """Rest not at all."""


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An empty index."""
    made = Index(tmp_path / "search")
    yield made
    made.close()


def found(index: Index, shelf: Shelf, query: str) -> list[str]:
    """Return the paths of what is found."""
    return [hit.path for hit in index.find(shelf, query).hits]


def test_pages_are_found_by_their_words(index: Index) -> None:
    """In any form, without regard to capitals and accents; lists of pages are not found."""
    shelf = Votes({"votes": "now", "votes/1": "Migrating the disks", "votes/2": "Café"})
    assert index.refresh(shelf, "", nothing)
    assert found(index, shelf, "migration DISK") == ["votes/1"]
    assert found(index, shelf, "cafe") == ["votes/2"]
    assert found(index, shelf, "now") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"object storage"', ["votes/1"]),
        ('"storage object"', []),
        ("storage object", ["votes/1"]),
        ("obj*", ["votes/1"]),
        ("obj", []),
    ],
)
def test_quotes_and_stars(index: Index, query: str, expected: list[str]) -> None:
    """Words in quotes stand beside each other, and a star is the rest of a word."""
    shelf = Votes({"votes/1": "To object storage"})
    index.refresh(shelf, "", nothing)
    assert found(index, shelf, query) == expected


@pytest.mark.parametrize(
    "query",
    ['"', "'", '""', "*", "**", "()", "a AND", "NOT", "NEAR(a b, 2)", "title: x", "^a", "{a} : b",
     "a + b", "-a", "%", "\0", "\ud800", "\u202e", "a;DROP TABLE pages", "😀", "٣", "x" * 1_000_000,
     "w " * 10_000, '"a' * 10_000, "a* " * 10_000],
)  # fmt: skip
def test_no_text_is_a_mistake(index: Index, query: str) -> None:
    """Whatever is looked for, it is only looked for."""
    shelf = Votes({"votes/1": "one"})
    index.refresh(shelf, "", nothing)
    assert index.find(shelf, query).hits == ()


def test_a_text_without_words_finds_nothing(index: Index) -> None:
    """It is shown as it was written."""
    assert index.find(Votes(), "!!!").query == "!!!"


def test_a_word_in_a_title_counts_for_more(index: Index) -> None:
    """Then comes the one that was added last."""
    shelf = Votes({f"votes/{n}": title for n, title in enumerate(["a disk", "disk", "no"], 1)})
    index.refresh(shelf, "", nothing)
    assert found(index, shelf, "disk") == ["votes/2", "votes/1"]


def test_what_is_found_comes_in_parts(index: Index) -> None:
    """Ten at a time; a part that is not there is the nearest one."""
    shelf = Votes({f"votes/{n}": f"disk {n}" for n in range(1, 26)})
    index.refresh(shelf, "", nothing)
    parts = [index.find(shelf, "disk", leaf) for leaf in (1, 2, 3, 9)]
    assert [(part.leaf, part.leaves, part.count, len(part.hits)) for part in parts] == [
        (1, 3, 25, 10),
        (2, 3, 25, 10),
        (3, 3, 25, 5),
        (3, 3, 25, 5),
    ]
    assert len({hit.path for part in parts for hit in part.hits}) == 25


def test_only_what_changed_is_made_again(index: Index) -> None:
    """What is gone is not found any more."""
    shelf = Votes({"votes/1": "one", "votes/2": "two", "votes/3": "three"})
    index.refresh(shelf, "", nothing)
    shelf.asked.clear()
    shelf.titles = {"votes/1": "one", "votes/2": "other"}
    index.refresh(shelf, "", nothing)
    assert shelf.asked == ["votes/2"]
    assert [found(index, shelf, word) for word in ("one", "two", "other", "three")] == [
        ["votes/1"],
        [],
        ["votes/2"],
        [],
    ]


def test_a_page_of_the_present_is_made_each_time(index: Index) -> None:
    """Its words are written only if they are other ones."""
    shelf = Votes({"votes/1": "now"})
    index.refresh(shelf, "", nothing)
    shelf.asked.clear()
    index.refresh(shelf, "", nothing)
    assert shelf.asked == ["votes/1"]
    assert found(index, shelf, "now") == ["votes/1"]


def test_what_became_private_is_not_shown(index: Index) -> None:
    """Hits are read from the record at that moment, even if the index is behind."""
    shelf = Votes({"votes/1": "secret one", "votes/2": "secret two"})
    index.refresh(shelf, "", nothing)
    del shelf.titles["votes/1"]
    assert found(index, shelf, "secret") == ["votes/2"]


@pytest.mark.parametrize(("basis", "erased"), [("other", ""), ("", "once")])
def test_the_index_is_emptied_for_another_site_and_after_erasing(
    index: Index, tmp_path: Path, basis: str, erased: str
) -> None:
    """Not a trace of the old words is left in its files."""
    shelf = Votes({"votes/1": "quux", "votes/2": "two"})
    index.refresh(shelf, "", nothing)
    shelf.titles = {"votes/1": "gone", "votes/2": "two"}
    shelf.erased = erased
    shelf.asked.clear()
    index.refresh(shelf, basis, nothing)
    assert shelf.asked == ["votes/1", "votes/2"]
    assert not any(b"quux" in each.read_bytes() for each in tmp_path.iterdir())


def test_it_goes_on_where_it_was_stopped(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pages are made in parts; until the end people are told that some cannot be found."""
    monkeypatch.setattr(index_module, "MOST_MADE", 2)
    shelf = Votes({"votes/1": "now", "votes/2": "b", "votes/3": "c", "votes/4": "d"})
    seen = [(index.refresh(shelf, "", nothing), index.find(shelf, "b").is_whole) for _ in range(3)]
    assert seen == [(False, False), (True, True), (True, True)]
    assert shelf.asked[:4] == ["votes/2", "votes/3", "votes/2", "votes/4"]


def test_an_end_in_the_middle_loses_nothing(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was committed by then is not made again."""
    monkeypatch.setattr(index_module, "_AT_ONCE", 1)
    shelf = Votes({"votes/1": "one", "votes/2": "two"})

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.refresh(shelf, "", stop)
    shelf.asked.clear()
    index.refresh(shelf, "", nothing)
    assert shelf.asked == ["votes/2"]


def test_a_page_that_vanishes_meanwhile_is_not_found(index: Index) -> None:
    """It was there when the list of pages was read."""
    shelf = Votes({"votes/1": "one"})
    index.refresh(shelf, "", nothing)
    shelf.titles["votes/1"] = "other"
    shelf.vanishing = frozenset({"votes/1"})
    index.refresh(shelf, "", nothing)
    shelf.vanishing = frozenset()
    assert found(index, shelf, "one") == []


def test_a_search_that_takes_too_long_is_given_up(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever searches is told to ask for something rarer; other faults are faults."""
    shelf = Votes({f"votes/{n}": "disk" for n in range(200)})
    index.refresh(shelf, "", nothing)
    monkeypatch.setattr(index_module, "LONGEST_SEARCH", -1)
    monkeypatch.setattr(index_module, "_BETWEEN_LOOKS", 1)
    assert index.find(shelf, "disk").is_too_much
    index._searching.execute("DROP TABLE pages")
    monkeypatch.setattr(index_module, "LONGEST_SEARCH", 100)
    with pytest.raises(sqlite3.OperationalError):
        index.find(shelf, "disk")


def test_what_everybody_writes_is_not_ranked(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """If too much is found, the newest comes first."""
    monkeypatch.setattr(index_module, "MOST_RANKED", 1)
    shelf = Votes({"votes/1": "disk", "votes/2": "a disk of disks"})
    index.refresh(shelf, "", nothing)
    assert found(index, shelf, "disk") == ["votes/2", "votes/1"]


@pytest.mark.parametrize("damage", ["garbage", "version"])
def test_a_file_that_cannot_be_read_is_made_anew(tmp_path: Path, damage: str) -> None:
    """Nothing is lost: it only has what the database has, too."""
    place = tmp_path / "search"
    if damage == "garbage":
        place.write_bytes(b"garbage" * 1000)
    else:
        connection = sqlite3.connect(place)
        connection.execute("PRAGMA user_version=99")
        connection.close()
    index = Index(place)
    shelf = Votes({"votes/1": "one"})
    index.refresh(shelf, "", nothing)
    assert found(index, shelf, "one") == ["votes/1"]
    index.close()


def test_only_its_owner_can_read_the_file(tmp_path: Path) -> None:
    """Like the database beside it."""
    Index(tmp_path / "search").close()
    assert (tmp_path / "search").stat().st_mode & 0o777 == 0o600


def test_a_place_that_cannot_be_written_is_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The index is then in a temporary folder, which is gone in the end."""
    (tmp_path / "search").mkdir()
    index = open_index(tmp_path / "search")
    shelf = Votes({"votes/1": "one"})
    index.refresh(shelf, "", nothing)
    assert found(index, shelf, "one") == ["votes/1"]
    assert "temporary file" in caplog.text
    index.close()


def test_pages_without_stamps_do_not_keep_others_waiting(index: Index) -> None:
    """All pages are there in the end, whatever their stamps say."""
    shelf = Votes({"votes/1": "now", "votes/2": "two"})
    assert [Stamped("votes/1", ""), Stamped("votes/2", "two")] == [*shelf.pages()]
    index.refresh(shelf, "", nothing)
    assert found(index, shelf, "now") == ["votes/1"]
