"""The commands that read the database, after a demo."""

import asyncio
import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.exits import answer
from listbot.cli.group import cli
from listbot.cli.operate.status import ages
from listbot.clock import ClockDoubt, ClockFault, ClockRecord, in_words
from listbot.config import load
from listbot.inbound.cursor import Withheld
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.store.journal import kept_clock
from listbot.store.journal.codec import write
from listbot.store.sources import StoredCursors
from listbot.wiring import open_store

FORGED_MAIL = b"From: a@example.org\r\nFrom: b@example.org\r\nSubject: two\r\n\r\n+1\r\n"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo, played once."""
    folder = tmp_path_factory.mktemp("stored")
    result = CliRunner().invoke(
        cli, ["demo", "--dir", str(folder), "--json"], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def folder(played: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return Path(shutil.copytree(played, tmp_path / "demo"))


def call(folder: Path, *arguments: str, code: int = 0) -> Result:
    """Call a command with the folder's configuration, as the shell would."""
    result = CliRunner().invoke(cli, ["--config", str(folder / "config.toml"), *arguments])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        assert answer(result.exception) == code, result.exception
    else:
        assert result.exit_code == code, result.output
    return result


def said(result: Result) -> str:
    """Return what a refused call says."""
    return result.output if isinstance(result.exception, SystemExit) else str(result.exception)


def test_votes_are_listed_newest_first(played: Path) -> None:
    """Each with its number, outcome, close and reason."""
    lines = call(played, "vote", "list").stdout.splitlines()
    assert (
        " ".join(lines[0].split())
        == "V-6 cancelled 2026-09-24 09:30 No nightly build of the old docs"
    )
    assert lines[1] == "       withdrawn before the close"
    assert len(lines) == 12


def test_votes_are_listed_by_outcome(played: Path) -> None:
    """--state filters, --json is for programs."""
    rows = json.loads(call(played, "vote", "list", "--state", "stopped", "--json").stdout)
    assert [(row["number"], row["outcome"], row["reason"]) for row in rows] == [
        (3, "stopped", "1 objection open at the close")
    ]


def test_a_vote_is_shown_as_a_tally(played: Path) -> None:
    """The JSON form is that of `listbot tally`; 3 and V-3 are the same vote."""
    shown = json.loads(call(played, "vote", "show", "3", "--json").stdout)
    (proposal,) = shown["archives"][0]["proposals"]
    assert (proposal["outcome"], proposal["subject"]) == (
        "stopped",
        "[LAZY] Switch off the FTP mirror",
    )
    assert call(played, "vote", "show", "3").stdout == call(played, "vote", "show", "V-3").stdout


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        ("99", 1, "there is no vote 99; `listbot vote list` shows them all"),
        ("x", 2, 'not a vote: "x"'),
    ],
)
def test_a_vote_that_is_not_there(played: Path, number: str, code: int, sentence: str) -> None:
    """The error says what to do next."""
    assert sentence in said(call(played, "vote", "show", number, code=code))


def test_letters_are_listed_and_shown(played: Path) -> None:
    """A letter is shown as people see it, or raw as it went out."""
    rows = json.loads(call(played, "outbox", "list", "--json").stdout)
    assert {row["state"] for row in rows} == {"sent"}
    number = str(rows[0]["id"])
    assert f"Subject: {rows[0]['subject']}" in call(played, "outbox", "show", number).stdout
    assert call(played, "outbox", "show", number, "--raw").stdout_bytes.startswith(b"From: ")
    assert len(call(played, "outbox", "list", "--state", "sent").stdout.splitlines()) == len(rows)


