"""`listbot ticket`, after a demo's day of a help desk."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from listbot import pipeline
from listbot.cli.group import cli
from listbot.cli.ticket.page import as_text, page_of
from listbot.config import load
from listbot.config.in_force import rules_of
from listbot.mail import Arrival, read
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.desk.ticket import Change, Field
from listbot.model.inputs import ActInput
from listbot.model.policy import Roster
from listbot.pipeline import settle
from listbot.store.desk.reading import whole_ticket
from listbot.wiring import open_store
from tests.cli.operate.test_stored import call, folder, played, said

__all__ = ["folder", "played"]  # fixtures

AT = datetime(2026, 10, 2, 9, tzinfo=UTC)
WHY = ("--reason", "said on the phone")


def keys(played: Path, *options: str) -> list[str]:
    """Return the keys in a list of tickets."""
    return [
        row["key"] for row in json.loads(call(played, "ticket", "list", "--json", *options).stdout)
    ]


def one(folder: Path, key: str) -> dict[str, object]:
    """Return a ticket in the list."""
    rows = json.loads(call(folder, "ticket", "list", "--all", "--json").stdout)
    (found,) = [row for row in rows if row["key"] == key]
    return dict(found)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), ["T-4", "T-3", "T-2"]),
        (("--all",), ["T-4", "T-3", "T-2", "T-1"]),
        (("--status", "closed"), ["T-1"]),
        (("--status", "closed", "--status", "waiting-on-requester"), ["T-3", "T-1"]),
        (("--mine", "Lena"), ["T-3"]),
        (("--mine", "noor@example.net"), ["T-3"]),
        (("--list", "Infra-Support@example.org"), ["T-4", "T-3", "T-2"]),
        (("--search", "mirror SYNC"), ["T-3"]),
        (("--search", "mirror", "--status", "closed"), []),
        (("--search", "nothing-like-this"), []),
    ],
)
def test_tickets_are_listed(played: Path, options: tuple[str, ...], found: list[str]) -> None:
    """Newest first, and only open ones by default."""
    assert keys(played, *options) == found


def test_a_ticket_is_one_line(played: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Age, status, assignee and title, cut to the terminal. --plain cuts nothing."""
    monkeypatch.setenv("COLUMNS", "70")
    lines = call(played, "ticket", "list").stdout.splitlines()
    assert [len(line) <= 70 for line in lines] == [True] * 3
    assert [lines[1][:4], lines[1][11:]] == [
        "T-3 ",
        "waiting on requester  Lena Ott      high: Mirror sync is...",
    ]
    plain = call(played, "ticket", "list", "--plain").stdout.splitlines()[1].split("\t")
    assert [plain[0], plain[2], *plain[4:]] == [
        "T-3",
        "waiting on requester",
        "high",
        "private",
        "lena@example.org",
        "noor@example.net",
        "infra-support@example.org",
        "Mirror sync is refused",
    ]


