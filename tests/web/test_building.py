"""Tests of listbot.web.building."""

import errno
import os
from pathlib import Path

import pytest

from listbot.errors import CopyRefused, CopyUnavailable
from listbot.web.building import Built, build
from listbot.web.copy.folder import UNFINISHED, Folder
from listbot.web.copy.making import Helpers
from listbot.web.copy.manifest import NAME
from listbot.web.formats import Formats
from tests.web.copy.shelf import Shelf, formats


def contents(place: Path) -> dict[str, bytes]:
    """Return every file of a copy."""
    return {
        str(each.relative_to(place)): each.read_bytes()
        for each in sorted(place.rglob("*"))
        if each.is_file()
    }


def pages_in(place: Path) -> list[str]:
    """Return the HTML files of a copy."""
    return [name for name in contents(place) if name.endswith(".html")]


def test_a_copy_has_every_page_in_every_format(tmp_path: Path) -> None:
    """Beside them are the style sheet, the feeds, the calendars, the schemas and the manifest."""
    shelf = Shelf({"": "home", "votes": "all", "votes/1": "one"})
    built = build(shelf, formats(), tmp_path)
    found = {name for name in contents(tmp_path) if not name.startswith("schema/")}
    assert found == {
        NAME,
        "all.atom",
        "index.html",
        "index.json",
        "style.css",
        "votes.atom",
        "votes.html",
        "votes.ics",
        "votes.json",
        "votes/1.html",
        "votes/1.json",
    }
    assert built == Built(pages=3, made=3, written=len(contents(tmp_path)) - 1, deleted=0)


