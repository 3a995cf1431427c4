"""`listbot simulate`: a table of past votes under another rule."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from tests.archive import OPENING, answer, raw


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A vote that only another rule lets pass, and one that no rule lets."""
    folder = tmp_path / "archive"
    folder.mkdir()
    mails = (
        OPENING,
        answer("ravi", "ravi", "+1", 1),
        raw("q", "ravi", "Shall we?", 1, "[VOTE] Rename the wiki"),
        raw("q1", "omar", "-1, it breaks all links", 2, "Re: [VOTE] Rename the wiki", "q"),
    )
    for at, mail in enumerate(mails):
        (folder / f"{at}.eml").write_bytes(mail)
    return folder


def simulate(*arguments: object) -> Result:
    """Call it as a shell does, without a configuration."""
    return CliRunner().invoke(cli, ["simulate", *map(str, arguments)])


def test_the_table_shows_what_would_have_changed(archive: Path) -> None:
    """How many pass by each rule, each vote, and for a changed one both reasons."""
    lines = simulate("--policy", "ovirt:minor", archive).stdout.splitlines()
    assert lines == [
        "2 votes, by ovirt as it was, and by ovirt:minor",
        "",
        "  as it was    1 not passed, 1 stopped",
        "  then         1 passed, 1 stopped",
        "  changed      1 of 2",
        "",
        "  opened       as it was   then       ",
        "* 2026-09-08   not passed  passed      Move the mirrors",
        "  2026-09-08   stopped     stopped     Rename the wiki",
        "",
        "* [VOTE] Move the mirrors",
        "  <opening@example.org>",
        "    as it was   substantial: not passed, too few: 1 x +1 (3 needed), 0 x 0, 0 x -1",
        "    then        minor: passed, no objection",
    ]


def test_the_json_has_everything(archive: Path) -> None:
    """For each archive its votes, and both ends of each."""
    found = json.loads(simulate("--json", "--policy", "ovirt:minor", archive).stdout)
    assert (found["format"], found["from"], found["policy"]) == (1, "ovirt", "ovirt:minor")
    (one,) = found["archives"]
    assert one["path"] == str(archive)
    assert one["votes"][0] == {
        "id": "<opening@example.org>",
        "subject": "[VOTE] Move the mirrors",
        "opened": "2026-09-08T18:00:00Z",
        "closes": "2026-09-11T18:00:00Z",
        "changed": True,
        "now": {
            "class": "substantial",
            "outcome": "not passed",
            "reason": "too few: 1 x +1 (3 needed), 0 x 0, 0 x -1",
            "counts": {"+1": 1, "0": 0, "-1": 0},
            "robust": "",
        },
        "then": {
            "class": "minor",
            "outcome": "passed",
            "reason": "no objection",
            "counts": {"+1": 1, "0": 0, "-1": 0},
            "robust": "",
        },
    }
    assert one["votes"][1]["closes"] is None


def test_doubts_are_told(archive: Path) -> None:
    """A changed outcome that depends on unclear replies says so."""
    (archive / "9.eml").write_bytes(answer("kim", "kim", "+1 if the old host stays", 3))
    (archive / "8.eml").write_bytes(answer("pia", "pia", "+1", 3))
    (archive / "7.eml").write_bytes(answer("lars", "lars", "+1", 3))
    text = simulate("--from", "ovirt:minor", "--policy", "ovirt", archive).stdout
    assert "    then        substantial: passed, 3 x +1 (3 needed), 0 x 0, 0 x -1\n" in text
    assert "                Would not pass if the one unclear vote were -1\n" in text


def test_each_archive_is_its_own(archive: Path, tmp_path: Path) -> None:
    """As for `tally`; the table has all of them."""
    found = simulate("--policy", "ovirt:minor", archive, archive / "0.eml").stdout
    assert found.startswith("3 votes, ")


def test_threads_can_be_votes(archive: Path) -> None:
    """With `--as-proposal`, as for `tally`; a folder is one thread then."""
    found = simulate("--as-proposal", "--policy", "ovirt:minor", archive).stdout
    assert found.startswith("1 vote, ")


def test_an_archive_without_a_vote_says_how_to_count_it(tmp_path: Path) -> None:
    """This is not an error."""
    (tmp_path / "a.eml").write_bytes(raw("x", "wim", "Hello", 1, "Hello"))
    result = simulate("--policy", "ovirt", tmp_path)
    assert (result.exit_code, "add --as-proposal" in result.stdout) == (0, True)


def test_a_roster_says_who_is_binding(archive: Path, tmp_path: Path) -> None:
    """By both rules."""
    (tmp_path / "r.txt").write_text("Omar <omar@example.org>\n")
    options = ("--json", "--roster", tmp_path / "r.txt", "--policy", "ovirt:minor")
    found = json.loads(simulate(*options, archive).stdout)
    assert found["archives"][0]["votes"][0]["now"]["counts"]["+1"] == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--policy", "nowhere"], 'unknown preset "nowhere"'),
        (["--policy", "ovirt", "--from", "ovirt:big"], 'unknown class "ovirt:big"'),
        (["--policy", "ovirt", "--roster", __file__], "not a mail address"),
        ([], "Missing option '--policy'"),
    ],
)
def test_wrong_usage_is_told(archive: Path, options: list[str], words: str) -> None:
    """One clear sentence, no traceback."""
    result = simulate(*options, archive)
    assert (result.exit_code, words in result.output) == (2, True)


def test_an_archive_without_mail_fails(tmp_path: Path) -> None:
    """The path is probably mistyped."""
    (tmp_path / "x.eml").write_bytes(b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    result = simulate("--policy", "ovirt", tmp_path)
    assert (result.exit_code, "no mail found in" in result.output) == (1, True)