def test_no_ticket_is_said_on_stderr(played: Path) -> None:
    """Programs then read nothing on stdout."""
    result = call(played, "ticket", "list", "--status", "parked")
    assert [result.stdout, result.stderr] == ["", "no such tickets\n"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (
            ("list", "--list", "x@example.org"),
            2,
            "not a support list (expected one of: infra-support@example.org)",
        ),
        (("list", "--mine", "L"), 2, '"L" could be Lena Ott, Lars Holm'),
        (("list", "--mine", "Zoe"), 2, 'nobody on the roster is called "Zoe"'),
        (("show", "T-9"), 1, "there is no ticket T-9; `listbot ticket list --all` shows them all"),
        (("files", "9"), 1, "there is no ticket T-9"),
        (("show", "nine"), 2, 'not a ticket: "nine" (expected something like T-118)'),
        (
            ("show", "1", "--original", "9"),
            1,
            "T-1 has no mail 9; `listbot ticket show T-1` lists them",
        ),
        (("close", "9", *WHY), 1, "there is no ticket T-9"),
        (("close", "9", *WHY, "--dry-run"), 1, "there is no ticket T-9"),
        (("close", "3"), 2, "Missing option '--reason'"),
        (("assign", "1", "Ana", *WHY), 1, "write `listbot ticket reopen T-1` first"),
        (("assign", "3", "L", *WHY), 1, "That could be Lena Ott, Lars Holm"),
        (
            ("public", "3", *WHY, "--yes"),
            1,
            "T-3 probably holds a password or a key, so it stays private.",
        ),
        (("undo", "4", *WHY), 1, "There is no command on T-4 to take back."),
        (("merge", "4", "4", *WHY, "--yes"), 1, "T-4 cannot be merged into itself"),
    ],
)
def test_a_refusal_says_why(
    played: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    """And what to do next, if anything."""
    assert sentence in said(call(played, "ticket", *arguments, code=code))


def test_a_ticket_is_shown_with_its_history(played: Path) -> None:
    """Who, when, what and by which mail; 3, t-3 and T-3 are the same ticket."""
    shown = call(played, "ticket", "show", "3").stdout
    assert call(played, "ticket", "show", "t-3").stdout == shown
    assert "  Assigned to Lena Ott <lena@example.org>\n" in shown
    assert "it probably contains a secret and can never be public" in shown
    assert (
        "  2026-10-01 11:03  Ana Ruiz (not verified) <ana@example.org>\n                    "
        "wrote, mail 2\n"
    ) in shown
    assert "                    assignee: nobody -> Lena Ott <lena@example.org>\n" in shown
    assert "    | Hi Noor, yes, it has expired, and it was in your mail" in shown


def test_what_happened_in_the_tracker_is_said_in_words(folder: Path) -> None:
    """The ticket's key there, and who wrote there, even if the tracker names nobody."""
    store = open_store(load(folder / "config.toml", {}))
    with store.transaction() as tx:
        pipeline.hear_tracker(tx, OuterKeyInput("T-2", "issue2", AT))
        for id, name in (("1", "Tim"), ("2", "")):
            words = f"Comment {id}."
            pipeline.hear_tracker(tx, HeardInput(id, "issue2", AT, name, words, (), AT))
    store.close()
    shown = call(folder, "ticket", "show", "2").stdout
    assert "\n  In tracker  issue2\n" in shown
    history = shown.rpartition("  2026-10-02 09:00  the tracker")[2].partition("\n\nMails")[0]
    assert [line.strip() for line in history.splitlines() if line] == [
        "changed it",
        "why: the tracker has it",
        "its key there: issue2",
        "2026-10-02 09:00  Tim, in the tracker, team",
        "wrote",
        "status: new -> waiting on requester",
        "| Comment 1.",
        "2026-10-02 09:00  somebody, in the tracker, team",
        "wrote",
        "| Comment 2.",
    ]
    found = json.loads(call(folder, "ticket", "show", "2", "--json").stdout)
    assert (found["tracker_key"], found["put_off_until"]) == ("issue2", "")


def test_until_when_a_ticket_is_put_off_is_said_in_words(folder: Path) -> None:
    """On top of the page and in its history."""
    store = open_store(load(folder / "config.toml", {}))
    with store.reading() as connection:
        whole = whole_ticket(connection, "T-2")
    store.close()
    assert whole is not None
    day = "2026-10-09T08:00:00+00:00"
    asleep = replace(whole, ticket=replace(whole.ticket, snoozed=day))
    page = page_of(asleep, (), Roster(()), AT, all_lines=False)
    assert "\n  Put off     until 2026-10-09 08:00 UTC\n" in as_text(page)
    told = [page.change(Change(Field.SNOOZED, *each)) for each in (("", day), (day, ""))]
    assert told == ["put off until 2026-10-09 08:00 UTC", "no longer put off"]


def test_the_history_as_json(played: Path) -> None:
    """All of it, uncut."""
    found = json.loads(call(played, "ticket", "show", "1", "--json").stdout)
    assert [(each["what"], each["side"]) for each in found["history"]] == [
        ("opened", "requester"),
        ("wrote", "other"),
        ("wrote", "team"),
        ("changed", "team"),
        ("automatic", "machine"),
        ("wrote", "requester"),
    ]
    assert found["history"][0]["files"] == [
        {"name": "invalid-state.png", "type": "image/png", "size": 70}
    ]
    assert found["mails"][0] == {
        "n": 1,
        "message_id": "<0b6c2a71d4e84f35@smtp.example.net>",
        "from": "tim@example.net",
        "received": "2026-10-01T08:05:04+00:00",
        "why": "opens T-1",
    }


def receive(folder: Path, body: str) -> None:
    """Deliver one more mail from Kim."""
    raw = f"From: kim@example.net\r\nMessage-ID: <l@x>\r\nSubject: More\r\n{body}\r\n".encode()
    store = open_store(load(folder / "config.toml", {}))
    with store.transaction() as tx:
        context = tx.rules.of("infra-support@example.org").context
        assert settle(tx, read(Arrival(raw, context, "test", AT))) == "ticket"
    store.close()


def test_a_long_text_is_cut_until_it_is_asked_for(folder: Path) -> None:
    """Twelve lines of a text are shown, and the number of the others."""
    receive(folder, "\r\n" + "\r\n".join(f"line {number}" for number in range(20)))
    cut, whole = (call(folder, "ticket", "show", "5", *more).stdout for more in ((), ("--mails",)))
    assert ["| ... 8 more lines: --mails" in cut, "| line 12" in cut] == [True, False]
    assert "| line 19\n" in whole


def test_the_original_of_a_mail(played: Path) -> None:
    """Byte for byte as it came, by its number in the ticket or its Message-ID."""
    raw = call(played, "ticket", "show", "1", "--original", "1").stdout_bytes
    assert raw.startswith(b"Received: from smtp.example.net")
    by_id = ("--original", "0b6c2a71d4e84f35@smtp.example.net")
    assert call(played, "ticket", "show", "1", *by_id).stdout_bytes == raw


def test_a_mail_of_somebody_who_was_forgotten(folder: Path) -> None:
    """It stays in the history, but cannot be printed or saved."""
    call(folder, "person", "forget", "tim@example.net", *WHY, "--yes")
    assert "tim@" not in call(folder, "ticket", "show", "1").stdout
    assert said(call(folder, "ticket", "show", "1", "--original", "1", code=1)) == (
        "mail 1 of T-1 is gone: its author was forgotten"
    )
    assert call(folder, "ticket", "files", "1").stderr == "no files came with T-1\n"


def test_files_are_listed_and_saved(played: Path, tmp_path: Path) -> None:
    """Named by the number of their mail and their own name; never overwritten."""
    assert (
        call(played, "ticket", "files", "1").stdout
        == "   1   70 bytes  1-invalid-state.png  image/png\n"
    )
    folder = tmp_path / "deep" / "files"
    saved = call(played, "ticket", "files", "1", "--save", str(folder)).stdout
    assert saved == f"{folder / '1-invalid-state.png'}  70 bytes\n"
    assert (folder / "1-invalid-state.png").read_bytes().startswith(b"\x89PNG")
    again = said(call(played, "ticket", "files", "1", "--save", str(folder), code=1))
    assert again == f"{folder / '1-invalid-state.png'} already exists; nothing was saved"
    assert call(played, "ticket", "files", "2").stderr == "no files came with T-2\n"


def test_acts_change_a_ticket_and_can_be_taken_back(folder: Path) -> None:
    """Each act shows the resulting ticket; a replay of the journal is equal."""
    assert " closed " in call(folder, "ticket", "close", "2", "4", *WHY).stdout.splitlines()[1]
    assert one(folder, "T-2")["status"] == "closed"
    call(folder, "ticket", "undo", "2", *WHY)
    assert one(folder, "T-2")["status"] == "new"
    call(folder, "ticket", "reopen", "4", *WHY)
    assert one(folder, "T-4")["status"] == "waiting on team"
    assert "Ana Ruiz" in call(folder, "ticket", "assign", "4", "ana", *WHY).stdout
    assert "nobody" in call(folder, "ticket", "drop", "4", *WHY).stdout
    assert "urgent: status?" in call(folder, "ticket", "priority", "4", "urgent", *WHY).stdout
    call(folder, "ticket", "public", "4", *WHY, "--yes")
    assert one(folder, "T-4")["public"]
    call(folder, "ticket", "private", "4", *WHY)
    assert not one(folder, "T-4")["public"]
    assert "why: said on the phone" in call(folder, "ticket", "show", "4").stdout
    assert call(folder, "replay").stdout.startswith("equal: ")


def test_nothing_is_assigned_if_a_key_is_not_one(folder: Path) -> None:
    """A slip in the second key leaves the first ticket as it is."""
    told = said(call(folder, "ticket", "assign", "2", "oops", "ana", *WHY, code=2))
    assert 'not a ticket: "oops"' in told
    assert one(folder, "T-2")["assignee"] == ""


def test_a_merge_can_be_taken_back(folder: Path) -> None:
    """Until then the merged ticket points to the other."""
    call(folder, "ticket", "merge", "4", "2", *WHY, "--yes")
    assert "  Merged into T-2\n" in call(folder, "ticket", "show", "4").stdout
    call(folder, "ticket", "undo", "4", *WHY)
    assert "Merged into" not in call(folder, "ticket", "show", "4").stdout
    assert call(folder, "replay").stdout.startswith("equal: ")


@pytest.mark.parametrize("act", [("merge", "4", "2"), ("public", "4")])
def test_what_cannot_be_unseen_is_asked_first(folder: Path, act: tuple[str, ...]) -> None:
    """No answer means no."""
    config = ["--config", str(folder / "config.toml")]
    result = CliRunner().invoke(cli, [*config, "ticket", *act, *WHY], input="n\n")
    assert result.exit_code == 1
    assert [one(folder, "T-4")[field] for field in ("status", "public")] == ["new", False]


def test_a_rehearsal_prints_the_letters_and_changes_nothing(folder: Path) -> None:
    """It prints the letters that would go out, writes none, and leaves the ticket unchanged."""
    before = call(folder, "outbox", "list", "--json").stdout
    told = call(folder, "ticket", "close", "4", *WHY, "--dry-run").stdout
    assert told.splitlines()[:2] == [
        "T-4 is closed. A reply from anybody who takes part opens it again.",
        "1 letter; nothing was changed or sent",
    ]
    assert "To: sol@example.net\nSubject: " in told
    assert "  Why       said on the phone" in told
    assert call(folder, "outbox", "list", "--json").stdout == before
    assert one(folder, "T-4")["status"] == "new"
    assert call(folder, "replay").stdout.startswith("equal: ")


def test_a_rehearsal_of_a_merge(folder: Path) -> None:
    """Two tickets change; the machine that opened one of them gets no letter."""
    told = call(folder, "ticket", "merge", "4", "2", *WHY, "--dry-run").stdout
    assert told.splitlines()[0] == "T-4 is merged into T-2; answers to either go there."
    assert one(folder, "T-4")["status"] == "new"


def prepare(folder: Path, **texts: str) -> None:
    """Give the demo's help desk a folder of prepared answers."""
    (folder / "answers").mkdir()
    for name, text in texts.items():
        (folder / "answers" / f"{name}.txt").write_text(text, encoding="utf-8")
    config = folder / "config.toml"
    written = config.read_text(encoding="utf-8")
    wanted = written.replace('role = "support"', 'role = "support"\nanswers = "answers"')
    config.write_text(wanted, encoding="utf-8")


def test_prepared_answers_are_shown_as_they_are_read(folder: Path) -> None:
    """With example values in the place of what only a ticket knows."""
    nothing = call(folder, "ticket", "answers")
    told = "no answers are prepared; see `lists.answers` in docs/operating.md\n"
    assert [nothing.stdout, nothing.stderr] == ["", told]
    prepare(folder, paper="It is in room 4.\n\n{member}, about {ticket}", vpn="Start it again.")
    paper = "paper\n\n    It is in room 4.\n\n    Ana Ruiz, about T-118\n"
    assert call(folder, "ticket", "answers", "paper").stdout == paper
    assert call(folder, "ticket", "answers").stdout == f"{paper}\nvpn\n\n    Start it again.\n"
    told = 'there is no answer "papr"; `listbot ticket answers` shows them all'
    assert str(call(folder, "ticket", "answers", "papr", code=1).exception) == told


def test_a_prepared_answer_is_named_in_the_history(folder: Path) -> None:
    """Beside the words that the requester got."""
    prepare(folder, paper="It is in room 4.")
    config = load(folder / "config.toml", {})
    store = open_store(config)
    with store.transaction() as tx:
        tx.adopt(rules_of(config, tx.rules, None))  # as the daemon does when it starts
        decision = pipeline.act(tx, ActInput("T-3", "answer", "paper", "root", "by phone", AT))
    store.close()
    assert decision.why == 'T-3 was answered with "paper".'
    shown = call(folder, "ticket", "show", "T-3").stdout
    assert "wrote, with the answer paper" in shown
    assert "| It is in room 4." in shown
    history = json.loads(call(folder, "ticket", "show", "T-3", "--json").stdout)["history"]
    assert history[-1]["prepared"] == ["paper"]
