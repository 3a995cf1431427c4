"""The folder of prepared answers: what is read, and what is wrong with a file."""

import os
from pathlib import Path

import pytest

from listbot.config import load
from listbot.config.outside.answers import LONGEST, MOST
from listbot.errors import ConfigError
from listbot.model.desk.rules import PreparedAnswer
from tests.config.test_load import GOOD, SUPPORT, TEAM, write

WITH_FOLDER = GOOD + SUPPORT + TEAM + 'answers = "answers"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder, still empty."""
    found = tmp_path / "answers"
    found.mkdir()
    return found


def read(folder: Path) -> tuple[PreparedAnswer, ...]:
    """Load the configuration beside the folder; return the answers."""
    return load(write(folder.parent, WITH_FOLDER), {}).lists[1].desk.answers


def faults(folder: Path) -> list[str]:
    """What is wrong, without the places."""
    with pytest.raises(ConfigError) as caught:
        read(folder)
    start = f"{folder.parent / 'config.toml'}: lists[2].answers: "
    return [each.removeprefix(start).replace(f"{folder}/", "") for each in caught.value.faults]


def test_each_text_file_is_an_answer(folder: Path) -> None:
    """By name, without blanks at the ends of lines; other files and a byte order mark do not
    count.
    """
    (folder / "vpn.txt").write_bytes(
        b"\xef\xbb\xbf\r\n  Start it again.  \r\n\r\n  {ticket}\r\n\r\n"
    )
    (folder / "paper-a4.txt").write_text("It is in room 4.\n", encoding="utf-8")
    (folder / "paper-a4.txt~").write_text("It is in room 3.\n", encoding="utf-8")
    (folder / "README.md").write_text("Ask Lena.\n", encoding="utf-8")
    assert read(folder) == (
        PreparedAnswer("paper-a4", "It is in room 4."),
        PreparedAnswer("vpn", "  Start it again.\n\n  {ticket}"),
    )


def test_an_empty_folder_has_no_answers(folder: Path) -> None:
    """That is not a fault: they may still be written."""
    assert read(folder) == ()


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    """It is said by its path."""
    assert faults(tmp_path / "answers") == [f"there is no folder {tmp_path / 'answers'}"]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("empty.txt", b" \n\n", "is empty"),
        ("latin.txt", b"Gr\xfc\xdfe", "is not UTF-8"),
        ("bell.txt", b"Ring\a", "has control characters"),
        (
            "long.txt",
            b"x" * (LONGEST + 1),
            f"has {LONGEST + 1} characters, and an answer can have {LONGEST}",
        ),
        ("typo.txt", b"About {tikcet}", "has {tikcet}; did you mean {ticket}?"),
        *(
            (
                name,
                b"Hello",
                "must have a name of at most 30 small letters, digits and hyphens before .txt",
            )
            for name in ("Paper.txt", "no paper.txt", ".txt", f"{'x' * 31}.txt", "größe.txt")
        ),
    ],
)
def test_a_file_that_cannot_be_used(folder: Path, name: str, text: bytes, fault: str) -> None:
    """It is said by its name, and nothing is guessed."""
    (folder / name).write_bytes(text)
    assert faults(folder) == [f"{name} {fault}"]


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    """It cannot be read, and the system says why."""
    (folder / "paper.txt").mkdir()
    assert faults(folder) == [f"paper.txt cannot be read: {os.strerror(21)}"]


def test_too_many_files(folder: Path) -> None:
    """All of them would be kept with every version of the rules."""
    for number in range(MOST + 1):
        (folder / f"a{number}.txt").touch()
    assert faults(folder) == [f"{folder} has {MOST + 1} files, and at most {MOST} are read"]


def test_only_a_help_desk_has_them(folder: Path) -> None:
    """A list that decides answers nobody with a prepared text."""
    text = GOOD.replace('via = "smtp"\n', 'via = "smtp"\nanswers = "answers"\n', 1)
    with pytest.raises(ConfigError, match=r'only for a help desk; did you mean role = "support"'):
        load(write(folder.parent, text), {})