def test_what_did_not_change_is_not_even_made(tmp_path: Path) -> None:
    """A page with the same stamp is left alone; one that shows the present is made, and written
    only if it differs.
    """
    shelf = Shelf({"votes": "now", "votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path)
    times = {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*.html")}
    shelf.asked.clear()
    assert build(shelf, formats(), tmp_path) == Built(pages=3, made=1, written=0, deleted=0)
    assert shelf.asked == ["votes"]
    assert {each: each.stat().st_mtime_ns for each in tmp_path.rglob("*.html")} == times


def test_what_changed_is_written_and_what_is_gone_is_deleted(tmp_path: Path) -> None:
    """The folder that it leaves empty goes, too."""
    shelf = Shelf({"votes/1": "one", "votes/page/1": "leaf"})
    build(shelf, formats(), tmp_path)
    shelf.titles = {"votes/1": "changed"}
    built = build(shelf, formats(), tmp_path)
    assert built == Built(pages=1, made=1, written=5, deleted=2)
    assert pages_in(tmp_path) == ["votes/1.html"]
    assert b"changed" in contents(tmp_path)["votes/1.html"]
    assert not (tmp_path / "votes" / "page").exists()


def test_a_copy_kept_up_to_date_is_the_same_as_a_new_one(tmp_path: Path) -> None:
    """Byte for byte, its manifest included."""
    shelf = Shelf({"votes/1": "one", "votes/2": "two", "votes": "now"})
    build(shelf, formats(), tmp_path / "kept")
    shelf.titles = {"votes/3": "three", "votes/2": "changed", "votes": "now"}
    build(shelf, formats(), tmp_path / "kept")
    build(shelf, formats(), tmp_path / "new")
    assert contents(tmp_path / "kept") == contents(tmp_path / "new")


@pytest.mark.parametrize(
    "changed", [formats("another name"), formats(base_url="https://x.example.org")]
)
def test_other_facts_make_all_pages_again(tmp_path: Path, changed: Formats) -> None:
    """They stand on every page."""
    shelf = Shelf({"votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path)
    assert build(shelf, changed, tmp_path).made == 2


def test_what_was_erased_leaves_whatever_the_stamps_say(tmp_path: Path) -> None:
    """All pages are made again once a person was forgotten or words were redacted."""
    shelf = Shelf({"votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path)
    shelf.erased = "once"
    assert build(shelf, formats(), tmp_path).made == 2


@pytest.mark.parametrize("damage", ["", "cut"])
def test_a_file_that_was_lost_or_cut_is_made_again(tmp_path: Path, damage: str) -> None:
    """Its size is not the one that we wrote."""
    shelf = Shelf({"votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path)
    whole = contents(tmp_path)
    for name in ("votes/1.html", "all.atom"):
        if damage:
            (tmp_path / name).write_text(damage)
        else:
            (tmp_path / name).unlink()
    assert build(shelf, formats(), tmp_path) == Built(pages=2, made=1, written=2, deleted=0)
    assert contents(tmp_path) == whole


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    """Somebody may add their own to the copy; what a build before left unfinished is removed."""
    shelf = Shelf({"votes/1": "one"})
    build(shelf, formats(), tmp_path)
    (tmp_path / "CNAME").write_text("infra.example.org")
    (tmp_path / f"votes.html{UNFINISHED}").touch()
    shelf.titles = {}
    shelf.has_votes = False
    built = build(shelf, formats(), tmp_path)
    assert built.deleted == 5  # a page in two formats, its feed, its calendar, what was unfinished
    left = {name for name in contents(tmp_path) if not name.startswith("schema/")}
    assert left == {NAME, "CNAME", "all.atom", "style.css"}


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    """Nothing in it changes."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CopyRefused):
        build(Shelf({"votes": "now"}), formats(), tmp_path)
    assert contents(tmp_path) == {"thesis.txt": b"mine"}


def test_a_page_that_vanishes_meanwhile_is_not_in_the_copy(tmp_path: Path) -> None:
    """Its files leave, as those of every page that is gone."""
    shelf = Shelf({"votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path)
    shelf.titles["votes/1"] = "changed"
    shelf.vanishing = frozenset({"votes/1"})
    assert build(shelf, formats(), tmp_path).pages == 1
    assert pages_in(tmp_path) == ["votes/2.html"]


def test_a_build_that_was_stopped_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it was stopped, the copy is the same in the end, and nothing of it is lost track
    of: pages that were written and are gone by then are deleted.
    """
    shelf = Shelf({"votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path / "right")
    write = Folder.write
    for stop in range(12):
        place = tmp_path / str(stop)
        more = Shelf({**shelf.titles, "votes/3": "private", "votes/2": "other"})
        left = [stop]

        def fail(self: Folder, name: str, content: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise CopyUnavailable("full")
            write(self, name, content)

        monkeypatch.setattr(Folder, "write", fail)
        with pytest.raises(CopyUnavailable):
            build(more, formats(), place)
        monkeypatch.setattr(Folder, "write", write)
        build(shelf, formats(), place)
        assert contents(place) == contents(tmp_path / "right")


def test_a_full_disk_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the file, and no file is half written."""
    shelf = Shelf({"votes/1": "one"})
    build(shelf, formats(), tmp_path)
    before = contents(tmp_path)
    shelf.titles = {"votes/1": "changed"}

    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CopyUnavailable, match="No space left on device"):
        build(shelf, formats(), tmp_path)
    assert contents(tmp_path) == before


def test_a_path_that_leaves_the_folder_ends_the_build(tmp_path: Path) -> None:
    """No part has such pages; if one ever had, nothing would be written."""
    for path in ("../x", "a//b", "/etc", "a/.b", "a\0"):
        with pytest.raises(AssertionError):
            build(Shelf({path: "x"}), formats(), tmp_path / "site")
    assert pages_in(tmp_path) == []


def test_progress_is_told(tmp_path: Path) -> None:
    """After each page that was made, with how many there will be."""
    told: list[tuple[int, int]] = []
    shelf = Shelf({"votes/1": "one", "votes/2": "two"})
    build(shelf, formats(), tmp_path, told=lambda made, all_: told.append((made, all_)))
    assert told == [(1, 2), (2, 2)]


MANY = Shelf({f"votes/{number}": f"number {number}" for number in range(1, 1101)})


def open_many() -> tuple[Shelf, Formats]:
    """Open the pages in another process."""
    return MANY, formats()


def test_helpers_make_the_same_copy(tmp_path: Path) -> None:
    """When there are many pages, processes share the work; two builds give the same bytes."""
    alone = build(MANY, formats(), tmp_path / "alone")
    helped = build(MANY, formats(), tmp_path / "helped", Helpers(open_many, 2))
    assert helped == alone
    assert contents(tmp_path / "helped") == contents(tmp_path / "alone")
