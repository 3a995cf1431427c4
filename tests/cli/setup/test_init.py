"""`listbot init` writes a file that loads, and never overwrites one."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli
from listbot.config import (
    CarrierConfig,
    Config,
    ImapConfig,
    ListConfig,
    ListenConfig,
    TokenConfig,
    load,
)
from listbot.config.types import TrackerConfig
from listbot.mail import Level
from listbot.model.desk.rules import Private
from listbot.model.list_rules import ListRole


def init(folder: Path, *options: str, typed: str = "") -> Result:
    """Run `listbot init` for the folder, with what a person types."""
    return CliRunner().invoke(cli, ["init", "--dir", str(folder), *options], input=typed)


def written(folder: Path) -> Config:
    """Return the configuration it wrote."""
    return load(folder / "config.toml", {})


def test_yes_writes_a_daemon_that_runs_by_itself(tmp_path: Path) -> None:
    """It asks nothing; mail comes in by SMTP on loopback, letters go to a folder and wait."""
    run = init(tmp_path / "new", "--yes")
    config = written(tmp_path / "new")
    assert (run.exit_code, run.stdout) == (0, "")
    assert run.stderr == (
        f"Wrote {tmp_path}/new/config.toml. Next: listbot --config {tmp_path}/new/config.toml "
        f"check-config --connect\n"
        "Until trusted_hops names the list's host, anybody can vote under any name. After two "
        "mails have come in, check-config --connect shows what to write.\n"
    )
    assert config.lists == (
        ListConfig(
            "infra@example.org",
            ListRole.DECISIONS,
            "smtp",
            identity=Level.UNVERIFIED,
            mode="approve",
        ),
    )
    assert config.smtp_in == ListenConfig(port=8025)
    assert config.outbound == CarrierConfig("maildir", maildir=tmp_path / "new/out")


def test_a_person_is_asked_for_what_only_they_know(tmp_path: Path) -> None:
    """After a wrong answer it asks again; the password goes into a file only its owner can read."""
    answers = [
        "team",
        "team@lists.example.org",
        "bot@example.org",
        "ana@example.org",
        "pigeon",
        "imap:INBOX.team",
        "mail.example.org",
        "bot",
        "",
        "not a host",
        "Lists.Example.org",
        "certain",
        "",
        "smtp.example.org",
        "secret",
    ]
    run = init(tmp_path, typed="\n".join(answers) + "\n")
    config = written(tmp_path)
    assert run.exit_code == 0
    assert config.lists == (
        ListConfig(
            "team@lists.example.org",
            ListRole.DECISIONS,
            "imap:INBOX.team",
            identity=Level.LIST_VOUCHED,
            trusted_hops=("lists.example.org",),
        ),
    )
    assert config.imap == (ImapConfig("mail.example.org", "bot", "secret"),)
    assert config.outbound == CarrierConfig("smtp", host="smtp.example.org")
    assert (tmp_path / "imap.password").stat().st_mode & 0o777 == 0o600


def test_options_answer_the_questions(tmp_path: Path) -> None:
    """It does not ask what an option answers; with --yes it asks nothing."""
    run = init(
        tmp_path,
        "--yes",
        "--via",
        "lmtp",
        "--list",
        "team@example.org",
        "--trusted-hop",
        "192.0.2.1",
    )
    assert run.exit_code == 0
    assert written(tmp_path).lists == (
        ListConfig(
            "team@example.org",
            ListRole.DECISIONS,
            "lmtp",
            identity=Level.LIST_VOUCHED,
            trusted_hops=("192.0.2.1",),
        ),
    )


@pytest.mark.parametrize("answer", ['a"b@example.org', "a\\b@example.org", "a\n[bot]@example.org"])
def test_an_answer_cannot_break_the_file(tmp_path: Path, answer: str) -> None:
    """An address with quotes, backslashes or line breaks is refused before anything is written."""
    run = init(tmp_path, "--yes", "--list", answer)
    assert run.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_imap_needs_its_server_and_user(tmp_path: Path) -> None:
    """With --yes it cannot ask: a missing answer is a usage error that names the option."""
    run = init(tmp_path, "--yes", "--via", "imap:INBOX", "--imap-host", "mail.example.org")
    assert run.exit_code == 2
    assert "--via imap:INBOX needs --imap-user" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_user_with_odd_signs_is_written_whole(tmp_path: Path) -> None:
    """A user name may contain any character; it is escaped for TOML."""
    (tmp_path / "imap.password").touch(mode=0o600)
    (tmp_path / "imap.password").write_text("secret\n", encoding="utf-8")
    init(
        tmp_path,
        "--yes",
        "--via",
        "imap:INBOX",
        "--imap-host",
        "mail.example.org",
        "--imap-user",
        'é"\\x',
    )
    assert written(tmp_path).imap == (ImapConfig("mail.example.org", 'é"\\x', "secret"),)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """An existing config.toml stays unchanged, and so does a password file."""
    (tmp_path / "config.toml").write_text("mine", encoding="utf-8")
    run = init(tmp_path, "--yes")
    assert (run.exit_code, (tmp_path / "config.toml").read_text(encoding="utf-8")) == (1, "mine")
    assert "already exists; remove it or choose another --dir" in run.stderr


def test_a_password_file_that_is_there_stays(tmp_path: Path) -> None:
    """It may be somebody's, so no other file is written, either."""
    (tmp_path / "imap.password").write_text("mine", encoding="utf-8")
    options = ("--via", "imap:INBOX", "--imap-host", "mail.example.org", "--imap-user", "bot")
    run = init(
        tmp_path, *options, typed="a@example.org\nb@example.org\nc@example.org\n\n\n\nsecret\n"
    )
    assert isinstance(run.exception, FileExistsError)
    assert (tmp_path / "imap.password").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "config.toml").exists()


