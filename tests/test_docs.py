"""The documentation is complete, and true of the program: every command, letter, command-line
word and example.

tests/config checks that docs/operating.md and config.example.toml have every configuration key.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listbot.cli.group import COMMANDS as CLI_COMMANDS
from listbot.cli.lazy import Row
from listbot.commands.command import Command
from listbot.letters.compose import KINDS, Kind
from listbot.letters.loading import load_templates
from listbot.mail import Arrival, ListContext, Mail, read
from listbot.model.disposition import Disposition
from listbot.model.reading import CastKind, Reading, ThreadView
from listbot.proposals.commands import COMMANDS
from listbot.tickets.commands import DESK_COMMANDS, DeskCommand
from listbot.votes.reading.reading import read_votes

ROOT = Path(__file__).parent.parent
AT_THE_DESK = "## At the help desk"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
EVERYTHING = "\n".join(page.read_text(encoding="utf-8") for page in [ROOT / "README.md", *DOCS])


def page(name: str) -> str:
    """One page of the documentation."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.word)
def test_every_command_is_documented(command: Command) -> None:
    """Each has a row in docs/commands.md with its form as help prints it."""
    assert f"| `{command.form}` |" in page("commands.md").partition(AT_THE_DESK)[0]


@pytest.mark.parametrize("command", DESK_COMMANDS, ids=lambda command: command.word)
def test_every_desk_command_is_documented(command: DeskCommand) -> None:
    """Each has a row in the help desk's part of docs/commands.md with its form as help prints
    it.
    """
    assert f"| `{command.form}` |" in page("commands.md").partition(AT_THE_DESK)[2]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_letter_is_documented(kind: Kind) -> None:
    """Each kind is named in docs/letters.md, with its template."""
    text = page("letters.md")
    assert [kind.name in text, kind.template in text] == [True, True]


def test_every_template_belongs_to_a_letter() -> None:
    """There is no file that nothing renders."""
    kinds = {f"{kind.template}.txt.j2" for kind in KINDS}
    kinds |= {f"{kind.template}.html.j2" for kind in KINDS if kind.has_page}
    assert {name for name in load_templates() if "/" not in name} == kinds


@pytest.mark.parametrize("row", CLI_COMMANDS, ids=lambda row: row.name)
def test_every_word_of_the_command_line_is_documented(row: Row) -> None:
    """docs/operating.md shows each subcommand in use."""
    assert f"listbot {row.name}" in page("operating.md")


def test_no_page_shows_a_command_that_does_not_exist() -> None:
    """Every `#listbot word` and every `listbot word` in the documentation is a real one."""
    words = set(re.findall(r"#listbot ([\w-]+)", EVERYTHING))
    known = {command.word for command in COMMANDS}
    known |= {command.word.partition(" ")[0] for command in DESK_COMMANDS}
    assert words <= known | {"clsoes"}
    called = set(re.findall(r"`listbot ([a-z-]+)", EVERYTHING))
    assert called <= {row.name for row in CLI_COMMANDS}


@pytest.mark.parametrize("file", [ROOT / "README.md", *DOCS], ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    """Every relative link is a file of the repository."""
    links = re.findall(r"\]\(([^)#:]+)\)", file.read_text(encoding="utf-8"))
    assert [link for link in links if not (file.parent / link).exists()] == []


def examples() -> list[tuple[str, str]]:
    """The rows of docs/voting.md that say how a mail is taken: the mail, and what it is taken
    as.
    """
    rows = re.findall(r'^\| ("[^|]*) \| ([^|]*) \| [^|]* \|$', page("voting.md"), re.MULTILINE)
    return [
        (quoted, taken.strip())
        for mails, taken in rows
        for quoted in re.findall(r'"([^"]*)"', mails)
    ]


TAKEN = {
    "unclear": lambda reading: reading.disposition is Disposition.UNCLEAR,
    "+1": lambda reading: _values(reading) == ["+1"],
    "not a vote": lambda reading: not [cast for cast in reading.casts if not cast.in_words],
    "seen, in words": lambda reading: [cast.in_words for cast in reading.casts] == [True],
    "seen, in words, against": lambda reading: (
        [cast.value for cast in reading.casts if cast.in_words] == ["-1"]
    ),
    "held": lambda reading: [cast.explained for cast in reading.casts] == [False],
}


@pytest.mark.parametrize(("words", "taken"), examples())
def test_examples_for_voters_are_true(words: str, taken: str) -> None:
    """The reader takes a mail as docs/voting.md says."""
    reading = reading_of(words)
    assert TAKEN[taken](reading), reading


def test_there_are_examples() -> None:
    """The table was found."""
    assert len(examples()) >= 11


def reading_of(words: str) -> Reading:
    """The reading of a reply with these words."""
    raw = (
        f"From: Kim <kim@example.org>\nSubject: Re: [VOTE] A "
        f"proposal\nMessage-ID: <k@example.org>\nIn-Reply-To: <a@example.org>\n\n{words}\n"
    )
    mail = read(
        Arrival(
            raw.encode(), ListContext("infra@example.org"), "docs", datetime(2026, 9, 8, tzinfo=UTC)
        )
    )
    assert isinstance(mail, Mail)
    return read_votes(mail, ThreadView("A proposal", "ana@example.org"))


def _values(reading: Reading) -> list[str | None]:
    return [
        cast.value for cast in reading.casts if cast.kind is CastKind.VOTE and not cast.in_words
    ]


def test_no_page_holds_what_a_merge_left_over() -> None:
    """No merge left two versions of a passage in a page."""
    pages = [*ROOT.glob("*.md"), *DOCS, *(ROOT / "tests/line/scenarios").rglob("*.txt")]
    left = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
    assert [page.name for page in pages if left.search(page.read_text(encoding="utf-8"))] == []
