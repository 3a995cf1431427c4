"""`listbot check-config`: faults, meaning, and what --connect can reach."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from listbot.cli import exits
from listbot.cli.group import cli
from tests.ports import free_port

OVIRT = """\
  Rules     [VOTE] [PROPOSAL] [POLL]
            substantial: """

WAITING = (
    '  Letters   to the list wait for `listbot outbox approve` or an "ok" by mail from '
    "admin@example.org; private ones are sent at once"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the file that `init --yes` writes."""
    CliRunner().invoke(cli, ["init", "--yes", "--dir", str(tmp_path)])
    return tmp_path / "config.toml"


def check(path: Path, *options: str) -> int:
    """Run `listbot check-config` on the file and return its exit code."""
    return exits.run(["--config", str(path), "check-config", *options])


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace something in the file."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_a_right_file_is_said_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It explains the lists, the rules and where letters go on stdout, and warns on stderr."""
    assert check(path) == exits.OK
    said = capsys.readouterr()
    assert said.out.startswith(f"""\
{path}: ok

infra@example.org (decisions)
  Mail      by SMTP on 127.0.0.1 port 8025
  Binding   any mail, whoever wrote it
{WAITING}
{OVIRT}""")
    assert said.out.endswith(f"""\

Bot         listbot@example.org, alerts to admin@example.org
Letters     go to the folder {path.parent}/out
Stored in   {path.parent}/listbot.db
Roster      none: results are only advice
""")
    assert said.err.startswith(f"listbot: {path}: members: is missing")


