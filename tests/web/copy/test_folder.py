"""Tests of listbot.web.copy.folder."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from listbot.errors import CopyRefused, CopyUnavailable
from listbot.web.copy import manifest
from listbot.web.copy.folder import Folder, opened
from listbot.web.copy.manifest import NAME, NOTHING


def test_everybody_may_read_what_is_written(tmp_path: Path) -> None:
    """The web server is another user, and the daemon's umask leaves it nothing."""
    before = os.umask(0o077)
    try:
        with opened(tmp_path / "new" / "site") as place:
            place.write("votes/page/1.html", b"x")
    finally:
        os.umask(before)
    made = [
        tmp_path / "new" / "site" / each
        for each in ("", "votes", "votes/page", "votes/page/1.html")
    ]
    assert [each.stat().st_mode & 0o777 for each in made] == [0o755, 0o755, 0o755, 0o644]


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    """It was chosen by somebody."""
    tmp_path.chmod(0o750)
    with opened(tmp_path):
        assert tmp_path.stat().st_mode & 0o777 == 0o750


def test_a_file_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the system refuses in the middle, the old one is still there, and nothing else."""

    def full(source: str, target: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = Folder(tmp_path)
    place.write("a.html", b"old")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CopyUnavailable, match=r"a\.html: No space left on device"):
        place.write("a.html", b"new")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {"a.html": b"old"}


def test_deleting_takes_empty_folders_along(tmp_path: Path) -> None:
    """A folder with files of somebody else stays; a file that is gone already is not a fault."""
    place = Folder(tmp_path)
    for name in ("a/b/1.html", "a/b/2.html", "c/1.html"):
        place.write(name, b"x")
    (tmp_path / "c" / "foreign").touch()
    assert place.delete({"a/b/1.html", "a/b/2.html", "c/1.html", "d/1.html"}) == 3
    assert sorted(each.name for each in tmp_path.iterdir()) == ["c"]
    place.write("a/b/3.html", b"x")
    assert place.sizes() == {"a/b/3.html": 1, "c/foreign": 0}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """What lies behind it is not ours."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "link").symlink_to(tmp_path / "elsewhere")
    assert list(Folder(tmp_path / "site").sizes()) == ["link"]


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """One file that we did not write is enough, and an empty folder is welcome."""
    place = Folder(tmp_path)
    assert place.manifest(place.sizes()) == NOTHING
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(CopyRefused, match=r"did not write, such as thesis\.txt"):
        place.manifest(place.sizes())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "cannot be read"),
        (b"\xff", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"listbot-site":99,"basis":"","pages":{},"others":{}}', "another version"),
    ],
)
def test_a_manifest_that_nobody_understands_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    """Nothing may be deleted then; the error says what to do."""
    (tmp_path / NAME).write_bytes(content)
    place = Folder(tmp_path)
    with pytest.raises(CopyRefused, match=rf"{said}.* delete the whole folder"):
        place.manifest(place.sizes())


def test_one_process_at_a_time(tmp_path: Path) -> None:
    """The second is told that another one is at work; after that the folder is free again."""
    with (
        opened(tmp_path),
        pytest.raises(CopyUnavailable, match="another process"),
        opened(tmp_path),
    ):
        pass
    with opened(tmp_path) as place:
        assert place.place == tmp_path


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EWOULDBLOCK, "another process"), (errno.ENOLCK, "No locks")]
)
def test_why_a_folder_cannot_be_locked_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """A file system without locks is another matter than a second process."""

    def refuse(descriptor: int, how: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(CopyUnavailable, match=said), opened(tmp_path):
        pass


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    """A file is there already: the error names it."""
    (tmp_path / "site").touch()
    with pytest.raises(CopyUnavailable, match="site: File exists"), opened(tmp_path / "site"):
        pass


def test_equal_manifests_are_equal_bytes() -> None:
    """The order in which pages were made does not matter."""
    one = {"a": manifest.Kept("1", {}), "b": manifest.Kept("2", {})}
    other = dict(reversed(one.items()))
    first, second = (manifest.write(manifest.Manifest(1, "x", pages, {})) for pages in (one, other))
    assert first == second
    assert manifest.read(first, "x").pages == one