def test_letters_are_dropped_and_retried(folder: Path) -> None:
    """Only from states in which this makes sense; the refusal names them."""
    refused = said(call(folder, "outbox", "approve", "1", code=1))
    assert refused == "letter 1 is sent (expected held)"
    assert said(call(folder, "outbox", "show", "999", code=1)).startswith("there is no letter 999")
    _set_state(folder, 1, "held")
    _execute(folder, "UPDATE outbox SET until = NULL")  # the demo's vote closed long ago
    assert call(folder, "outbox", "drop", "1", "--yes").stdout == "1 dropped by hand\n"
    assert "dropped by hand" in call(folder, "outbox", "list", "--state", "dropped").stdout
    assert call(folder, "outbox", "retry", "1").stdout == "1 tried again by hand\n"
    _set_state(folder, 1, "held")
    _execute(
        folder, "UPDATE outbox SET approved = 0, note = 'held by the fuse: 6 posts within an hour'"
    )
    assert (
        "       held by the fuse: 6 posts within an hour" in call(folder, "outbox", "list").stdout
    )
    assert call(folder, "outbox", "approve", "1").stdout == "1 approved\n"
    # the fuse neither counts nor holds what an admin approved
    _execute(folder, "DELETE FROM outbox WHERE NOT approved")
    (left,) = json.loads(call(folder, "outbox", "list", "--json").stdout)
    assert (left["id"], left["state"]) == (1, "queued")


def test_dropping_asks_first(folder: Path) -> None:
    """No answer means no."""
    _set_state(folder, 1, "held")
    result = CliRunner().invoke(
        cli, ["--config", str(folder / "config.toml"), "outbox", "drop", "1"], input="n\n"
    )
    assert result.exit_code == 1
    assert "held" in call(folder, "outbox", "list", "--state", "held").stdout


def test_status_accounts_for_every_mail(played: Path) -> None:
    """The mails received are the sum over the dispositions."""
    found = json.loads(call(played, "status", "--json").stdout)
    assert found["received"] == sum(found["dispositions"].values())
    assert f"{found['received']:7}  mails received, of which" in call(played, "status").stdout


def test_status_says_how_the_daemon_is_doing(folder: Path) -> None:
    """When it looked at its clock, when a letter left last, and for how long the oldest waits."""
    assert "last letter none yet, 1 waiting to leave, the oldest for " in _waiting(folder)
    found = json.loads(call(folder, "status", "--json").stdout)
    assert [found["daemon_age"], found["last_letter"], found["waiting"]] == [None, None, 1]
    assert found["oldest_waiting"] > 0


def _waiting(folder: Path) -> str:
    """Return the status once the first letter waits and no other has left."""
    _execute(folder, "UPDATE outbox SET sent = NULL, due = NULL")
    _execute(folder, "UPDATE outbox SET state = 'queued', due = made WHERE id = 1")
    return call(folder, "status").stdout


def test_letters_are_held_back_and_let_go(folder: Path) -> None:
    """Status shows who paused first and why; pausing again changes neither."""
    assert "the wiki is on fire" in call(folder, "pause", "--reason", "the wiki is on fire").stdout
    assert call(folder, "pause").stdout.startswith("already paused since ")
    shown = call(folder, "status").stdout
    assert "the wiki is on fire; no letter goes out until `listbot resume`" in shown
    assert list(json.loads(call(folder, "status", "--json").stdout)["paused"]) == [
        "since",
        "who",
        "reason",
    ]
    _set_state(folder, 1, "queued")
    assert call(folder, "resume").stdout == "letters go out again; 1 waiting\n"
    assert call(folder, "resume").stdout == "nothing was paused\n"
    assert json.loads(call(folder, "status", "--json").stdout)["paused"] is None


