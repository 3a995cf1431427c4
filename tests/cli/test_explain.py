"""`listbot explain`: every line of a mail with what it was taken for."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.explain import explain
from listbot.errors import PermanentError
from tests.archive import OPENING, THREAD, answer

BODY = "+1 from me.\n\nOn Tue, Sep 8, 2026 Ana wrote:\n> Please vote on moving the mirrors.\n-- \nRavi"


def run(*arguments: object, **options: bool) -> Result:
    return CliRunner().invoke(explain, [str(each) for each in arguments], **options)  # type: ignore[arg-type]  # click's own union


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    """A reply with a quote and a signature."""
    path = tmp_path / "reply.eml"
    path.write_bytes(answer("ravi", "ravi", BODY, 1))
    return path


def test_the_json_has_every_line_and_its_part(reply: Path) -> None:
    """Outside programs read it."""
    found = json.loads(run("--json", reply).stdout)
    assert {key: found[key] for key in ("mail", "from", "reading", "own")} == {
        "mail": "<ravi@example.org>",
        "from": "ravi@example.org",
        "reading": "vote",
        "own": "+1 from me.",
    }
    assert [(line["n"], line["part"]) for line in found["lines"]] == [
        (1, "own"),
        (2, "own"),
        (3, "attribution"),
        (4, "quote"),
        (5, "signature"),
        (6, "signature"),
    ]
    assert found["lines"][0]["note"] == "vote +1"
    assert [cast["value"] for cast in found["casts"]] == ["+1"]


def test_the_text_shows_line_by_line_what_was_understood(reply: Path) -> None:
    """Plain where nobody looks, coloured on a terminal."""
    text = run(reply).stdout
    assert "\x1b" not in text
    assert text.splitlines()[:2] == [
        "<ravi@example.org> from ravi@example.org",
        "vote: votes +1 on line 1",
    ]
    assert "   1  own         +1 from me.\n                  ^ vote +1" in text
    assert "\x1b" in run(reply, color=True).stdout


def test_no_color_is_honoured(reply: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, too."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(reply, color=True).stdout


def test_a_mail_whose_subject_opens_is_read_as_an_opening(tmp_path: Path) -> None:
    """Anything else is read as a reply."""
    (tmp_path / "a.eml").write_bytes(OPENING)
    assert json.loads(run("--json", tmp_path / "a.eml").stdout)["reading"] == "opens"


def test_the_thread_gives_what_the_mail_answers(tmp_path: Path) -> None:
    """A line that stands in the opening is nobody's own word; the mail itself may be in the thread."""
    (tmp_path / "thread").mkdir()
    for name, raw in THREAD.items():
        (tmp_path / "thread" / name).write_bytes(raw)
    repeated = answer("x", "eve", "Please vote on moving the mirrors.\n+1", 9)
    (tmp_path / "x.eml").write_bytes(repeated)
    (tmp_path / "thread" / "10.eml").write_bytes(repeated)
    found = json.loads(run("--json", "--thread", tmp_path / "thread", tmp_path / "x.eml").stdout)
    assert (found["reading"], [cast["value"] for cast in found["casts"]]) == ("vote", ["+1"])


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("I withdraw my -1.", "takes a vote back"),
        ("-1, it doubles the egress bill and nobody has the money.", "vote -1, with a reason"),
        ("-1", "vote -1, without a reason"),
        ("+1 if the old host stays.", "unclear: "),
        ("I agree.", "vote +1 in words"),
    ],
)
def test_a_line_that_was_read_says_as_what(tmp_path: Path, body: str, note: str) -> None:
    """Next to the line it was read from."""
    (tmp_path / "a.eml").write_bytes(answer("a", "omar", body, 1))
    found = json.loads(run("--json", tmp_path / "a.eml").stdout)
    assert found["lines"][0]["note"].startswith(note)


def test_a_mail_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """It has no lines to show, and is no error."""
    (tmp_path / "a.eml").write_bytes(b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    result = run("--json", tmp_path / "a.eml")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["reading"], found["lines"], found["own"]) == (0, "unreadable", [], "")


def test_what_was_mended_is_said(tmp_path: Path) -> None:
    """A mail without a Message-ID gets one made from its content."""
    (tmp_path / "a.eml").write_bytes(b"From: a@example.org\nSubject: Re: x\n\n+1\n")
    assert "mended: no Message-ID" in run(tmp_path / "a.eml").stdout


def test_a_file_with_many_mails_is_wrong_usage(tmp_path: Path) -> None:
    """One mail at a time can be explained."""
    raw = b"From a@example.org Tue Sep  8 18:00:00 2026\n" + OPENING
    (tmp_path / "list.mbox").write_bytes(raw + b"\n" + raw)
    result = run(tmp_path / "list.mbox")
    assert (result.exit_code, "holds 2 mails" in result.stderr) == (2, True)


def test_a_message_id_needs_the_database() -> None:
    """Without one that is said in a sentence."""
    result = run("<nobody@example.org>")
    assert isinstance(result.exception, PermanentError)
    assert "no such file, and no database to look in" in str(result.exception)


def test_the_counts_of_a_result_are_shown(tmp_path: Path) -> None:
    """On the lines that state them."""
    raw = answer("a", "omar", "4 binding +1, 2 non-binding +1 and no -1.", 1)
    (tmp_path / "a.eml").write_bytes(raw.replace(b"Subject: Re:", b"Subject: [RESULT]"))
    found = json.loads(run("--json", tmp_path / "a.eml").stdout)
    assert (found["reading"], found["lines"][0]["note"]) == (
        "result",
        "states 4 x +1, binding; states 2 x +1, not binding; states 0 x -1",
    )
    assert [each["count"] for each in found["told"]] == [4, 2, 0]


def test_a_mail_to_a_help_desk_shows_what_the_desk_reads(tmp_path: Path) -> None:
    """Its words are no vote there; its commands, and what is to be known of it, are named."""
    path = tmp_path / "works.eml"
    path.write_bytes(answer("kim", "kim", "+1, works now, thanks!", 1))
    found = json.loads(run("--json", "--support", path).stdout)
    assert (found["reading"], found["casts"], found["desk"]["text"]) == (
        "reply to a ticket",
        [],
        "+1, works now, thanks!",
    )
    path.write_bytes(answer("ana", "ana", "Works now, thanks!", 1))
    assert json.loads(run("--json", "--support", path).stdout)["desk"]["seen"] == [
        "says that it works: from the requester that closes the ticket"
    ]
    path.write_bytes(answer("ana", "ana", "#listbot take\n#listbot assign: Ravi", 1))
    shown = run("--support", path).stdout.splitlines()
    assert "  command  #listbot assign: Ravi" in shown
    assert json.loads(run("--json", path).stdout)["desk"] is None


def test_a_request_with_a_file_and_nothing_else(tmp_path: Path) -> None:
    """Without References it would open a ticket; a machine's mail says so, thanks alone open none."""
    path = tmp_path / "file.eml"
    head = "From: kim@example.net\nMessage-ID: <k@example.net>\nSubject: See there\n"
    path.write_text(f"{head}Content-Type: application/pdf; name=plan.pdf\n\nx\n")
    shown = run("--support", path).stdout.splitlines()
    assert shown[1] == "ticket: it would open a ticket"
    assert "  file     plan.pdf, application/pdf, 2 bytes" in shown
    assert "  no text" in shown
    path.write_text(f"{head}Auto-Submitted: auto-replied\n\nThanks!\n")
    shown = run("--support", path).stdout.splitlines()
    assert shown[1].startswith("automatic: ")
    assert "  note     says thanks and no more: it opens no closed ticket" in shown
