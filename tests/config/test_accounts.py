"""Two mailboxes are two accounts: [[imap]], named in `via`, in variables and in credentials."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from listbot.config import Config, ImapConfig, TokenConfig, load
from listbot.errors import ConfigError
from tests.config.test_load import faults, write

HEAD = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[outbound]
kind = "maildir"
maildir = "out"
[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""

TWO = """
[[imap]]
name = "team"
host = "mail.example.org"
user = "infra"

[[imap]]
name = "infra-support"
host = "mx.example.net"
user = "support"
port = 1993
"""

SECRETS = {
    "LISTBOT_IMAP__TEAM__PASSWORD": "one",
    "LISTBOT_IMAP__INFRA_SUPPORT__PASSWORD": "two",
}


ONE_SECRET = {"LISTBOT_IMAP__TEAM__PASSWORD": "one"}


def lists(*vias: str) -> str:
    """Return a list for each way in."""
    return "".join(
        (
            f'[[lists]]\naddress = "{letter}@example.org"\nrole = "decisions"\nvia = '
            f'"{via}"\nidentity = "any"\n'
        )
        for letter, via in zip("abcdef", vias, strict=False)
    )


BOTH = lists("imap:team:INBOX", "imap:infra-support:INBOX")


def loaded(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> Config:
    """Load a configuration that is right."""
    return load(write(folder, text), SECRETS if environ is None else environ)


def test_two_accounts(tmp_path: Path) -> None:
    """Each has its server, its password by its name, and its folders; the same folder name in both
    is two ways in.
    """
    config = loaded(tmp_path, HEAD + TWO + BOTH)
    team = ImapConfig("mail.example.org", "infra", "one", name="team")
    support = ImapConfig("mx.example.net", "support", "two", port=1993, name="infra-support")
    assert config.imap == (team, support)
    assert [each.via for each in config.lists] == ["imap:team:INBOX", "imap:infra-support:INBOX"]
    assert [config.mailbox(each.via) for each in config.lists] == [
        (team, "INBOX"),
        (support, "INBOX"),
    ]
    assert config.logins == (("infra", "one"), ("support", "two"))


def test_credentials_by_name(tmp_path: Path) -> None:
    """As systemd provides them; a separate file works as well."""
    (tmp_path / "imap.team.password").write_text("one")
    (tmp_path / "secret").touch(mode=0o600)
    (tmp_path / "secret").write_text("two")
    text = HEAD + TWO.replace("port = 1993", 'password_file = "secret"') + BOTH
    config = loaded(tmp_path, text, {"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert (config.logins, config.warnings) == ((("infra", "one"), ("support", "two")), ())


def test_keys_from_the_environment_by_name(tmp_path: Path) -> None:
    """A hyphen becomes an underscore."""
    environ = SECRETS | {
        "LISTBOT_IMAP__TEAM__HOST": "imap.example.org",
        "LISTBOT_IMAP__INFRA_SUPPORT__POLL": "60",
    }
    config = loaded(tmp_path, HEAD + TWO + BOTH, environ)
    assert [(each.host, each.poll) for each in config.imap] == [
        ("imap.example.org", 180.0),
        ("mx.example.net", 60.0),
    ]


@pytest.mark.parametrize(
    ("via", "canonical", "folder"),
    [
        ("imap:team:INBOX", "imap:team:INBOX", "INBOX"),
        ("imap:team:a:b", "imap:team:a:b", "a:b"),
        ("imap:INBOX", "imap:team:INBOX", "INBOX"),
        ("imap:list:2026", "imap:team:list:2026", "list:2026"),
        ("imap:team:team:INBOX", "imap:team:team:INBOX", "team:INBOX"),
    ],
)
def test_the_only_account_need_not_be_named(
    via: str, canonical: str, folder: str, tmp_path: Path
) -> None:
    """A prefix counts only if it is the account's name; folder names may contain colons."""
    one = TWO.partition('[[imap]]\nname = "infra')[0]
    config = loaded(tmp_path, HEAD + one + lists(via), ONE_SECRET)
    assert (config.lists[0].via, config.mailbox(canonical)) == (canonical, (config.imap[0], folder))


def test_a_plain_imap_knows_no_prefix(tmp_path: Path) -> None:
    """Everything after "imap:" is the folder."""
    plain = TWO.partition('[[imap]]\nname = "infra')[0].replace('[[imap]]\nname = "team"', "[imap]")
    config = loaded(
        tmp_path, HEAD + plain + lists("imap:team:INBOX"), {"LISTBOT_IMAP__PASSWORD": "x"}
    )
    assert config.mailbox("imap:team:INBOX") == (config.imap[0], "team:INBOX")
    with pytest.raises(LookupError):
        config.mailbox("lmtp")