TWO = [
    "infra@lists.example.org",
    "bot@example.org",
    "ana@example.org",
    "imap:INBOX.team",
    "mail.example.org",
    "infra",
    "support",
    "SUPPORT@example.org",
    "",
    "mx.example.net",
    "desk",
    "",
    "lists.example.org",
    "list-vouched",
    "submission.example.net",
    "smtp.example.org",
    "one",
    "two",
]


def test_a_help_desk_with_a_mailbox_of_its_own(tmp_path: Path) -> None:
    """Two accounts, each with a separate password file, and a list for each."""
    run = init(tmp_path, typed="\n".join(TWO) + "\n")
    assert run.exit_code == 0, run.stderr
    config = written(tmp_path)
    assert config.imap == (
        ImapConfig("mail.example.org", "infra", "one", name="list"),
        ImapConfig("mx.example.net", "desk", "two", name="support"),
    )
    assert [(each.address, each.role, each.via, each.mode) for each in config.lists] == [
        ("infra@lists.example.org", "decisions", "imap:list:INBOX.team", "approve"),
        ("support@example.org", "support", "imap:support:INBOX", "approve"),
    ]
    assert config.warnings == (
        f"{tmp_path}/config.toml: members: is missing: add a [[members]] for each person; "
        'until then everybody who posted before a proposal counts, and results say "advisory: no '
        'roster"',
        f"{tmp_path}/config.toml: members: is missing: add a [[members]] for each person; "
        "until then nobody can work on tickets by mail",
    )
    assert config.lists[1].trusted_hops == ("submission.example.net",)
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.glob("*.password")}
    assert modes == {"imap.list.password": 0o600, "imap.support.password": 0o600}


def test_a_second_mailbox_needs_its_server_and_user(tmp_path: Path) -> None:
    """With --yes it cannot ask; without IMAP there are no mailboxes at all."""
    mailbox = ("--via", "imap:INBOX", "--imap-host", "mail.example.org", "--imap-user", "bot")
    run = init(
        tmp_path, "--yes", *mailbox, "--support", "support@example.org", "--support-user", "desk"
    )
    assert run.exit_code == 2
    assert "--support support@example.org needs --support-host" in run.stderr