def test_a_clock_in_doubt_is_shown_and_believed(folder: Path) -> None:
    """Status shows since when, by how much and what ends it; confirming it keeps a pause."""
    assert call(folder, "resume", "--clock").stdout == "the clock is not in doubt\n"
    call(folder, "pause")
    now = datetime(2026, 9, 8, 18, tzinfo=UTC)
    for doubt, until in (
        (ClockDoubt(ClockFault.STEP, now, timedelta(days=30)), None),
        (ClockDoubt(ClockFault.AWAY, now, timedelta(days=14), now), "2026-09-08T18:00:00+00:00"),
    ):
        _doubt(folder, doubt)
        assert f"since 2026-09-08 18:00 UTC: {in_words(doubt)}\n" in call(folder, "status").stdout
        assert json.loads(call(folder, "status", "--json").stdout)["clock_doubt"] == {
            "why": doubt.why,
            "since": "2026-09-08T18:00:00+00:00",
            "by": doubt.by.total_seconds(),
            "until": until,
        }
        assert "listbot_clock_in_doubt 1\n" in call(folder, "status", "--metrics").stdout
        told = call(folder, "resume", "--clock").stdout
        assert told.endswith(" UTC; what waited for the clock is decided within half a minute\n")
        assert json.loads(call(folder, "status", "--json").stdout)["clock_doubt"] is None
    assert call(folder, "resume").stdout.startswith("letters go out again")


def _doubt(folder: Path, doubt: ClockDoubt) -> None:
    store = open_store(load(folder / "config.toml", {}))
    with store.transaction() as tx:
        kept_clock.keep(tx.connection, ClockRecord(doubt.since, doubt))
    store.close()


def test_a_replay_knows_no_pause(folder: Path) -> None:
    """A pause is not an input, so a replay of the journal stays equal."""
    call(folder, "pause")
    assert call(folder, "replay").stdout.startswith("equal: ")


def test_replay_comes_out_equal(played: Path) -> None:
    """It says over how many inputs."""
    assert call(played, "replay").stdout.startswith("equal: ")


def test_replay_shows_what_differs(folder: Path) -> None:
    """A row that the journal does not reproduce is shown, and the exit code is 3."""
    _execute(
        folder, "UPDATE mails SET why = 'changed by hand' WHERE seq = (SELECT min(seq) FROM mails)"
    )
    shown = call(folder, "replay", "--diff", code=3).stdout.splitlines()
    assert shown[0] == "different: 1 rows are missing, 1 are new"
    assert [line[:8] for line in shown[1:]] == ["- mails:", "+ mails:"]


def test_an_import_is_history_and_can_be_repeated(folder: Path, tmp_path: Path) -> None:
    """The second time all mails are duplicates; a broken piece is reported with its place."""
    archive = tmp_path / "archive"
    archive.mkdir()
    mail = (
        b"From: Ana <ana@example.org>\r\nMessage-ID: "
        b"<i1@example.org>\r\nSubject: [VOTE] Old\r\n\r\nHello.\r\n"
    )
    (archive / "1.eml").write_bytes(mail)
    (archive / "2.eml").mkdir()
    first = call(folder, "import", str(archive)).stdout
    again = call(folder, "import", str(archive)).stdout
    assert ["1  opens" in first, "1  duplicate" in again] == [True, True]
    rows = json.loads(call(folder, "outbox", "list", "--json").stdout)
    assert not [row for row in rows if "Old" in row["subject"]]


def test_an_import_that_is_stopped_may_go_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After Ctrl-C it says that what it has stored stays, so nobody begins again from a backup."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("listbot.cli.operate.import_archive.import_archive", stop)
    stopped = said(call(folder, "import", str(tmp_path), code=1))
    assert "what was imported so far stays, and the same command goes on" in stopped


def test_an_import_names_a_watched_list(folder: Path) -> None:
    """Any other address is a fault that lists the watched ones."""
    assert "not watched (one of: infra@example.org)" in said(
        call(folder, "import", str(folder), "--list", "other@example.org", code=78)
    )


