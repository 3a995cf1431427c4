"""`listbot vote extend` and the other acts by hand, after a demo."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from listbot.errors import PermanentError

REASON = ("--reason", "The host was down.")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo, played once."""
    folder = tmp_path_factory.mktemp("by-hand")
    CliRunner().invoke(cli, ["demo", "--dir", str(folder), "--json"], catch_exceptions=False)
    return folder


@pytest.fixture
def folder(played: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(played, tmp_path / "demo"))


def call(folder: Path, *arguments: str) -> Result:
    config = str(folder / "config.toml")
    return CliRunner().invoke(cli, ["--config", config, "vote", *arguments])


def inputs(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "listbot.db")) as database:
        query = "SELECT count(*) FROM journal WHERE kind = 'vote'"
        return int(database.execute(query).fetchone()[0])


def test_a_closed_vote_is_counted_again(folder: Path) -> None:
    """The same result is not posted again, and the act is in the journal."""
    result = call(folder, "recount", "V-1", *REASON)
    assert result.stdout.startswith(
        "counted again by an operator of listbot, with the same result: "
    )
    assert (result.stdout.count("\n"), inputs(folder)) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (
            ("extend", "1", "2031-01-01 12:00 UTC", *REASON),
            "V-1 is already passed; it can be counted again or proposed again",
        ),
        (
            ("close", "99", "--at", "tomorrow", *REASON),
            "there is no vote V-99; `listbot vote list` shows them all",
        ),
        (
            ("withdraw", "1", "--reason", " "),
            "the reason is empty; it is posted in the thread",
        ),
        (
            ("adopt", "nobody@example.org", *REASON),
            "there is no mail <nobody@example.org> on a list that decides",
        ),
    ],
)
def test_a_refused_act_changes_nothing(folder: Path, arguments: tuple[str, ...], why: str) -> None:
    """The answer says why; the journal has no trace of it."""
    result = call(folder, *arguments)
    assert isinstance(result.exception, PermanentError)
    assert (str(result.exception), inputs(folder)) == (why, 0)


def test_a_rehearsal_prints_the_post(folder: Path) -> None:
    """--dry-run shows the words that would be posted, and changes nothing."""
    reopened(folder)
    result = call(folder, "withdraw", "V-1", *REASON, "--dry-run")
    assert result.stdout.splitlines() == [
        "withdrawn by an operator of listbot: The host was down.",
        "nothing was changed or sent",
    ]
    later = (datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%d %H:%M UTC")
    shown = call(folder, "extend", "V-1", later, *REASON, "--dry-run").stdout
    assert "> The host was down." in " ".join(shown.split())
    assert inputs(folder) == 0
    sent = call(folder, "extend", "V-1", later, *REASON).stdout
    assert "to infra@example.org: queued" in sent
    assert inputs(folder) == 1


def reopened(folder: Path) -> None:
    """Set V-1 back to open, closing in two days: the demo leaves no vote open."""
    close = datetime.now(UTC) + timedelta(days=2)
    with closing(sqlite3.connect(folder / "listbot.db")) as database:
        (snapshot,) = database.execute("SELECT snapshot FROM proposals WHERE number = 1").fetchone()
        value = json.loads(snapshot)
        value |= {"state": "open", "put_offs": [], "history": False}
        value["deadline"] = {"at": close.isoformat(), "quote": "", "assumed": ""}
        database.execute(
            "UPDATE proposals SET state = 'open', snapshot = ? WHERE number = 1",
            (json.dumps(value),),
        )
        database.commit()
