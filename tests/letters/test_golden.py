"""The whole text of every letter, word for word, in golden/.

After an intended change, `LISTBOT_WRITE_GOLDEN=1 pytest tests/letters/test_golden.py` rewrites the
files; read the diff before you commit it.
"""

import os
import re
from pathlib import Path

import pytest

from listbot.letters.compose import KINDS
from listbot.letters.display import WIDTH, width
from listbot.proposals.commands import COMMANDS
from tests.proposals.letters.shown import ORDERS, shown

GOLDEN = Path(__file__).parent / "golden"
DESK_WORDS = {"take", "drop", "close", "private", "watch", "unwatch", "digest", "forget-me"}
ALL = pytest.mark.parametrize("name", ORDERS)
WRITES = bool(os.environ.get("LISTBOT_WRITE_GOLDEN"))
PAGES = [name for name in ORDERS if (GOLDEN / f"{name}.html").exists() or WRITES]
"""By their files, as it takes long to make every letter; none is missing or left over, says a test.
"""


def _text(name: str) -> str:
    letter = shown(name)
    return f"Subject: {letter.subject}\n\n{letter.text}"


@ALL
def test_a_letter_reads_as_it_was_agreed(name: str) -> None:
    """A letter's subject and text are exactly those of its golden file."""
    file = GOLDEN / f"{name}.txt"
    if WRITES:
        file.write_text(_text(name), encoding="utf-8")
    assert _text(name) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_it_was_agreed(name: str) -> None:
    """The HTML part is exactly that of its golden file."""
    file = GOLDEN / f"{name}.html"
    if WRITES and not shown(name).html:
        return
    if WRITES:
        file.write_text(shown(name).html, encoding="utf-8")
    assert shown(name).html == file.read_text(encoding="utf-8")


@ALL
def test_lines_are_at_most_72_columns(name: str) -> None:
    """No line is wider than 72 columns, except links and Message-IDs at the end and unbreakable
    words.
    """
    wide = [line for line in shown(name).text.split("\n") if width(line) > WIDTH]
    assert [line for line in wide if not re.match(r"\[\d+\] |\s*\S+\Z", line)] == []


@ALL
def test_only_commands_that_exist_are_named(name: str) -> None:
    """A letter names only commands that exist."""
    own = re.sub(r'You wrote ".*', "", _text(name).partition("clsoes")[0])
    named = set(re.findall(r'"#listbot ([\w-]+)', own))
    assert named - {command.word for command in COMMANDS} - DESK_WORDS == set()


@ALL
def test_no_web_page_is_named(name: str) -> None:
    """Links go only to the list's archive, to where its rule and its roster are published, and to
    what a person named: where a meeting is, or where its minutes are; to our own pages only where
    there are some.
    """
    links = re.findall(r"https?://\S+", shown(name).text)
    published = (
        "https://infra.example.org/ours.toml",
        "https://infra.example.org/roster.toml",
        "https://meet.example.org/infra",
        "https://pad.example.org/p/infra-24-09",
        "https://wiki.example.org/adr/8",
    )
    others = [link for link in links if not link.startswith("https://lists.example.org/infra/")]
    ours = re.compile(r"https://infra\.example\.org/(?:votes/\d+|recap/2026-W\d\d)")
    paged = [link for link in others if ours.fullmatch(link)]
    assert bool(paged) is name.endswith("-with-pages")
    assert set(others) - set(paged) <= set(published)


def test_no_golden_file_is_left_over() -> None:
    """Each golden file belongs to a letter that is still shown."""
    pages = [name for name in ORDERS if shown(name).html]
    expected = [*(f"{name}.txt" for name in ORDERS), *(f"{name}.html" for name in pages)]
    assert sorted(file.name for file in GOLDEN.iterdir()) == sorted(expected)


def test_each_kind_is_shown() -> None:
    """Each kind of letter has a golden file."""
    assert {order.kind for order in ORDERS.values()} == {kind.name for kind in KINDS}


@pytest.mark.parametrize(
    "name", [name for name in ORDERS if name.split("-")[0] in ("M1", "M4", "M8")]
)
def test_nobody_is_named_while_a_vote_is_open(name: str) -> None:
    """While a vote is open, letters to the list give counts and no names, to put nobody under
    pressure.
    """
    people = ("Alma", "Björn", "Chiyo", "Dov", "Emil", "Pia")
    assert [person for person in people if person in shown(name).text] == []
