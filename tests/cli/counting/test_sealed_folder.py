"""A folder of evidence on the disk: written for its owner alone, and read with distrust."""

import os
from pathlib import Path

import pytest

from listbot.cli.counting import sealed_folder
from listbot.cli.counting.sealed_folder import read_folder, write_folder
from listbot.recount.sealed.sums import changes

FILES = {"README.txt": b"read", "mails/0001.eml": b"one", "letters/0001-M5.eml": b"letter"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that was written."""
    write_folder(tmp_path / "e", FILES)
    return tmp_path / "e"


def told(folder: Path) -> list[tuple[str, str, int]]:
    """What was not read of a folder."""
    return [(each.file, each.what, each.number) for each in read_folder(folder)[1]]


def test_what_is_written_is_read_and_sealed(folder: Path) -> None:
    """With the list and the seal."""
    files, unread = read_folder(folder)
    assert {name: files[name] for name in FILES} == FILES
    assert (unread, changes(files)) == ((), ())


def test_only_the_owner_can_read_it(folder: Path) -> None:
    """It holds people's addresses, whatever the umask is."""
    modes = {each.stat().st_mode & 0o777 for each in folder.rglob("*") if each.is_file()}
    folders = {
        each.stat().st_mode & 0o777 for each in (folder, *folder.rglob("*")) if each.is_dir()
    }
    assert (modes, folders) == ({0o600}, {0o700})


def test_an_empty_folder_that_is_there_is_closed_to_others(tmp_path: Path) -> None:
    """Whoever made it may have left it open."""
    tmp_path.chmod(0o755)
    write_folder(tmp_path, FILES)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_no_link_is_followed(folder: Path, tmp_path: Path) -> None:
    """Neither to a file nor to a folder, wherever it leads: nothing outside is read."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "0009.eml").write_bytes(b"secret")
    (folder / "mails" / "0009.eml").symlink_to(secret / "0009.eml")
    (folder / "letters" / "0001-M5.eml").unlink()
    (folder / "letters").rmdir()
    (folder / "letters").symlink_to(secret)
    files, _ = read_folder(folder)
    assert b"secret" not in files.values()
    assert told(folder) == [
        ("letters", "is not a file of evidence, and was not read", 0),
        ("mails/0009.eml", "is a link, and was not followed", 9),
    ]


def test_nothing_but_files_is_opened(folder: Path) -> None:
    """A pipe would wait for ever, and a folder in a mail's place has no bytes."""
    os.mkfifo(folder / "mails" / "0002.eml")
    (folder / "mails" / "0003.eml").mkdir()
    assert told(folder) == [
        ("mails/0002.eml", "is not a regular file", 2),
        ("mails/0003.eml", "is not a regular file", 3),
    ]


def test_what_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's own words."""
    opened = os.open

    def refusing(path: str, *more: int, **where: int) -> int:
        if path == "0001.eml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *more, **where)

    monkeypatch.setattr(os, "open", refusing)
    assert told(folder) == [("mails/0001.eml", "Permission denied", 1)]


def test_absurd_sizes_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single file, and all of them together; nothing of them is read."""
    with (folder / "mails" / "0001.eml").open("wb") as file:
        file.truncate(sealed_folder.LARGEST + 1)
    assert told(folder) == [
        ("mails/0001.eml", "has 36700161 bytes (at most 36700160)", 1),
    ]
    (folder / "mails" / "0001.eml").write_bytes(b"12345678")
    with (folder / "vote.toml").open("wb") as file:
        file.truncate(sealed_folder.LARGEST_TEXT + 1)
    assert told(folder) == [("vote.toml", "has 16777217 bytes (at most 16777216)", 0)]
    (folder / "vote.toml").unlink()
    monkeypatch.setattr(sealed_folder, "MOST_BYTES", 12)
    assert told(folder)[-1] == (
        "mails/0001.eml",
        "is one too many: all files have more than 12 bytes",
        1,
    )


def test_other_names_are_not_read(folder: Path) -> None:
    """They are told, up to a number; a folder of junk costs no more than its names."""
    (folder / "notes.txt").write_text("mine")
    (folder / "more").mkdir()
    (folder / "more" / "0001.eml").write_text("hidden")
    said = "is not a file of evidence, and was not read"
    assert told(folder) == [("more", said, 0), ("notes.txt", said, 0)]
    for number in range(50):
        (folder / "mails" / f"junk{number}").write_text("x")
    assert told(folder)[-1] == (".", "has 32 more that were not read", 0)
    assert len(told(folder)) == sealed_folder.SHOWN + 1


def test_more_files_than_any_vote_has(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is not looked at."""
    monkeypatch.setattr(sealed_folder, "MOST_FILES", 3)
    assert told(folder)[0] == (".", "has more than 3 files", 0)