def test_an_import_without_a_mail_ends_with_1(folder: Path, tmp_path: Path) -> None:
    """The path is probably mistyped; one mail among other files is enough to succeed."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "1.eml").write_text("shopping list: milk\n")
    found = call(folder, "import", str(tmp_path / "notes"), code=1)
    assert "no mail found in" in said(found)
    (tmp_path / "notes" / "2.eml").write_bytes(b"From: kim@example.org\nSubject: Hello\n\nhi\n")
    call(folder, "import", str(tmp_path / "notes"))


def test_the_quarantine(folder: Path, tmp_path: Path) -> None:
    """An unreadable mail is listed with its reason, printed raw, and decided again on request."""
    (tmp_path / "two.eml").write_bytes(FORGED_MAIL)
    assert "1  quarantined" in call(folder, "import", str(tmp_path / "two.eml"), code=1).stdout
    (row,) = json.loads(call(folder, "quarantine", "list", "--json").stdout)
    number = str(row["seq"])
    assert "From" in row["why"]
    assert row["why"] in call(folder, "quarantine", "list").stdout
    assert call(folder, "quarantine", "show", number).stdout_bytes == FORGED_MAIL
    retried = call(folder, "quarantine", "retry", number, "--reason", "a newer listbot").stdout
    assert retried == "0 decided, 1 still in quarantine\n"
    assert call(folder, "replay").stdout.startswith("equal: ")
    assert call(folder, "quarantine", "drop", number, "--reason", "spam").stdout == "1 dropped\n"
    assert json.loads(call(folder, "quarantine", "list", "--json").stdout) == []
    assert json.loads(call(folder, "status", "--json").stdout)["dispositions"]["dropped"] == 1
    assert call(folder, "replay").stdout.startswith("equal: ")
    again = said(call(folder, "quarantine", "drop", number, "--reason", "spam", code=1))
    assert f"mail {number} is not in quarantine" in again
    back = call(folder, "quarantine", "retry", number, "--reason", "it was no spam").stdout
    assert back == "0 decided, 1 still in quarantine\n"


def test_a_mail_that_its_server_does_not_give(folder: Path) -> None:
    """Quarantine and status list it; `retry` has the daemon ask for it at its next look."""
    since, due = datetime(2026, 3, 1, 12, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    with closing(open_store(load(folder / "config.toml", {}))) as store:
        mail = Withheld(1, 7, "FETCH: NO \x1b[31m", since, due, asked=3)
        asyncio.run(StoredCursors(store).set_aside("imap:Lists/infra", mail))
    shown = call(folder, "quarantine", "list").stdout
    assert shown.splitlines() == [
        "imap:Lists/infra/7  2026-03-01 12:00  the server withholds it",
        (
            "         FETCH: NO \N{REPLACEMENT CHARACTER}[31m; asked 3 times, again at 2099-01-01 "
            "00:00 UTC"
        ),
    ]
    (row,) = json.loads(call(folder, "quarantine", "list", "--json").stdout)
    assert row == {
        "seq": None,
        "withheld": "imap:Lists/infra/7",
        "why": "FETCH: NO \x1b[31m",
        "since": "2026-03-01T12:00:00+00:00",
        "asked": 3,
        "due": "2099-01-01T00:00:00+00:00",
    }
    assert "      1  mails that imap:Lists/infra withholds; see" in call(folder, "status").stdout
    assert json.loads(call(folder, "status", "--json").stdout)["withheld"] == {
        "imap:Lists/infra": 1
    }
    metrics = call(folder, "status", "--metrics").stdout
    assert 'listbot_mails_withheld{mailbox="imap:Lists/infra"} 1' in metrics.splitlines()
    retried = call(
        folder, "quarantine", "retry", "imap:Lists/infra/7", "--reason", "repaired"
    ).stdout
    assert retried == "the daemon asks for 1 again at its next look\n"
    assert datetime.fromisoformat(_one(folder, "SELECT due FROM withheld")) <= datetime.now(UTC)


def test_a_vote_that_is_passed_over(folder: Path) -> None:
    """It is listed with the mails, shown by `status`, and tried again on request."""
    with sqlite3.connect(folder / "listbot.db") as connection:
        connection.execute(
            "INSERT INTO asides VALUES ('V-1', 'tick', 'it hangs', '2026-09-24T09:30:00.000000Z')"
        )
    connection.close()
    assert json.loads(call(folder, "quarantine", "list", "--json").stdout) == [
        {"seq": None, "passed_over": "V-1", "why": "it hangs", "since": "2026-09-24T09:30:00+00:00"}
    ]
    listed = "      -  2026-09-24 09:30  V-1\n         it hangs\n"
    assert call(folder, "quarantine", "list").stdout == listed
    assert "set aside (see `listbot quarantine list`): V-1\n" in call(folder, "status").stdout
    assert json.loads(call(folder, "status", "--json").stdout)["passed_over"] == ["V-1"]
    retried = call(folder, "quarantine", "retry", "V-1", "--reason", "a newer listbot").stdout
    assert retried == "the daemon tries V-1 again within half a minute, or once it runs\n"
    assert call(folder, "quarantine", "list").stdout == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "99999"), "there is no stored mail 99999"),
        (("retry", "1", "--reason", "x"), "mail 1 is not in quarantine"),
        (("retry", "imap:INBOX/7", "--reason", "x"), "imap:INBOX/7 is not withheld"),
    ],
)
def test_a_mail_that_is_not_in_quarantine(
    played: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    """It is refused."""
    assert sentence in said(call(played, "quarantine", *arguments, code=1))


def test_what_is_neither_a_number_nor_a_name(played: Path) -> None:
    """This is wrong usage."""
    found = call(played, "quarantine", "retry", "INBOX", "--reason", "x", code=2)
    assert "not a mail: INBOX (expected a number or imap:INBOX/7)" in said(found)


def test_a_stored_mail_is_explained(played: Path) -> None:
    """By its Message-ID, with or without brackets; an unknown one is an error."""
    found = _one(
        played, "SELECT message_id FROM mails WHERE disposition = 'vote' ORDER BY seq LIMIT 1"
    )
    bare = found.strip("<>")
    shown = call(played, "explain", bare).stdout
    assert shown == call(played, "explain", found).stdout
    lines = shown.splitlines()
    assert lines[lines.index("decided: vote in V-1: votes +1 on line 1") + 1] == (
        "author: From, list-vouched"
    )
    assert "no stored mail has this Message-ID" in said(call(played, "explain", "<no@x>", code=1))


def test_words_that_were_redacted_are_not_explained(folder: Path) -> None:
    """Neither in the mail with the minutes nor in any other of that meeting."""
    found = _one(
        folder, "SELECT message_id FROM mails WHERE disposition = 'vote' ORDER BY seq LIMIT 1"
    )
    assert "[redacted]" not in call(folder, "explain", found).stdout
    at = datetime(2026, 9, 24, tzinfo=UTC)
    acts = (
        RecordAct(RecordVerb.MINUTES, "a", at, "2026-09-24", mail=found),
        RecordAct(RecordVerb.REDACTED, "b", at, "2026-09-24", text="+1", mail="<r@x>"),
        RecordAct(RecordVerb.REDACTED, "c", at, "2026-09-24", text="line", mail="<r@x>"),
        RecordAct(RecordVerb.UNDONE, "d", at, "2026-09-24", text="c", mail="<u@x>"),
    )
    for act in acts:
        _execute(
            folder,
            "INSERT INTO record_acts (key, verb, at, about, snapshot) VALUES "
            f"('{act.key}', '{act.verb}', '2026-09-24T00:00:00.000000Z', '{act.about}', "
            f"'{write(act)}')",
        )
    assert "[redacted]" in call(folder, "explain", found).stdout


def test_a_mail_of_a_ticket_is_explained(played: Path) -> None:
    """It shows what the help desk read, and how the ticket was found."""
    shown = call(played, "explain", "7d20c9be14f3460a@mail.example.org").stdout.splitlines()
    assert shown[1:3] == [
        "decided: reply to a ticket in T-1: team's answer in T-1: it answers a mail of the ticket",
        "author: From, list-vouched",
    ]
    at = shown.index("came through, newest first:")
    assert "  believed, trusted  " in shown[at + 1]
    desk = shown.index("The help desk reads")
    assert shown[desk : desk + 2] == ["The help desk reads", "  command  #listbot take"]


def days_ago(days: int) -> str:
    """Return a moment as the database writes it, in SQL."""
    return f"strftime('%Y-%m-%dT%H:%M:%S', 'now', '-{days} days') || '.000000Z'"


@pytest.mark.parametrize(
    ("oldest", "median", "words"),
    [
        ("9 days", "3 days", "open for up to 9 days, half of them for 3 days or less"),
        (
            "2 days",
            "less than a minute",
            "open for up to 2 days, half of them for a minute or less",
        ),
        ("3 days", "3 days", "open for up to 3 days"),
        ("less than a minute", "less than a minute", "open for less than a minute"),
    ],
)
def test_ages_are_told_as_people_say_them(oldest: str, median: str, words: str) -> None:
    """The median only if it is not the same."""
    assert ages(oldest, median) == words


def test_status_tells_how_the_help_desk_does(folder: Path) -> None:
    """Open tickets by status; opened, closed and answered in the last thirty days."""
    _execute(folder, f"UPDATE tickets SET opened = {days_ago(3)}, answered = {days_ago(0)}")
    _execute(
        folder, f"UPDATE tickets SET opened = {days_ago(9)}, answered = NULL WHERE key = 'T-2'"
    )
    shown = call(folder, "status").stdout
    shown = shown.partition("\n\nweek ")[0]
    assert shown.splitlines()[-7:] == [
        "      3  open tickets of infra-support@example.org, of which",
        "      2    new",
        "      1    waiting on requester",
        "      2    assigned to nobody",
        "         open for up to 9 days, half of them for 3 days or less",
        "      4  opened in the last 30 days, 0 closed",
        "      3    of them answered, half within 3 days",
    ]
    (desk,) = json.loads(call(folder, "status", "--json").stdout)["desks"].values()
    assert (desk["open"], desk["by_status"], desk["opened"]) == (
        3,
        {"new": 2, "waiting on requester": 1},
        4,
    )


def test_an_idle_help_desk(folder: Path) -> None:
    """Without tickets there is nothing to measure."""
    _execute(folder, "DELETE FROM tickets")
    assert call(folder, "status").stdout.partition("\n\nweek ")[0].splitlines()[-2:] == [
        "      0  open tickets of infra-support@example.org, of which",
        "      0  opened in the last 30 days, 0 closed",
    ]
    metrics = call(folder, "status", "--metrics").stdout
    assert 'listbot_tickets_opened{list="infra-support@example.org"} 0' in metrics
    assert "age_seconds" not in metrics


def test_status_tells_of_the_last_week(folder: Path) -> None:
    """For each decision list: what its recap counts, and when it was made."""
    _execute(folder, f"UPDATE proposals SET closes = {days_ago(7)} WHERE number = 1")
    _execute(folder, f"UPDATE outbox SET state = 'folded', made = {days_ago(7)} WHERE kind = 'M4'")
    shown = call(folder, "status").stdout
    week = shown.partition("\nweek ")[2].splitlines()
    assert week[0].endswith(" of infra@example.org")
    assert (week[1], week[-1]) == (
        "      1  votes passed",
        "         last recap 2026-10-05 09:00 UTC",
    )
    assert week[2].endswith("  posts folded into the recap")
    (told,) = json.loads(call(folder, "status", "--json").stdout)["weeks"].values()
    assert (told["votes_ended"], told["recap_made"]) == ({"passed": 1}, "2026-10-05T09:00:00+00:00")


def test_a_post_that_did_not_come_back(folder: Path) -> None:
    """It is marked among the letters, and counted in the status."""
    assert "given back" not in call(folder, "status").stdout + call(folder, "outbox", "list").stdout
    _execute(folder, "UPDATE outbox SET echo = 'missed' WHERE id = 1")
    listed = call(folder, "outbox", "list").stdout.splitlines()
    assert (
        listed.index("       the mail server took it, but the list has not sent it back to us") == 1
    )
    rows = json.loads(call(folder, "outbox", "list", "--json").stdout)
    assert [row["id"] for row in rows if row["echo"] == "missed"] == [1]
    missed = "      1  posts that the list has not sent back to us; see `listbot outbox list`"
    assert missed in call(folder, "status").stdout.splitlines()
    assert json.loads(call(folder, "status", "--json").stdout)["posts_missed"] == 1
    assert "listbot_posts_missed 1" in call(folder, "status", "--metrics").stdout.splitlines()


def test_the_numbers_as_metrics(played: Path) -> None:
    """Every sample follows its help and type, and consists of a name, labels and a number."""
    lines = call(played, "status", "--metrics").stdout.splitlines()
    assert 'listbot_mails{disposition="vote"} 17' in lines
    assert 'listbot_tickets_open{list="infra-support@example.org",status="new"} 2' in lines
    assert "listbot_paused 0" in lines
    for above, line in pairwise(lines):
        name = line.split()[2] if line.startswith("#") else re.split(r"[{ ]", line)[0]
        assert line.startswith("# HELP ") or name in above
        assert line.startswith("#") or re.fullmatch(
            r'[a-z_]+(\{([a-z]+="[^"\\]*",?)+\})? \d+', line
        )


def _set_state(folder: Path, number: int, state: str) -> None:
    _execute(folder, f"UPDATE outbox SET state = '{state}' WHERE id = {number}")


def _execute(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "listbot.db") as database:
        database.execute(statement)
    database.close()


def _one(folder: Path, query: str) -> str:
    database = sqlite3.connect(folder / "listbot.db")
    (found,) = database.execute(query).fetchone()
    database.close()
    return str(found)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "its counts are the same as ours at that moment"),
        (7, "our counts at that moment: 1 x +1"),
    ],
)
def test_a_stated_result_is_shown_beside_the_count(
    folder: Path, tmp_path: Path, count: int, sentence: str
) -> None:
    """By `explain` and by `vote show`."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for name, subject, text in (
        ("i1", "[VOTE] Old", "I propose it."),
        ("i2", "Re: [VOTE] Old", "+1"),
        ("i3", "[RESULT] [VOTE] Old", f"It passes with {count} +1."),
    ):
        head = (
            f"From: Ana <ana@example.org>\r\nMessage-ID: "
            f"<{name}@example.org>\r\nReferences: <i1@example.org>\r\n"
        )
        (archive / f"{name}.eml").write_bytes(
            f"{head}Subject: {subject}\r\n\r\n{text}\r\n".encode()
        )
    call(folder, "import", str(archive))
    assert f"; {sentence}\nauthor: " in call(folder, "explain", "<i3@example.org>").stdout
    assert sentence not in call(folder, "explain", "<i2@example.org>").stdout
    number = json.loads(call(folder, "vote", "list", "--json").stdout)[0]["number"]
    assert "Results that people stated" in call(folder, "vote", "show", str(number)).stdout


