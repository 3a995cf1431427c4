"""`listbot demo`: four weeks of a list and a day of a help desk, in seconds."""

import json
import os
import re
import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from listbot.demo import story
from listbot.replay import Replayed

MAILS = Path(story.__file__).parent / "mails"
ESCAPE = "\x1b["


def demo(*arguments: str, color: bool = False) -> Result:
    """Call it as the shell would, without a terminal unless `color`."""
    return CliRunner().invoke(cli, ["demo", *arguments], color=color, catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder to play in, for tests that only look at the result."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def played(folder: Path) -> Result:
    """Return the demo's JSON."""
    return demo("--dir", str(folder), "--json")


def test_the_votes(played: Result) -> None:
    """Each vote has the outcome that its story needs."""
    votes = json.loads(played.output)["votes"]
    assert played.exit_code == 0
    assert [
        (vote["subject"], vote["class"], vote["outcome"], vote["counts"]) for vote in votes
    ] == [
        (
            "[VOTE] Move CI artefacts to object storage",
            "substantial",
            "passed",
            {"+1": 4, "0": 1, "-1": 0},
        ),
        (
            "[LAZY] The weekly reboot moves to Tuesday",
            "minor",
            "passed",
            {"+1": 1, "0": 0, "-1": 0},
        ),
        ("[LAZY] Switch off the FTP mirror", "minor", "stopped", {"+1": 0, "0": 0, "-1": 0}),
        (
            "[VOTE] Bridge the chat channel to Matrix",
            "substantial",
            "not passed",
            {"+1": 2, "0": 0, "-1": 0},
        ),
        ("[VOTE] Mail moves to the new host", "substantial", "passed", {"+1": 4, "0": 0, "-1": 0}),
        (
            "[MINOR] No nightly build of the old docs",
            "minor",
            "cancelled",
            {"+1": 0, "0": 0, "-1": 0},
        ),
    ]
    assert [vote["number"] for vote in votes] == [1, 2, 3, 4, 5, 6]


def test_the_letters(played: Result, folder: Path) -> None:
    """The maildir has exactly one file for each letter."""
    letters = json.loads(played.output)["letters"]
    assert " ".join(letter["kind"] for letter in letters) == (
        "M1 M2 M5 M13 M7 M8 M30 M6 M13 M1 M36 M4 M3 M8 M6 M13 M22 M6 M4 M30 M8 M5 M13 "
        "M14 M22 M22 M22 M17 M36 M22 M22 M22 M22 M22 M22 "
        "M18 M18 M22 M17 M9 M22 M10 M10 M9 M10 M10 M9 M25 M22 M10 M10 M16 M13 M37"
    )
    files = {str(file.relative_to(folder)) for file in (folder / "out" / "new").iterdir()}
    assert {letter["file"] for letter in letters} == files
    to = [letter["to"].partition("@")[0] for letter in letters]
    assert set(to[:23]) == {"infra", "infra-members", "ines", "omar", "kim", "ana"}
    assert to[23:] == [
        "project",
        "ravi",
        "lena",
        "ravi",
        "project",
        "infra-members",
        "omar",
        "lena",
        "omar",
        "lena",
        "lena",
        "omar",
        "infra-members",
        "lena",
        "lena",
        "project",
        "tim",
        "ravi",
        "tim",
        "pia",
        "noor",
        "pia",
        "ravi",
        "sol",
        "ana",
        "ana",
        "noor",
        "lena",
        "project",
        "infra",
        "infra-members",
    ]


def test_the_recaps(played: Result) -> None:
    """One for each week, with its decisions; the last includes the help desk's day."""
    letters = json.loads(played.output)["letters"]
    assert [each["subject"] for each in letters if each["kind"] == "M13"] == [
        "[RECAP] infra 2026-W36: 1 decided",
        "[RECAP] infra 2026-W37: 2 decided",
        "[RECAP] infra 2026-W38: 1 vote open, 1 decided",
        "[RECAP] infra 2026-W39: 2 decided",
        "[RECAP] infra 2026-W40: 3 tickets",
    ]


def test_the_tickets(played: Result) -> None:
    """In the evening each mail is in its ticket, and the forged command changed nothing."""
    found = json.loads(played.output)["tickets"]
    assert [(row["key"], row["status"], row["assignee"], row["priority"]) for row in found] == [
        ("T-4", "new", "", "normal"),
        ("T-3", "waiting on requester", "lena@example.org", "high"),
        ("T-2", "new", "", "normal"),
        ("T-1", "closed", "ravi@example.org", "normal"),
    ]
    assert not [row["key"] for row in found if row["public"]]


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [(1, 12, "Move CI artefacts to object storage"), (22, 33, "Mail moves to the new host")],
)
def test_a_result_can_be_counted_again(
    played: Result, folder: Path, tmp_path: Path, first: int, last: int, title: str
) -> None:
    """The command in a result letter, run on some weeks of the list, gives the digest in the
    letter.
    """
    for file in sorted(MAILS.glob("*.eml"))[first - 1 : last]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    result = next(
        letter
        for letter in json.loads(played.output)["letters"]
        if letter["subject"].startswith("[RESULT]") and title in letter["subject"]
    )
    # universal newlines: letters have CRLF
    text = (folder / result["file"]).read_text(encoding="ascii")
    command = re.search(r"^  listbot (tally .*)\s+archive.mbox$", text, re.MULTILINE | re.DOTALL)
    assert command is not None
    words = shlex.split(
        command[1].replace("\\\n", "").replace("roster.toml", str(folder / "roster.toml"))
    )
    counted = CliRunner().invoke(cli, [*words, "--json", str(tmp_path)], catch_exceptions=False)
    digest = json.loads(counted.output)["archives"][0]["proposals"][0]["digest"]
    assert digest in text


