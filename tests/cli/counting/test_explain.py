"""`listbot explain`: each line of a mail, with how it was read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.counting.explain import explain, known_of
from listbot.cli.group import cli
from listbot.errors import PermanentError
from listbot.mail import Level, Mail, read
from tests.archive import OPENING, THREAD, answer
from tests.playing import Post, rules

BODY = (
    "+1 from me.\n\nOn Tue, Sep 8, 2026 Ana wrote:\n> Please vote on moving the mirrors.\n-- \nRavi"
)


def run(*arguments: object, **options: bool) -> Result:
    return CliRunner().invoke(explain, [str(each) for each in arguments], **options)  # type: ignore[arg-type]  # click's own union


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    """A reply with a quote and a signature."""
    path = tmp_path / "reply.eml"
    path.write_bytes(answer("ravi", "ravi", BODY, 1))
    return path


def test_the_json_has_every_line_and_its_part(reply: Path) -> None:
    """Other programs read it."""
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
    """Plain by default, coloured on a terminal."""
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
    """Any other is read as a reply."""
    (tmp_path / "a.eml").write_bytes(OPENING)
    assert json.loads(run("--json", tmp_path / "a.eml").stdout)["reading"] == "opens"


def test_the_thread_gives_what_the_mail_answers(tmp_path: Path) -> None:
    """A line copied from the opening does not count as the author's; the mail itself may be in the
    thread.
    """
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
    """The reading is shown below the line."""
    (tmp_path / "a.eml").write_bytes(answer("a", "omar", body, 1))
    found = json.loads(run("--json", tmp_path / "a.eml").stdout)
    assert found["lines"][0]["note"].startswith(note)


def test_a_mail_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    """It has no lines to show; this is not an error."""
    (tmp_path / "a.eml").write_bytes(b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    result = run("--json", tmp_path / "a.eml")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["reading"], found["lines"], found["own"]) == (
        0,
        "unreadable",
        [],
        "",
    )


def test_what_was_mended_is_said(tmp_path: Path) -> None:
    """A mail without a Message-ID gets one made from its content."""
    (tmp_path / "a.eml").write_bytes(b"From: a@example.org\nSubject: Re: x\n\n+1\n")
    assert "repaired: no Message-ID" in run(tmp_path / "a.eml").stdout


def test_a_file_with_many_mails_is_wrong_usage(tmp_path: Path) -> None:
    """Only one mail at a time can be explained."""
    raw = b"From a@example.org Tue Sep  8 18:00:00 2026\n" + OPENING
    (tmp_path / "list.mbox").write_bytes(raw + b"\n" + raw)
    result = run(tmp_path / "list.mbox")
    assert (result.exit_code, "holds 2 mails" in result.stderr) == (2, True)


def test_a_message_id_needs_the_database() -> None:
    """Without one, a sentence says so."""
    result = run("<nobody@example.org>")
    assert isinstance(result.exception, PermanentError)
    assert "no such file, and no database to search" in str(result.exception)


def test_the_counts_of_a_result_are_shown(tmp_path: Path) -> None:
    """They appear below the lines that state them."""
    raw = answer("a", "omar", "4 binding +1, 2 non-binding +1 and no -1.", 1)
    (tmp_path / "a.eml").write_bytes(raw.replace(b"Subject: Re:", b"Subject: [RESULT]"))
    found = json.loads(run("--json", tmp_path / "a.eml").stdout)
    assert (found["reading"], found["lines"][0]["note"]) == (
        "result",
        "states 4 x +1, binding; states 2 x +1, not binding; states 0 x -1",
    )
    assert [each["count"] for each in found["told"]] == [4, 2, 0]


def test_a_mail_to_a_help_desk_shows_what_the_desk_reads(tmp_path: Path) -> None:
    """No votes are read there; commands and hints are shown."""
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
        "says that it works: closes the ticket if the requester wrote it"
    ]
    path.write_bytes(answer("ana", "ana", "#listbot take\n#listbot assign: Ravi", 1))
    shown = run("--support", path).stdout.splitlines()
    assert "  command  #listbot assign: Ravi" in shown
    assert json.loads(run("--json", path).stdout)["desk"] is None


def test_a_request_with_a_file_and_nothing_else(tmp_path: Path) -> None:
    """Without References it would open a ticket; an automatic mail is named as such; mere thanks do
    not reopen a ticket.
    """
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
    assert "  note     only says thanks: does not reopen a closed ticket" in shown


DELIVERY = "Received: from mx ([127.0.0.1]) by vm with LMTP id 1; Tue, 8 Sep 2026 19:00:02 +0000\n"
BY_THE_LIST = (
    "Received: from x (lists.example.org [192.0.2.1]) by mx.example.org (Postfix);\n"
    "\tTue, 8 Sep 2026 19:00:01 +0000\n"
)
BY_A_PERSON = "Received: from y (unknown [198.51.100.7]) by lists.example.org (Postfix); no time\n"
UNKNOWN = "Received: by \x1b[31m in its own form\n"
CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[outbound]
kind = "maildir"
maildir = "out"
[smtp_in]
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "smtp"
trusted_hops = ["lists.example.org"]
"""