def test_a_recap_is_shown_and_sent_once(folder: Path) -> None:
    """As text, as a page, as JSON; sending it a second time is refused."""
    # the demo has made every recap
    _execute(folder, "DELETE FROM outbox WHERE kind = 'M13'")
    week = ("--week", "2026-W37")
    shown = call(folder, "recap", "preview", *week).stdout
    assert shown.startswith("Subject: [RECAP] infra 2026-W37")
    assert (
        call(folder, "recap", "preview", *week, "--html")
        .stdout.lstrip()
        .startswith("<!doctype html>")
    )
    values = json.loads(call(folder, "recap", "preview", *week, "--json").stdout)
    assert (values["list"], values["empty"], values["week"]["number"]) == (
        "infra@example.org",
        False,
        37,
    )
    sent = json.loads(call(folder, "recap", "send", *week, "--yes", "--json").stdout)
    assert (sent["list"], sent["period"]) == ("infra@example.org", "2026-W37")
    assert "[RECAP] infra 2026-W37" in call(folder, "outbox", "show", str(sent["letter"])).stdout
    asked = json.loads(_one(folder, "SELECT payload FROM journal WHERE kind = 'recap'"))
    assert (asked["list"], asked["period"], bool(asked["who"])) == (
        "infra@example.org",
        "2026-W37",
        True,
    )
    assert call(folder, "replay").exit_code == 0
    assert "already made" in said(call(folder, "recap", "send", *week, "--yes", code=1))
    assert _one(folder, "SELECT count(*) FROM journal WHERE kind = 'recap'") == "1"
    again = call(folder, "recap", "send", "--week", "2026-W39", "--yes").stdout
    assert again.startswith("the recap of 2026-W39 is in the outbox, letter ")
    assert "nothing to report" in said(
        call(folder, "recap", "send", "--week", "2019-W02", "--yes", code=1)
    )
    assert "not a week" in said(call(folder, "recap", "send", "--week", "37", code=2))
    assert "is not over yet" in said(call(folder, "recap", "send", "--week", "2199-W02", code=1))
    assert "name the list with --list" in said(
        call(folder, "recap", "preview", "--list", "no@example.org", code=1)
    )