def test_a_folder_that_looks_like_a_misspelt_account_is_warned_of(tmp_path: Path) -> None:
    """It may really be a folder."""
    one = TWO.partition('[[imap]]\nname = "infra')[0]
    path = write(tmp_path, HEAD + one + lists("imap:taem:INBOX"))
    assert load(path, ONE_SECRET).warnings[0] == (
        f'{path}: lists[1].via: means the folder "taem:INBOX"; did you mean "imap:team:INBOX"?'
    )


def test_an_account_that_no_list_reads_is_warned_of(tmp_path: Path) -> None:
    """It is not watched."""
    path = write(tmp_path, HEAD + TWO + lists("imap:team:INBOX"))
    assert load(path, SECRETS).warnings[-1] == (
        f'{path}: imap.infra-support: is not watched: no list has via = "imap:infra-support:..."'
    )


@pytest.mark.parametrize(
    ("via", "fault"),
    [
        ("imap:", 'must name a folder, like "imap:INBOX"'),
        ("imap:team", 'must name a folder, like "imap:team:INBOX"'),
        ("imap:team:", 'must name a folder, like "imap:team:INBOX"'),
        (
            "imap:INBOX",
            'must name an account (team, infra-support); did you mean "imap:team:INBOX"?',
        ),
        (
            "imap:infra-suport:INBOX",
            (
                "must name an account (team, infra-support); did you mean "
                '"imap:infra-support:INBOX"?'
            ),
        ),
        (
            "imap:x:y",
            'must name an account (team, infra-support); did you mean "imap:team:x:y"?',
        ),
    ],
)
def test_a_via_must_name_one_of_several(via: str, fault: str, tmp_path: Path) -> None:
    """listbot does not guess; it suggests the closest name."""
    assert faults(tmp_path, HEAD + TWO + lists(via, "imap:infra-support:INBOX"), SECRETS) == (
        f"lists[1].via: {fault}",
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (
            'name = "team"\n',
            "",
            'imap[1].name: is missing: each [[imap]] needs one, like "support" in via = ',
        ),
        (
            '"team"',
            '"Team 1"',
            "imap[1].name: must be lower-case letters, digits and hyphens, like infra-support, not",
        ),
        ('"team"', '"a--b"', "imap[1].name: must be lower-case letters"),
        ('"team"', f'"{"x" * 33}"', "imap[1].name: must be lower-case letters"),
        ('"team"', "5", "imap[1].name: must be text in quotes, not 5"),
        (
            '"team"',
            '"infra-support"',
            "imap[1].name: must be unique: another [[imap]] is named infra-support",
        ),
        (
            'user = "infra"',
            'usr = "infra"',
            "imap.team.usr: there is no such key; did you mean user?",
        ),
        ('user = "infra"', "", "imap.team.user: is missing"),
        ("port = 1993", "port = 0", "imap.infra-support.port: must be "),
        (
            "port = 1993",
            'password = "x"',
            "imap.infra-support.password: must not be in this file: write it",
        ),
    ],
)
def test_a_fault_names_its_account(old: str, new: str, found: str, tmp_path: Path) -> None:
    """By its name if it has a valid one, else by its number."""
    text = HEAD + TWO.replace(old, new, 1) + BOTH
    assert any(fault.startswith(found) for fault in faults(tmp_path, text, SECRETS)), faults(
        tmp_path, text, SECRETS
    )


def test_a_missing_password_is_told_with_its_name(tmp_path: Path) -> None:
    """The fault names the file key and the credential."""
    assert faults(tmp_path, HEAD + TWO + BOTH, ONE_SECRET) == (
        "imap.infra-support.password: is missing: write it to a file that only listbot can read "
        "and name that file in imap.infra-support.password_file, or provide it as the systemd "
        "credential imap.infra-support.password",
    )


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "LISTBOT_IMAP__HOST",
            "no [[imap]] has this name; did you mean LISTBOT_IMAP__TEAM__HOST?",
        ),
        (
            "LISTBOT_IMAP__PASSWORD",
            "no [[imap]] has this name; did you mean LISTBOT_IMAP__TEAM__PASSWORD?",
        ),
        (
            "LISTBOT_IMAP__INFRA_SUPORT__HOST",
            "no [[imap]] has this name; did you mean LISTBOT_IMAP__INFRA_SUPPORT__HOST?",
        ),
        (
            "LISTBOT_IMAP__TEAM__HOTS",
            "there is no such key; did you mean LISTBOT_IMAP__TEAM__HOST?",
        ),
        ("LISTBOT_IMAP__TEAM__XYZZY", "there is no such key"),
        ("LISTBOT_IMAP__TEAM__NAME", "the name of an [[imap]] can only be set in the file"),
    ],
)
def test_a_variable_for_no_key(name: str, fault: str, tmp_path: Path) -> None:
    """It is a fault that suggests the closest key; no variable is silently ignored."""
    path = write(tmp_path, HEAD + TWO + BOTH)
    with pytest.raises(ConfigError) as caught:
        load(path, SECRETS | {name: "x"})
    assert caught.value.faults == (f"environment: {name}: {fault}",)