@pytest.mark.parametrize(
    ("pairs", "lines"),
    [
        (
            [('via = "smtp"', 'via = "lmtp"'), ("[smtp_in]", "[lmtp]")],
            ["  Mail      by LMTP on 127.0.0.1 port 8025"],
        ),
        (
            [('identity = "any"', 'trusted_hops = ["a.example.org", "192.0.2.1"]')],
            ["  Binding   mail that came through a.example.org or 192.0.2.1"],
        ),
        (
            [('identity = "any"', 'host_signature = "example.org"')],
            ["  Binding   mail that its list passed on with the signature of example.org"],
        ),
        (
            [
                (
                    'identity = "any"',
                    'trusted_hops = ["a.example.org"]\nhost_signature = "example.org"',
                )
            ],
            [
                "  Binding   mail that came through a.example.org, or that its list passed on with "
                "the signature of example.org"
            ],
        ),
        (
            [
                (
                    'identity = "any"',
                    'identity = "verified"\ntrusted_hops = ["a.example.org"]\n'
                    'authserv_id = "mx.example.org"\ntrusted_sealers = ["b.example.org"]',
                )
            ],
            [
                "  Binding   mail signed by its writer's own mail domain that came through "
                "a.example.org",
                "            signatures are checked by mx.example.org, and here; believed as well: "
                "seals of b.example.org",
            ],
        ),
        (
            [("[bot]", "[bot]\napprove_by_mail = false")],
            [WAITING.replace(' or an "ok" by mail from admin@example.org', "")],
        ),
        (
            [('mode = "approve"', 'live_since = 2026-09-01T00:00:00Z\nmode = "live"')],
            ["  Letters   are sent", "            only about mail since 2026-09-01 00:00 UTC"],
        ),
        ([('mode = "approve"', 'mode = "shadow"')], ["  Letters   are drafted and never sent"]),
        (
            [('kind = "maildir"', 'kind = "smtp"')],
            ["Letters     go out by SMTP through 127.0.0.1 port 25"],
        ),
        (
            [
                (
                    '# [[members]]\n# name = "Ana Ruiz"\n# addr',
                    '[[members]]\nname = "Ana Ruiz"\naddr',
                )
            ],
            ["Roster      1 person"],
        ),
        (
            [
                ("[smtp_in]", '[imap]\nuser = "bot"\npassword_file = "secret"'),
                ('via = "smtp"', 'via = "imap:INBOX.infra"'),
            ],
            ["  Mail      by IMAP, folder INBOX.infra of bot at 127.0.0.1"],
        ),
    ],
    ids=lambda value: value[0] if isinstance(value[0], str) else "",
)
def test_each_choice_has_its_words(
    path: Path, pairs: list[tuple[str, str]], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each setting is explained by its effect, not by its key."""
    secret = path.with_name("secret")
    secret.touch(mode=0o600)
    secret.write_text("secret", encoding="utf-8")
    change(path, *pairs)
    assert check(path) == exits.OK
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line in lines] == lines


def test_a_help_desk_is_said_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose commands are obeyed, what tickets are called, where answers go."""
    change(
        path,
        ('role = "decisions"', 'role = "support"\nteam = ["ana@example.org"]'),
        ('policy = "ovirt"\n', ""),
    )
    assert check(path) == exits.OK
    assert (
        f"""
infra@example.org (support)
  Mail      by SMTP on 127.0.0.1 port 8025
  Obeyed    any mail, whoever wrote it
{WAITING}
  Tickets   T-1 and so on; answers go to infra+t1-...@example.org
            private until a member makes them public; copies to ana@example.org

Bot """
        in capsys.readouterr().out
    )
    change(path, ("[bot]\n", '[bot]\ndelimiter = ""\n'))
    check(path)
    said = capsys.readouterr().out
    assert "T-1 and so on; answers are recognised only by their references\n" in said


def test_the_roster_of_each_list_is_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the number of its people, by which a rule that can never pass is found."""
    change(path, ('policy = "ovirt"', 'policy = "ovirt"\nroster = "infra"'))
    roster = '\n[[rosters]]\nname = "infra"\nmembers = ["ana@example.org"]\n'
    people = "".join(
        f'\n[[members]]\nname = "{name}"\naddresses = ["{name.lower()}@example.org"]\n'
        for name in ("Ana", "Ravi", "Lena", "Omar")
    )
    path.write_text(path.read_text(encoding="utf-8") + roster + people, encoding="utf-8")
    assert check(path) == exits.OK
    said = capsys.readouterr().out
    assert f"{WAITING}\n  Roster    infra: 1 person\n  Rules     [" in said
    assert "It can never pass: min_yes needs 3 +1, and the roster has 1\n" in said
    assert said.endswith("\nRosters     4 people in all\n")


def test_prepared_answers_are_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their names are in the summary of the help desk; their texts have a command."""
    (path.parent / "answers").mkdir()
    for name in ("vpn", "paper"):
        (path.parent / "answers" / f"{name}.txt").write_text("Hello,\n", encoding="utf-8")
    change(
        path,
        ('role = "decisions"', 'role = "support"\nteam = []\nanswers = "answers"'),
        ('policy = "ovirt"\n', ""),
    )
    assert check(path) == exits.OK
    said = capsys.readouterr().out
    assert (
        "\n  Answers   paper, vpn\n            `listbot ticket answers` shows them\n\nBot" in said
    )


def test_every_fault_is_told_and_nothing_else(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong file gives exit code 78, its faults on stderr, nothing on stdout."""
    change(path, ('role = "decisions"', 'role = "decision"'), ("port = 8025", "port = 80250"))
    assert check(path) == exits.BAD_CONFIG
    assert capsys.readouterr() == (
        "",
        f'listbot: {path}: lists[1].role: must be one of: decisions, support (not "decision"); '
        f"did you mean decisions?\n"
        f"listbot: {path}: smtp_in.port: must be a whole number from 1 to 65535, not 80250\n",
    )


def test_a_template_that_cannot_be_filled_is_a_fault(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A community's own wording is tried with samples, before a real vote depends on it."""
    letters = path.parent / "letters"
    letters.mkdir()
    (letters / "M5-passed.txt.j2").write_text(
        "Subject: x\n\n{{ nothing_of_this_name }}\n", encoding="utf-8"
    )
    change(path, ("[bot]", '[bot]\ntemplates_dir = "letters"'))
    assert check(path) == exits.BAD_CONFIG
    assert "M5-passed" in capsys.readouterr().err


NO_MAIL = (
    "anybody can vote under any name until trusted_hops is set; to find out which host to name, "
    "send two mails to the list, then run this again"
)


def test_connect_tries_everything_that_is_named(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each attempt has a line that says what was found."""
    port = free_port()
    change(path, ("8025", str(port)))
    assert check(path, "--connect") == exits.OK
    assert capsys.readouterr().out.splitlines()[-4:] == [
        f"ok    database: {path.parent}/listbot.db will be created at the first start",
        f"warn  trusted_hops of infra@example.org: {NO_MAIL}",
        f"ok    smtp_in: 127.0.0.1 port {port} is free",
        f"ok    outbound: maildir: {path.parent}/out can be written to",
    ]


def test_connect_exits_with_3_when_something_is_out_of_reach(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port in use or a missing server is reported in the system's words, and the rest is still
    tried.
    """
    closed = free_port()
    path.with_name("secret").touch(mode=0o600)
    path.with_name("secret").write_text("secret", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        change(
            path,
            ("8025", str(port)),
            ('kind = "maildir"', f'kind = "smtp"\nport = {closed}'),
            (
                "[outbound]",
                (
                    f'[imap]\nhost = "127.0.0.1"\nport = {closed}\nuser = "x"\npassword_file = '
                    f'"secret"\n[outbound]'
                ),
            ),
            ('via = "smtp"', 'via = "imap:INBOX"'),
        )
        assert check(path, "--connect") == exits.CHECK_FAILED
    lines = capsys.readouterr().out.splitlines()[-5:]
    assert lines[:4] == [
        f"ok    database: {path.parent}/listbot.db will be created at the first start",
        f"FAULT imap INBOX: 127.0.0.1 port {closed}: Connection refused",
        f"warn  trusted_hops of infra@example.org: {NO_MAIL}",
        f"FAULT smtp_in: 127.0.0.1 port {port}: Address already in use",
    ]
    assert lines[4].startswith(f"FAULT outbound: smtp: 127.0.0.1 port {closed}: ")


def test_a_rule_that_its_roster_can_never_fill_is_said(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three +1 cannot come from two people; the roster may grow, so it is not an error."""
    with path.open("a", encoding="utf-8") as file:
        for name in ("ana", "ravi"):
            file.write(f'\n[[members]]\nname = "{name}"\naddresses = ["{name}@example.org"]\n')
    assert check(path) == exits.OK
    said = capsys.readouterr().out
    assert "\n              It can never pass: min_yes needs 3 +1, and the roster has 2\n" in said