def test_a_help_desk_without_a_mailbox(tmp_path: Path) -> None:
    """Its mail comes in as the list's does; the team gets copies, or reads the address itself."""
    alone = init(tmp_path / "a", "--yes", "--support", "support@example.org")
    assert alone.exit_code == 0
    assert alone.stderr.endswith(
        "Until trusted_hops of the help desk names the host through which only the team sends, "
        "members are asked before a command of theirs is obeyed.\n"
    )
    desk = written(tmp_path / "a").lists[1]
    assert (desk.via, desk.desk.team, desk.desk.is_team_told) == ("smtp", (), True)
    assert desk.trusted_hops == ("submission.example.org",)
    run = init(
        tmp_path / "b", "--yes", "--support", "support@example.org", "--team", "team@example.org"
    )
    assert (run.exit_code, written(tmp_path / "b").lists[1].desk.team) == (0, ("team@example.org",))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--bot", "INFRA@example.org"),
            "INFRA@example.org is already the address of the list; choose another one",
        ),
        (
            ("--admin", "listbot@example.org"),
            "listbot@example.org is already the address of the bot; choose another one",
        ),
        (
            ("--support", "listbot@example.org"),
            "listbot@example.org is already the address of the bot",
        ),
        (
            ("--support", "desk@example.org", "--team", "desk@example.org"),
            "desk@example.org is already the address of the help desk",
        ),
    ],
)
def test_each_address_has_one_purpose(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    """Letters from the list's own address would be read as the list's mail."""
    run = init(tmp_path, "--yes", *options)
    assert (run.exit_code, said in run.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_an_address_that_is_taken_is_asked_for_again(tmp_path: Path) -> None:
    """Like any other invalid answer."""
    typed = [
        "infra@example.org",
        "infra@example.org",
        "bot@example.org",
        "ana@example.org",
        *[""] * 5,
    ]
    run = init(tmp_path, typed="\n".join(typed) + "\n")
    assert run.exit_code == 0, run.stderr
    assert written(tmp_path).bot.address == "bot@example.org"


def test_what_is_written_for_the_service_fits_its_unit(tmp_path: Path) -> None:
    """The database goes where the unit may write; a drop-in gives it the passwords, which root's
    commands read as files.
    """
    typed = "\n".join((*TWO[:15], "", *TWO[16:])) + "\n"
    run = init(tmp_path, "--service", typed=typed)
    assert run.exit_code == 0, run.stderr
    config = written(tmp_path)
    assert config.store.url == "sqlite:////var/lib/listbot/listbot.db"
    assert config.outbound.maildir == Path("/var/lib/listbot/out")
    assert (tmp_path / "credentials.conf").read_text(encoding="utf-8") == (
        "[Service]\n"
        f"LoadCredential=imap.list.password:{tmp_path}/imap.list.password\n"
        f"LoadCredential=imap.support.password:{tmp_path}/imap.support.password\n"
    )
    told = (
        f"install -D -m 644 {tmp_path}/credentials.conf "
        f"/etc/systemd/system/listbot.service.d/credentials.conf\n"
    )
    assert told in run.stderr
    handed = load(tmp_path / "config.toml", {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert (
        [each.password for each in handed.imap]
        == [each.password for each in config.imap]
        == ["one", "two"]
    )


DESK = [
    "infra@example.org",
    "bot@example.org",
    "ana@example.org",
    "smtp",
    "support@example.org",
    "",
]
FORGE = [
    "gitea",
    "forgejo",
    "code.example.org",
    "http://code.example.org",
    "https://code.example.org/",
    "helpdesk",
    "infra/helpdesk",
    "",
    "perhaps",
    "N",
    "some",
    "all",
    "",
]


def test_a_tracker_is_asked_for(tmp_path: Path) -> None:
    """Its token goes into a file that only its owner can read; what was wrong is asked for again,
    and whether anybody can read the tickets is never guessed.
    """
    run = init(tmp_path, typed="\n".join((*DESK, *FORGE, "", "", "", "hunter2")) + "\n")
    assert run.exit_code == 0, run.stderr
    tracker = written(tmp_path).tracker
    assert tracker == TrackerConfig(
        kind="forgejo",
        url="https://code.example.org",
        project="infra/helpdesk",
        public=False,
        private=Private.ALL,
        token="hunter2",
    )
    assert (tmp_path / "tracker.token").stat().st_mode & 0o777 == 0o600
    told = "That also tries the tracker: its token, project, permissions and transitions."
    assert told in run.stderr
    said = [line.removeprefix("Error: ") for line in run.stderr.splitlines() if 'not "' in line]
    assert said == [
        'must be one of: jira, roundup, redmine, forgejo, github, gitlab, or nothing (not "gitea")',
        'must be an https:// address (not "code.example.org")',
        'must be an https:// address (not "http://code.example.org")',
        'must look like infra/helpdesk (not "helpdesk")',
        'must be yes or no (not "perhaps")',
        'must be one of: nothing, stub, all (not "some")',
    ]


def with_tracker(kind: str, project: str, *more: str) -> tuple[str, ...]:
    """The options that name a tracker."""
    url = ("--tracker-url", "https://tracker.example.org")
    desk = ("--yes", "--support", "support@example.org", "--tracker", kind)
    return (*desk, *url, "--tracker-project", project, *more)


@pytest.mark.parametrize(
    ("kind", "project", "more", "lines"),
    [
        ("jira", "OPS", ("--tracker-user", "bot@example.org"), {"issue_type", "statuses"}),
        ("roundup", "issue", ("--tracker-user", "listbot"), {"statuses"}),
        ("redmine", "infra", (), {"issue_type", "statuses", "accounts"}),
        ("forgejo", "infra/helpdesk", (), {"accounts"}),
        ("github", "infra/helpdesk", (), {"accounts"}),
        ("gitlab", "infra/desk/help", (), {"accounts"}),
    ],
)
@pytest.mark.parametrize("public", ["yes", "no"])
def test_every_tracker_can_be_written(
    tmp_path: Path, kind: str, project: str, more: tuple[str, ...], lines: set[str], public: str
) -> None:
    """Each with the keys that it has, the others not even as a hint; all of it loads, also without
    the marks before the hints.
    """
    (tmp_path / "tracker.token").touch(mode=0o600)
    (tmp_path / "tracker.token").write_text("hunter2\n", encoding="utf-8")
    run = init(tmp_path, *with_tracker(kind, project, "--tracker-public", public, *more))
    assert run.exit_code == 0, run.stderr
    tracker = written(tmp_path).tracker
    assert tracker is not None
    assert (tracker.kind, tracker.project, tracker.public) == (kind, project, public == "yes")
    path = tmp_path / "config.toml"
    text = path.read_text(encoding="utf-8")
    section = text[text.index("[tracker]") : text.index("# People with binding votes")]
    hints = {"issue_type", "statuses", "accounts"}
    assert {each for each in hints if f"\n# {each} = " in section} == lines
    path.write_text(text.replace(section, section.replace("\n# ", "\n")), encoding="utf-8")
    assert written(tmp_path).tracker != tracker


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (with_tracker("jira", "OPS", "--tracker-public", "no"), "needs --tracker-user"),
        (with_tracker("forgejo", "infra/helpdesk"), "needs --tracker-public"),
        (with_tracker("forgejo", "OPS"), 'must look like infra/helpdesk (not "OPS")'),
        (with_tracker("trac", "OPS"), 'or nothing (not "trac")'),
        (
            with_tracker(
                "github", "infra/desk", "--tracker-public", "yes", "--tracker-private", "all"
            ),
            "anybody could read them there: choose nothing or stub",
        ),
    ],
)
def test_a_tracker_that_cannot_be_written(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    """With --yes it cannot ask, so nothing is written."""
    run = init(tmp_path, *options)
    assert (run.exit_code, said in run.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_token_that_is_there_stays(tmp_path: Path) -> None:
    """Another tool may have written it; for the service it becomes a credential."""
    (tmp_path / "own.token").touch(mode=0o600)
    (tmp_path / "own.token").write_text("mine\n", encoding="utf-8")
    options = with_tracker("github", "infra/helpdesk", "--tracker-public", "yes")[1:]
    typed = [
        "infra@example.org",
        "bot@example.org",
        "ana@example.org",
        "",
        "",
        "",
        "own.token",
        "",
        "",
        "",
    ]
    run = init(tmp_path, "--service", *options, typed="\n".join(typed) + "\n")
    assert run.exit_code == 0, run.stderr
    tracker = written(tmp_path).tracker
    assert tracker is not None
    assert tracker.token == "mine"
    credentials = (tmp_path / "credentials.conf").read_text(encoding="utf-8")
    assert credentials == f"[Service]\nLoadCredential=tracker.token:{tmp_path}/own.token\n"


AT_GOOGLE = [
    "infra@lists.example.org",
    "listbot@example.com",
    "ana@example.org",
    "imap:INBOX",
    "imap.gmail.com",
    "listbot@example.com",
    "",
    "lists.example.org",
    "verified",
    "smtp.gmail.com",
    "mail-token",
    "/usr/local/bin/google-token",
]


def test_a_mailbox_at_google(tmp_path: Path) -> None:
    """It asks for the program that prints a token instead of a password, and writes the server's
    port and TLS; a vote can be asked to be signed.
    """
    run = init(tmp_path, "--service", typed="\n".join(AT_GOOGLE) + "\n")
    assert run.exit_code == 0, run.stderr
    config = written(tmp_path)
    command = ("/usr/local/bin/google-token", "listbot@example.com")
    assert config.imap == (
        ImapConfig(
            "imap.gmail.com",
            "listbot@example.com",
            "",
            token=TokenConfig("imap.token_command", command),
        ),
    )
    assert config.outbound == CarrierConfig(
        "smtp",
        host="smtp.gmail.com",
        port=587,
        user="listbot@example.com",
        tls="starttls",
        token=TokenConfig("outbound.token_command", command),
    )
    assert config.lists[0].identity is Level.VERIFIED
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]