def received(place: Path, *lines: str) -> Path:
    """Return a mail with these lines on top."""
    path = place / "a.eml"
    path.write_bytes("".join(lines).encode() + answer("a", "omar", "+1", 1))
    return path


def test_the_hosts_a_mail_came_through(tmp_path: Path) -> None:
    """Each line shows the host that wrote it, the client it saw, and when; then the host to put
    into `trusted_hops`.
    """
    path = received(tmp_path, DELIVERY, BY_THE_LIST, BY_A_PERSON, UNKNOWN)
    assert run(path).stdout.splitlines()[3:9] == [
        "came through, newest first:",
        "   1  2026-09-08 19:00:02 UTC  believed             vm, by LMTP from its own mail host",
        (
            "   2  2026-09-08 19:00:01 UTC  believed             mx.example.org from "
            "lists.example.org, 192.0.2.1"
        ),
        "   3  (no time)                not believed         lists.example.org from 198.51.100.7",
        "   4  (no time)                not believed         (unknown format)",
        "      if this mail came through the list, add lists.example.org to lists.trusted_hops",
    ]


def test_the_hosts_under_the_trust_of_a_list(tmp_path: Path) -> None:
    """--list chooses the list; the JSON has every field."""
    path = received(tmp_path, BY_THE_LIST, BY_A_PERSON)
    (tmp_path / "config.toml").write_text(CONFIG)
    arguments = ["--config", str(tmp_path / "config.toml"), "explain", str(path), "--list"]
    text = CliRunner().invoke(cli, [*arguments, "Infra@example.org"]).stdout
    assert [line[31:48] for line in text.splitlines()[4:6]] == [
        "believed, trusted",
        "believed         ",
    ]
    assert "has to name" not in text
    found = json.loads(CliRunner().invoke(cli, [*arguments, "infra@example.org", "--json"]).stdout)
    assert (found["hops"], found["handed_over_by"]) == (
        [
            {
                "by": "mx.example.org",
                "from": ["lists.example.org", "192.0.2.1"],
                "at": "2026-09-08T19:00:01+00:00",
                "delivery": False,
                "believed": True,
                "trusted": True,
            },
            {
                "by": "lists.example.org",
                "from": ["198.51.100.7"],
                "at": None,
                "delivery": False,
                "believed": True,
                "trusted": False,
            },
        ],
        ["lists.example.org", "192.0.2.1"],
    )
    unknown = CliRunner().invoke(cli, [*arguments, "ops@example.org"])
    assert (
        "ops@example.org is not a watched list (expected one of: infra@example.org)"
        in unknown.stderr
    )


def test_a_long_way_is_cut_in_the_text(tmp_path: Path) -> None:
    """A loop produces very many lines; the JSON has all of them."""
    path = received(tmp_path, *[BY_A_PERSON] * 30)
    assert "      and 10 more" in run(path).stdout.splitlines()
    assert len(json.loads(run(path, "--json").stdout)["hops"]) == 30


def test_what_proves_the_author_and_what_shows_the_list_stand_apart() -> None:
    """On a list that asks for proof, a line for each; on any other there is nothing to say."""
    told = []
    for level, vouched in (
        (Level.VERIFIED, True),
        (Level.VERIFIED, False),
        (Level.LIST_VOUCHED, True),
    ):
        found = read(Post("v", "Ravi", vouched=vouched).arrival(rules(level)))
        assert isinstance(found, Mail)
        told.append(known_of(found))
    assert told == [
        (
            ("author", "From, list-vouched"),
            ("proof", "it has no signature of example.org"),
            ("list", "through lists.example.org"),
        ),
        (
            ("author", "From, unverified"),
            ("proof", "not looked for, as it did not come through the list"),
            ("list", "through no trusted host"),
        ),
        (("author", "From, list-vouched"),),
    ]