@pytest.mark.parametrize("installed", [True, False])
def test_the_story_is_told(folder: Path, installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """It fits 80 columns, is plain without a terminal, and ends with commands that work here."""
    monkeypatch.setattr(
        "listbot.cli.operate.demo.which", lambda name: f"/usr/bin/{name}" if installed else None
    )
    call = "listbot" if installed else f"{os.path.relpath(sys.executable)} -m listbot"
    told = demo("--dir", str(folder))
    lines = told.output.splitlines()
    assert told.exit_code == 0
    assert (
        max(len(line.replace(str(folder), "DIR").replace(call, "listbot")) for line in lines) <= 80
    )
    assert ESCAPE not in told.output
    assert lines[-4:] == [
        f"  {call} --config {folder / 'config.toml'} status",
        f"  {call} --config {folder / 'config.toml'} vote show 1",
        f"  {call} --config {folder / 'config.toml'} ticket show 1",
        f"  {call} --config {folder / 'config.toml'} outbox list",
    ]


def test_colour_only_where_it_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets colours unless NO_COLOR is set."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert ESCAPE in demo("--dir", str(tmp_path), color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert ESCAPE not in demo("--dir", str(tmp_path), color=True).output


def test_the_other_commands_work_on_its_folder(played: Result, folder: Path) -> None:
    """The folder is an installation like any other."""
    told = CliRunner().invoke(
        cli, ["--config", str(folder / "config.toml"), "status"], catch_exceptions=False
    )
    assert told.exit_code == 0
    assert "56  mails received" in told.output


def test_a_difference_in_the_replay_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the journal replays to a different state, it says so and exits with 1."""
    monkeypatch.setattr(story, "replay", lambda store: Replayed(40, ("a row",), ()))
    told = demo("--dir", str(tmp_path))
    assert told.exit_code == 1
    assert "gives a different state: this is a bug." in told.output
    assert f"listbot --config {tmp_path / 'config.toml'} replay --diff" in told.output