def test_imap_of_no_kind(tmp_path: Path) -> None:
    """It is one section or several; only the latter have names."""
    assert "imap: must be a section: [imap], or [[imap]] for each of several" in faults(
        tmp_path, "imap = 5\n" + HEAD + lists("imap:INBOX")
    )
    named = '[imap]\nname = "team"\nhost = "mail.example.org"\nuser = "infra"\n'
    assert faults(
        tmp_path, HEAD + named + lists("imap:INBOX"), {"LISTBOT_IMAP__PASSWORD": "x"}
    ) == ("imap.name: is only for [[imap]] sections, of which there may be several; remove it",)
    assert 'lists[1].via: "imap:INBOX" needs the section [imap]' in faults(
        tmp_path, "imap = []\n" + HEAD + lists("imap:INBOX")
    )


TOKEN = """
[imap]
host = "imap.gmail.com"
user = "listbot@example.com"
"""
COMMAND = 'token_command = ["/usr/local/bin/mail-token", "listbot"]\n'
ONE = lists("imap:INBOX")


def test_an_account_has_a_token(tmp_path: Path) -> None:
    """It needs no password; the file's path starts from the configuration's folder."""
    config = loaded(tmp_path, HEAD + TOKEN + COMMAND + ONE, {})
    by_command = TokenConfig("imap.token_command", ("/usr/local/bin/mail-token", "listbot"))
    assert (config.imap[0].token, config.imap[0].password) == (by_command, "")
    assert config.logins == ()
    config = loaded(tmp_path, HEAD + TOKEN + 'token_file = "token"\n' + ONE, {})
    assert config.imap[0].token == TokenConfig("imap.token_file", file=tmp_path / "token")


@pytest.mark.parametrize(
    ("more", "environ", "what"),
    [
        (
            'token_command = ["mail-token"]\n',
            {},
            "imap.token_command: must begin with the full path of a program, like "
            '["/usr/local/bin/mail-token", "listbot"]',
        ),
        (
            COMMAND + 'token_file = "token"\n',
            {},
            "imap.token_file: must not stand beside token_command: an account has one way to log "
            "in",
        ),
        (
            COMMAND,
            {"LISTBOT_IMAP__PASSWORD": "one"},
            "imap.token_command: must not stand beside password: an account has one way to log in",
        ),
    ],
)
def test_an_account_has_one_way_to_log_in(
    tmp_path: Path, more: str, environ: dict[str, str], what: str
) -> None:
    """A command is a full path; a token and a password contradict each other."""
    text = HEAD + TOKEN + more + ONE
    assert faults(tmp_path, text, environ) == (what,)


def test_a_token_of_outbound_needs_a_user(tmp_path: Path) -> None:
    """A token belongs to a user, and is sent over TLS only."""
    text = HEAD.replace('kind = "maildir"', 'kind = "smtp"\n' + COMMAND.strip()) + TOKEN
    found = faults(tmp_path, text + COMMAND + ONE)
    assert found == ("outbound.user: is missing: a token belongs to a user",)


@pytest.mark.parametrize(
    ("folder", "is_warned"),
    [
        ("[Gmail]/All Mail", True),
        ("[Google Mail]/Sent Mail", True),
        ("Sent Items", True),
        ("INBOX", False),
        ("lists/infra", False),
        ("Sentinel", False),
    ],
)
def test_a_folder_with_sent_mail_is_warned_of(tmp_path: Path, folder: str, is_warned: bool) -> None:
    """The account's own copies of its letters would pass for posts that came back."""
    config = loaded(tmp_path, HEAD + TOKEN + COMMAND + lists(f"imap:{folder}"), {})
    what = (
        f"{tmp_path}/config.toml: lists[1].via: is a folder that also holds what this account has "
        f'sent ("{folder}"): copies there look like posts that came back. Read INBOX, or a folder '
        "that a filter fills"
    )
    assert (what in config.warnings) is is_warned