def test_the_log_is_listed(folder: Path) -> None:
    """A struck line has its reason; one under embargo has only its date and author."""
    with sqlite3.connect(folder / "listbot.db") as database:
        row = (
            "(?, 'infra@example.org', '2026-09-08T09:00:00.000000Z', "
            "'Ana', 'ana@example.org', ?, '', ?, 0, ?, ?)"
        )
        database.execute(
            f"INSERT INTO log_lines VALUES {row}",
            (901, "rebooted db1", "<1@x>", "it was db2", False),
        )
        database.execute(
            f"INSERT INTO log_lines VALUES {row}", (902, "moved the keys", "<2@x>", "", True)
        )
    shown = call(folder, "log", "list", "--week", "2026-W37").stdout
    assert "L-901   2026-09-08  Ana: rebooted db1" in shown
    assert "struck: it was db2" in shown
    assert "(under embargo)" in shown
    assert "moved the keys" not in shown + call(folder, "log", "list", "--json").stdout
    assert call(folder, "log", "list", "--week", "2026-W30").stdout == ""
    assert "not a week" in said(call(folder, "log", "list", "--week", "30", code=1))


def test_a_backup_and_the_way_back(folder: Path) -> None:
    """A copy is checked and counted; a restore keeps what was there, and starts paused."""
    copy = folder / "copy.db"
    assert re.fullmatch(
        rf"{copy}: \d+ \w+, \d+ inputs, version \d+, checked\n",
        call(folder, "backup", str(copy)).stdout,
    )
    assert "exists already" in said(call(folder, "backup", str(copy), code=1))
    told = call(folder, "restore", str(copy), "--yes").stdout
    assert "the database before is kept as" in told
    assert "restored from copy.db" in told
    assert "paused since" in call(folder, "status").stdout
    assert call(folder, "replay").exit_code == 0


def test_a_restore_asks_first(folder: Path) -> None:
    """Without a yes nothing changes; and a database is not restored from itself."""
    call(folder, "backup", str(folder / "copy.db"))
    call(folder, "restore", str(folder / "copy.db"), code=1)
    assert "paused since" not in call(folder, "status").stdout
    own = call(folder, "restore", str(folder / "listbot.db"), "--yes", code=1)
    assert "is the database itself" in said(own)
