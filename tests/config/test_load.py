"""The configuration: what a right file means, and what the faults of a wrong one say."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from pathlib import Path

import pytest

from listbot.config import CarrierConfig, ImapConfig, ListConfig, ListenConfig, StoreConfig, load
from listbot.config.in_force import rules_of
from listbot.config.types import DnsConfig
from listbot.errors import ConfigError
from listbot.mail import Level
from listbot.model.desk.rules import DeskRules
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, Published
from listbot.model.policy import Member, Roster
from listbot.model.recap_rules import NO_RECAP, RecapRules
from listbot.packaged import preset_names

GOOD = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"

[smtp_in]

[outbound]
kind = "maildir"
maildir = "out"

[[lists]]
address = "infra@example.org"
role = "decisions"
via = "smtp"
identity = "any"

[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""

IMAP = """
[imap]
host = "mail.example.org"
user = "listbot"
"""

PRESETS = ", ".join((*preset_names(), "own"))
PRESET = Path(__file__).parents[2] / "listbot/policies/presets/ovirt.toml"


def write(folder: Path, text: str) -> Path:
    """Write a configuration into the folder."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str, environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the faults of a configuration, without the file's name."""
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load(path, environ or {})
    return tuple(fault.removeprefix(f"{path}: ") for fault in caught.value.faults)


def changed(old: str, new: str) -> str:
    """Return the good configuration with one replacement."""
    assert old in GOOD
    return GOOD.replace(old, new)


def with_list(line: str) -> str:
    """Return the good configuration with one more line in its list."""
    return changed('via = "smtp"\n', f'via = "smtp"\n{line}\n')


def test_shortest_file_gets_every_default(tmp_path: Path) -> None:
    """A file with only the required keys loads; its paths start at its own folder."""
    path = write(tmp_path, GOOD)
    config = load(path, {})
    assert config.lists == (
        ListConfig(
            address="infra@example.org",
            role=ListRole.DECISIONS,
            via="smtp",
            identity=Level.UNVERIFIED,
        ),
    )
    assert config.outbound == CarrierConfig(kind="maildir", maildir=tmp_path / "out")
    assert config.smtp_in == ListenConfig(host="127.0.0.1", port=8025)
    assert (config.lmtp, config.imap, config.templates_dir) == (None, (), None)
    assert config.store == StoreConfig(f"sqlite:///{tmp_path}/listbot.db")
    assert config.roster == Roster((Member(name="Ana Ruiz", addresses=("ana@example.org",)),))
    assert [policy.id for policy in config.policies["ovirt"]] == [
        "ovirt:substantial",
        "ovirt:minor",
    ]
    assert (config.path, config.warnings) == (path, ())


def test_every_key_of_a_list_is_read(tmp_path: Path) -> None:
    """Each key of [[lists]] reaches its field; times become UTC, addresses and hosts lower case."""
    text = GOOD.replace('identity = "any"', "").replace("infra@example.org", "Infra@Bücher.example")
    lines = """
via = "lmtp"
trusted_hops = ["Lists.Example.org.", "192.0.2.7", "2001:db8::7"]
mode = "live"
live_since = 2026-09-01T02:00:00+02:00
archive = "https://lists.example.org/{message_id}/"
"""
    config = load(
        write(
            tmp_path, text.replace('via = "smtp"', lines) + "\n[lmtp]\nport = 24\nretry_time = 60"
        ),
        {},
    )
    assert config.lists == (
        ListConfig(
            address="infra@xn--bcher-kva.example",
            role=ListRole.DECISIONS,
            via="lmtp",
            identity=Level.LIST_VOUCHED,
            trusted_hops=("lists.example.org", "192.0.2.7", "2001:db8::7"),
            mode="live",
            live_since=datetime(2026, 9, 1, tzinfo=UTC),
            archive="https://lists.example.org/{message_id}/",
        ),
    )
    assert config.lmtp == ListenConfig(port=24, retry_time=60.0)


def test_where_rule_and_roster_are_published_comes_into_force(tmp_path: Path) -> None:
    """The rules of a list name its own preset and both addresses, for the letter with a result."""
    shipped = (resources.files("listbot.policies") / "presets" / "ovirt.toml").read_text("utf-8")
    (tmp_path / "ours.toml").write_text(shipped, encoding="utf-8")
    roster, ours = "https://example.org/roster.toml", "https://example.org/ours.toml"
    text = changed("admin =", f'roster_url = "{roster}"\nadmin =').replace(
        'via = "smtp"', f'via = "smtp"\npolicy = "ours.toml"\npolicy_url = "{ours}"'
    )
    config = load(write(tmp_path, text), {})
    in_force = rules_of(config, RulesInput(()), None)
    assert in_force.of("infra@example.org").published == Published("ours", ours, roster)
    classes = "\n" + shipped[shipped.index("[classes.") :]
    text = changed('via = "smtp"', 'via = "smtp"\npolicy = "own"')
    own = rules_of(load(write(tmp_path, text + classes), {}), RulesInput(()), None)
    assert own.of("infra@example.org").published == Published("own")
    shipped_rules = rules_of(load(write(tmp_path, GOOD), {}), RulesInput(()), None)
    assert shipped_rules.of("infra@example.org").published == Published()


def test_the_shipped_example_loads(tmp_path: Path) -> None:
    """config.example.toml is valid without a change."""
    example = Path(__file__).parents[2] / "config.example.toml"
    config = load(write(tmp_path, example.read_text(encoding="utf-8")), {})
    assert [each.address for each in config.lists] == ["infra@example.org"]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """One run reports every fault, each with its place."""
    text = changed("admin@example.org", "admin at example.org").replace(
        'via = "smtp"', 'via = "carrier pigeon"'
    )
    assert faults(tmp_path, text + "[telnet]\n") == (
        "telnet: there is no such section",
        (
            'bot.admin: must be a mail address, not "admin at example.org": An email address must '
            "have an @-sign."
        ),
        'lists[1].via: must be lmtp, smtp or imap:FOLDER, not "carrier pigeon"',
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (changed("admin =", "admn ="), "bot.admn: there is no such key; did you mean admin?"),
        (changed("kind =", "port_ =\nkind =").replace("port_ =", "archive = 1"), None),
        (
            'roster_file = "x"\n' + GOOD,
            "roster_file: there is no such section; did you mean bot.roster_file?",
        ),
        (
            changed("[smtp_in]", "[smtpin]"),
            "smtpin: there is no such section; did you mean smtp_in?",
        ),
        (changed("[smtp_in]", "[[smtp_in]]"), "smtp_in: must be a section: [smtp_in]"),
        (changed("[[lists]]", "[lists]"), "lists: must be written [[lists]]"),
        (changed("[[members]]", "[members]"), "members: must be written [[members]]"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_suggestion(
    tmp_path: Path, text: str, fault: str | None
) -> None:
    """A misspelt key or section is a fault with a suggestion; so is a key in the wrong section."""
    expected = fault or "outbound.archive: there is no such key; did you mean lists.archive?"
    assert expected in faults(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (changed('address = "listbot@example.org"\n', ""), "bot.address: is missing"),
        (changed('"admin@example.org"', "3"), "bot.admin: must be text in quotes, not 3"),
        (changed('"admin@example.org"', '" "'), "bot.admin: must not be empty"),
        (
            changed("admin@example.org", "listbot@example.org"),
            "bot.admin: must differ from bot.address: a person has to read it",
        ),
        (
            changed("admin@example.org", "jörg@example.org"),
            'bot.admin: must be ASCII before the @, not "jörg@example.org"',
        ),
        (
            changed("decisions", "decision"),
            'lists[1].role: must be one of: decisions, support (not "decision"); '
            "did you mean decisions?",
        ),
        (
            changed('role = "decisions"\n', ""),
            "lists[1].role: is missing; must be one of: decisions, support",
        ),
        (with_list("mode = 1"), "lists[1].mode: must be one of: shadow, approve, live (not 1)"),
        (changed('"smtp"', '"imap:"'), 'lists[1].via: must name a folder, like "imap:INBOX"'),
        (changed('"smtp"', '"imap:INBOX"'), 'lists[1].via: "imap:INBOX" needs the section [imap]'),
        (changed('"smtp"', '"lmtp"'), 'lists[1].via: "lmtp" needs the section [lmtp]'),
        (changed('via = "smtp"\n', ""), "lists[1].via: is missing"),
        (
            changed('"any"', '"verified"'),
            'lists[1].trusted_hops: is missing: identity = "verified" needs it, too. A signature '
            "proves who wrote a mail, but only the list's own host shows that the mail was on the "
            "list",
        ),
        (
            with_list('authserv_id = "mx.example.org"'),
            'lists[1].authserv_id: is only read where identity = "verified"; remove it',
        ),
        (
            with_list('trusted_sealers = ["lists.example.org"]'),
            'lists[1].trusted_sealers: is only read where identity = "verified"; remove it',
        ),
        (
            GOOD + '[dns]\nservers = ["ns.example.org"]\n',
            'dns.servers: must be IP addresses, not "ns.example.org"',
        ),
        (
            changed('identity = "any"\n', ""),
            "lists[1].trusted_hops: is missing: give the name or IP address of the host that "
            "delivers the list's mail, as your server writes it into Received, or set "
            'identity = "any"',
        ),
        (
            with_list('trusted_hops = "a"'),
            'lists[1].trusted_hops: must be a list of texts, ["..."], not "a"',
        ),
        (
            with_list('trusted_hops = ["a b"]'),
            'lists[1].trusted_hops: must be host names or IP addresses, not "a b"',
        ),
        (
            changed("[smtp_in]", "[smtp_in]\nport = true"),
            "smtp_in.port: must be a whole number from 1 to 65535, not True",
        ),
        (
            with_list("live_since = 2026-09-01T00:00:00"),
            (
                "lists[1].live_since: must be a time with a zone, like 2026-09-01T00:00:00Z, not "
                "2026-09-01 00:00:00"
            ),
        ),
        (
            with_list('archive = "lists.example.org"'),
            'lists[1].archive: must be an http:// or https:// URL, not "lists.example.org"',
        ),
        (
            with_list('policy_url = "https://x/ours.toml"'),
            "lists[1].policy_url: is only for rules of your own, and listbot ships these",
        ),
        (
            changed("admin =", 'alert_command = ["page", "listbot"]\nadmin ='),
            "bot.alert_command: must begin with the full path of a program, like "
            '["/usr/local/bin/page", "listbot"]',
        ),
        (
            changed("admin =", "alert_command = []\nadmin ="),
            "bot.alert_command: must begin with the full path of a program, like "
            '["/usr/local/bin/page", "listbot"]',
        ),
        (
            changed("admin =", 'roster_url = "see the wiki"\nadmin ='),
            'bot.roster_url: must be an http:// or https:// URL, not "see the wiki"',
        ),
        (
            with_list('archive = "https://x/{id}"'),
            "lists[1].archive: must have no braces except {message_id}",
        ),
        (
            with_list('policy = "ovrit"'),
            (
                f'lists[1].policy: must be a .toml file or one of: {PRESETS} (not "ovrit"); '
                "did you mean ovirt?"
            ),
        ),
        (
            changed("infra@example.org", "listbot@example.org"),
            "lists[1].address: must differ from bot.address, which is not a list",
        ),
        (
            changed("[smtp_in]", "[smtp_in]\nport = 0"),
            "smtp_in.port: must be a whole number from 1 to 65535, not 0",
        ),
        (
            changed("[smtp_in]", '[smtp_in]\nretry_time = "1h"'),
            'smtp_in.retry_time: must be a number of seconds, at least 0, not "1h"',
        ),
        (
            changed("[smtp_in]", '[smtp_in]\nhost = "a/b"'),
            'smtp_in.host: must be a host name or an IP address, not "a/b"',
        ),
        (
            changed('maildir = "out"\n', ""),
            'outbound.maildir: is missing: kind = "maildir" needs a folder for the letters',
        ),
        (
            changed('kind = "maildir"\n', ""),
            "outbound.kind: is missing; must be one of: smtp, maildir",
        ),
        (
            GOOD + '[store]\nurl = "mysql://db/x"',
            'store.url: must be like "sqlite:///listbot.db" or '
            '"postgresql://listbot@db.example.org/listbot", not "mysql://db/x"',
        ),
        (
            GOOD + '[store]\nurl = "postgresql://db.example.org"',
            'store.url: must be like "sqlite:///listbot.db" or '
            '"postgresql://listbot@db.example.org/listbot", not "postgresql://db.example.org"',
        ),
        (
            GOOD + '[store]\nurl = "postgresql://x:"',
            'store.url: must be like "sqlite:///listbot.db" or '
            '"postgresql://listbot@db.example.org/listbot", not "postgresql://x:"',
        ),
        (
            GOOD + '[store]\nurl = "postgresql://bot:secret@db/x"',
            "store.url: must not have a password: name its file in store.password_file",
        ),
        (
            GOOD + '[store]\nfolder = "state"',
            "store.folder: is only for PostgreSQL: SQLite's files are beside its database",
        ),
        (
            GOOD + '[store]\nurl = "sqlite:///:memory:"',
            'store.url: must name a file, like "sqlite:///listbot.db"',
        ),
        (
            changed('["ana@example.org"]', "[]"),
            "members[1].addresses: is missing: give at least one; tallies show the first",
        ),
        (
            changed('["ana@example.org"]', '["ana"]'),
            'members[1].addresses: must be a mail address, not "ana": '
            "An email address must have an @-sign.",
        ),
        (
            GOOD + "since = 2026-01-01T00:00:00Z",
            "members[1].since: must be a date, like 2026-09-01, not 2026-01-01 00:00:00+00:00",
        ),
        (
            GOOD + "since = 2026-01-02\nuntil = 2026-01-01",
            "members[1].until: must not be before since (2026-01-02), is 2026-01-01",
        ),
        (
            GOOD + '[[members]]\nname = "Bo"\naddresses = ["bo@example.org", "ANA@example.org"]',
            "members: must list ana@example.org only once, but has it for Ana Ruiz and Bo",
        ),
        (
            changed("[[lists]]", "[[nothing]]"),
            "lists: is missing: add a [[lists]] with the address to watch",
        ),
        (with_list(f'policy = "{"x" * 70}"'), None),
    ],
)
def test_a_wrong_value_is_refused_where_it_stands(
    tmp_path: Path, text: str, fault: str | None
) -> None:
    """Each fault names section and key, what is wrong and what is expected; long values are cut."""
    shown = f'lists[1].policy: must be a .toml file or one of: {PRESETS} (not "{"x" * 56}...)'
    assert (fault or shown) in faults(tmp_path, text)


def test_a_file_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    """If it is missing, not UTF-8 or not TOML, that is the only fault."""
    missing = tmp_path / "none.toml"
    with pytest.raises(ConfigError) as caught:
        load(missing, {})
    assert caught.value.faults == (f"{missing}: cannot be read: No such file or directory",)
    path = tmp_path / "config.toml"
    path.write_bytes(b'[bot]\nname = "\xff"')
    with pytest.raises(ConfigError) as caught:
        load(path, {})
    assert caught.value.faults == (f"{path}: is not UTF-8 (byte 14)",)
    assert faults(tmp_path, "[bot\n")[0].startswith("is not valid TOML: ")


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    """LISTBOT_SECTION__KEY sets a key, as text that is converted, and may create a section; other
    variables are ignored.
    """
    environ = {
        "LISTBOT_SMTP_IN__PORT": "2525",
        "LISTBOT_SMTP_IN__RETRY_TIME": "90",
        "LISTBOT_BOT__ADMIN": "root@example.org",
        "LISTBOT_LMTP__HOST": "::1",
        "LISTBOT_CONFIG": "/etc/listbot/config.toml",
        "PATH": "/bin",
    }
    config = load(write(tmp_path, GOOD), environ)
    assert config.smtp_in == ListenConfig(port=2525, retry_time=90.0)
    assert config.lmtp == ListenConfig(host="::1")
    assert config.bot.admin == "root@example.org"


def test_a_wrong_variable_is_a_fault_with_its_name(tmp_path: Path) -> None:
    """A variable that sets nothing, or a wrong value, is named as the place of the fault."""
    environ = {
        "LISTBOT_SMTP_IN__PRT": "1",
        "LISTBOT_LISTS__MODE": "live",
        "LISTBOT_FOO__BAR": "1",
        "LISTBOT_SMTP_IN__PORT": "many",
    }
    assert faults(tmp_path, GOOD, environ) == (
        "environment: LISTBOT_FOO__BAR: there is no such key",
        "environment: LISTBOT_LISTS__MODE: [[lists]] can only be set in the file",
        (
            "environment: LISTBOT_SMTP_IN__PRT: there is no such key; did you mean "
            "LISTBOT_SMTP_IN__PORT?"
        ),
        'environment: LISTBOT_SMTP_IN__PORT: must be a whole number from 1 to 65535, not "many"',
    )
    assert "outbound: must be a section: [outbound]" in faults(
        tmp_path,
        "outbound = 1\n" + GOOD.replace("[outbound]", "[store]"),
        {"LISTBOT_OUTBOUND__KIND": "smtp"},
    )


def test_a_list_watched_twice_is_refused_in_both_places(tmp_path: Path) -> None:
    """The same address in two [[lists]], in any case, is a fault of each."""
    again = (
        '[[lists]]\naddress = "INFRA@example.org"\nrole = '
        '"decisions"\nvia = "smtp"\nidentity = "any"\n'
    )
    assert faults(tmp_path, GOOD + again) == (
        "lists[1].address: must be unique: another list has infra@example.org",
        "lists[2].address: must be unique: another list has infra@example.org",
    )


def test_a_password_comes_from_the_credential_first(tmp_path: Path) -> None:
    """systemd's credential wins over the file, the file over the environment."""
    secret = tmp_path / "secret"
    secret.write_text("from the file\r\nand more\n", encoding="utf-8")
    secret.chmod(0o600)
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    path = write(tmp_path, GOOD + IMAP + 'password_file = "secret"')
    environ = {
        "CREDENTIALS_DIRECTORY": str(credentials),
        "LISTBOT_IMAP__PASSWORD": "from the environment",
    }
    from_file = load(path, environ)
    (credentials / "imap.password").write_text("from the credential\n", encoding="utf-8")
    from_credential = load(path, environ)
    assert from_file.imap == (
        ImapConfig(host="mail.example.org", user="listbot", password="from the file"),
    )
    assert from_credential.imap == (
        ImapConfig(host="mail.example.org", user="listbot", password="from the credential"),
    )
    assert "from the" not in repr(from_file)


def test_a_password_from_the_environment_is_taken_with_a_warning(tmp_path: Path) -> None:
    """It works, and the warning names a better place."""
    config = load(write(tmp_path, GOOD + IMAP), {"LISTBOT_IMAP__PASSWORD": "secret"})
    assert [each.password for each in config.imap] == ["secret"]
    assert config.warnings == (
        (
            "environment: LISTBOT_IMAP__PASSWORD: is visible to every child process; use a file "
            "instead, named in imap.password_file"
        ),
    )


def test_a_password_in_the_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A secret must not be in the configuration; the fault says where to put it, without repeating
    it.
    """
    found = faults(tmp_path, GOOD + IMAP + 'password = "hunter2"')
    assert found == (
        "imap.password: must not be in this file: write it to a file that only listbot can "
        "read and name that file in imap.password_file, or provide it as the systemd "
        "credential imap.password",
    )


def test_a_password_that_is_needed_and_nowhere_is_a_fault(tmp_path: Path) -> None:
    """IMAP always needs one; the carrier if it has a user, and then TLS as well."""
    outbound = changed('maildir = "out"', 'maildir = "out"\nuser = "listbot"').replace(
        'kind = "maildir"', 'kind = "smtp"'
    )
    found = faults(tmp_path, outbound + IMAP)
    assert [fault.partition(":")[0] for fault in found] == [
        "outbound.password",
        "outbound.tls",
        "imap.password",
    ]
    assert found[1] == (
        'outbound.tls: must be "starttls" or "tls" if user is set: passwords are never sent in '
        "clear"
    )


def test_a_process_that_needs_no_passwords_looks_for_none(tmp_path: Path) -> None:
    """The public pages are served without any, so a missing one is not a fault."""
    path = write(tmp_path, GOOD + IMAP + 'password_file = "secret"')
    (tmp_path / "secret").write_text("hunter2")
    (tmp_path / "secret").chmod(0o600)
    environ = {"LISTBOT_IMAP__PASSWORD": "hunter2"}
    assert [load(path, environ, has_secrets=False).imap] == [
        (ImapConfig(host="mail.example.org", user="listbot", password=""),)
    ]
    (tmp_path / "secret").unlink()
    assert load(path, {}, has_secrets=False).logins == ()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_password_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    """Group and others may neither read nor write it."""
    secret = tmp_path / "secret"
    secret.write_text("secret\n", encoding="utf-8")
    secret.chmod(mode)
    assert faults(tmp_path, GOOD + IMAP + 'password_file = "secret"') == (
        f"imap.password_file: {secret} must be private to its owner: chmod 600 {secret}",
    )


def test_a_password_file_without_a_password_is_refused(tmp_path: Path) -> None:
    """Empty, missing, a folder, not UTF-8: each fault names the file."""
    secret = tmp_path / "secret"
    text = GOOD + IMAP + 'password_file = "secret"'
    assert faults(tmp_path, text) == (
        f"imap.password_file: {secret} cannot be read: No such file or directory",
    )
    secret.touch(mode=0o600)
    assert faults(tmp_path, text) == (
        f"imap.password_file: {secret} is empty; its first line must be the password",
    )
    secret.write_bytes(b"\xff")
    assert faults(tmp_path, text) == (f"imap.password_file: {secret} must be UTF-8 text",)
    secret.unlink()
    secret.mkdir(mode=0o700)
    assert faults(tmp_path, text) == (
        f"imap.password_file: {secret} cannot be read: Is a directory",
    )


def test_the_roster_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    """[[members]] in bot.roster_file are read as if they were in the configuration."""
    text = GOOD.partition("[[members]]")[0].replace("[bot]", '[bot]\nroster_file = "people.toml"')
    people = tmp_path / "people.toml"
    people.write_text(
        (
            '[[members]]\nname = "Bo"\naddresses = ["bo@example.org"]\nsince = 2025-01-01\nuntil = '
            "2026-01-01"
        ),
        encoding="utf-8",
    )
    config = load(write(tmp_path, text), {})
    assert config.roster.members == (
        Member("Bo", ("bo@example.org",), date(2025, 1, 1), date(2026, 1, 1)),
    )


def test_a_wrong_roster_file_is_told_with_its_own_name(tmp_path: Path) -> None:
    """Its faults have the file's name; [[members]] in both places, or other sections in it, are
    refused.
    """
    text = GOOD.partition("[[members]]")[0].replace("[bot]", '[bot]\nroster_file = "people.toml"')
    people = tmp_path / "people.toml"
    assert faults(tmp_path, text) == (
        f"{people}: cannot be read: No such file or directory "
        f"(named in {tmp_path}/config.toml: bot.roster_file)",
    )
    people.write_text("members = 1", encoding="utf-8")
    assert faults(tmp_path, text) == (f"{people}: members: must be written [[members]]",)
    people.write_text("[members]\n[[members]]", encoding="utf-8")
    assert "write [[lists]], [[rosters]] or [[members]]" in faults(tmp_path, text)[0]
    people.write_text("[[members", encoding="utf-8")
    assert faults(tmp_path, text)[0].startswith(f"{people}: is not valid TOML: ")
    people.write_text(
        '[bot]\n[[members]]\nname = 1\naddresses = ["bo@example.org"]', encoding="utf-8"
    )
    assert faults(tmp_path, text) == (
        f"{people}: bot: must not be in a roster file, only [[members]]",
        f"{people}: members[1].name: must be text in quotes, not 1",
    )
    both = text + '[[members]]\nname = "Bo"\naddresses = ["bo@example.org"]'
    assert faults(tmp_path, both) == (
        "bot.roster_file: must not be set as well as [[members]]; keep members in one place",
    )


def test_classes_may_stand_in_the_configuration_itself(tmp_path: Path) -> None:
    """A few lines, for a list with policy = "own"; what is wrong is reported with its line."""
    ours = '\n[classes.small]\nlike = "ovirt:minor"\nwindow = "96h"\n'
    text = with_list('policy = "own"')
    assert faults(tmp_path, text) == ("lists[1].policy: needs a [classes.NAME] in this file",)
    path = write(tmp_path, text + ours)
    config = load(path, {})
    assert [policy.id for policy in config.policies["own"]] == ["own:small"]
    assert config.policies["own"][0].window == timedelta(hours=96)
    wrong = text + ours.replace("96h", "9h")
    line = wrong.splitlines().index('window = "9h"') + 1
    with pytest.raises(ConfigError) as raised:
        load(write(tmp_path, wrong), {})
    assert raised.value.faults == (
        f"{path}: line {line}: classes.small.window: is shorter than min_window; change one of "
        'them (min_window = "24 h" as in "ovirt:minor")',
    )
    second = f'{text}\n[[lists]]\naddress = "b@example.org"\nrole = "decisions"\nvia = "smtp"\n'
    second += 'identity = "any"\npolicy = "own"\n'
    assert list(load(write(tmp_path, second + ours), {}).policies) == ["own"]


def test_classes_that_no_list_decides_by_are_warned_about(tmp_path: Path) -> None:
    """They look as if they were in force."""
    text = changed("[smtp_in]", '[smtp_in]\n\n[classes.small]\nlike = "ovirt:minor"')
    path = write(tmp_path, text)
    assert load(path, {}).warnings == (f'{path}: classes: is not used: no list has policy = "own"',)
    assert faults(tmp_path, "classes = 3\n" + changed("[smtp_in]", "[smtp_in]")) == (
        "classes: must be written [classes.NAME]",
    )


def test_a_policy_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    """A path names a preset file; the preset has the file's name, and its faults are reported with
    the rest.
    """
    text = with_list('policy = "rules/ours.toml"')
    ours = tmp_path / "rules/ours.toml"
    assert faults(tmp_path, text) == (f"lists[1].policy: there is no file {ours}",)
    ours.parent.mkdir()
    ours.write_text(PRESET.read_text(encoding="utf-8"), encoding="utf-8")
    config = load(write(tmp_path, text), {})
    assert [policy.id for policy in config.policies["ours"]] == ["ours:substantial", "ours:minor"]
    assert config.lists[0].policy == "ours"
    second = (
        '[[lists]]\naddress = "dev@example.org"\nrole = '
        '"decisions"\nvia = "smtp"\nidentity = "any"\n'
    )
    assert (
        load(write(tmp_path, text + second + 'policy = "rules/ours.toml"'), {}).policies
        == config.policies
    )
    assert faults(tmp_path, text + second + 'policy = "ours.toml"') == (
        f'lists[2].policy: another list has a preset named "ours"; rename {tmp_path}/ours.toml',
    )
    ours.write_text("[classes", encoding="utf-8")
    assert faults(tmp_path, text)[0].startswith("ours.toml: ")


def test_two_presets_never_share_a_name(tmp_path: Path) -> None:
    """A file named like a shipped preset or another file is refused, since stored proposals have
    the name.
    """
    file = tmp_path / "ovirt.toml"
    assert faults(tmp_path, with_list('policy = "ovirt.toml"')) == (
        f'lists[1].policy: listbot ships a preset named "ovirt"; rename {file}',
    )
    assert faults(tmp_path, with_list('policy = "own.toml"')) == (
        'lists[1].policy: "own" stands for the [classes.NAME] in this file; rename '
        f"{tmp_path}/own.toml",
    )


def test_what_is_allowed_and_seldom_meant_is_warned_of(tmp_path: Path) -> None:
    """No roster although the roster decides; alerts to a whole list."""
    path = write(
        tmp_path, GOOD.partition("[[members]]")[0].replace("admin@example.org", "infra@example.org")
    )
    assert load(path, {}).warnings == (
        f"{path}: members: is missing: add a [[members]] for each person; until then "
        'everybody who posted before a proposal counts, and results say "advisory: no roster"',
        f"{path}: bot.admin: is a watched list: everybody on it will get the alerts",
    )


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("ca_file", '"ca.pem"', "imap.ca_file: there is no file {folder}/ca.pem"),
        ("poll", "1", "imap.poll: must be a number of seconds, at least 5, not 1"),
        ("poll", "inf", "imap.poll: must be a number of seconds, at least 5, not inf"),
        ("port", '"993"', 'imap.port: must be a whole number from 1 to 65535, not "993"'),
    ],
)
def test_imap_values_are_checked(tmp_path: Path, key: str, value: str, fault: str) -> None:
    """Values of [imap] must be within their bounds."""
    text = GOOD + IMAP + f"{key} = {value}"
    environ = {"LISTBOT_IMAP__PASSWORD": "secret"}
    assert faults(tmp_path, text, environ) == (fault.format(folder=tmp_path),)


SUPPORT = """
[[lists]]
address = "infra-support@example.org"
role = "support"
via = "smtp"
identity = "any"
"""
TEAM = "team = []\n"


def test_a_support_list_has_rules_of_its_own(tmp_path: Path) -> None:
    """Without other keys it has every default and no policy, and each list has the delimiter."""
    text = changed("admin =", 'delimiter = "-"\nadmin =') + SUPPORT + TEAM
    config = load(write(tmp_path, text), {})
    assert config.bot.delimiter == "-"
    assert [each.desk for each in config.lists] == [
        DeskRules(delimiter="-"),
        DeskRules(delimiter="-", is_team_told=True),
    ]
    assert [each.recap for each in config.lists] == [RecapRules(), NO_RECAP]
    assert [each.policy for each in config.lists] == ["ovirt", ""]
    assert (list(config.policies), config.warnings) == (["ovirt"], ())


def test_every_key_of_a_help_desk_is_read(tmp_path: Path) -> None:
    """Each reaches its field, spans in their unit; an empty delimiter means no extensions."""
    keys = """
prefix = "INFRA"
team = ["Ana@Example.org", "ravi@example.net"]
public = true
urgent = "#infra on OFTC"
triage = "usually within 2 working days"
gather_minutes = 5
nudge_days = 7
park_days = 8
reopen_days = 0
hourly = 2
daily = 3
"""
    config = load(
        write(tmp_path, changed("admin =", 'delimiter = ""\nadmin =') + SUPPORT + keys), {}
    )
    assert config.lists[1].desk == DeskRules(
        prefix="INFRA",
        delimiter="",
        team=("ana@example.org", "ravi@example.net"),
        is_team_told=True,
        public=True,
        urgent="#infra on OFTC",
        triage="usually within 2 working days",
        gather=timedelta(minutes=5),
        nudge=timedelta(days=7),
        park=timedelta(days=8),
        reopen=timedelta(0),
        hourly=2,
        daily=3,
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            'policy = "ovirt"',
            "lists[2].policy: is only for decision lists: a support list has no votes",
        ),
        (
            'prefix = "tick"',
            'lists[2].prefix: must be one to eight capital letters, like T or INFRA, not "tick"',
        ),
        (
            'prefix = "ABCDEFGHI"',
            (
                "lists[2].prefix: must be one to eight capital letters, like T or INFRA, not "
                '"ABCDEFGHI"'
            ),
        ),
        ('prefix = "V"', "lists[2].prefix: must not be V, which is for votes, like V-31"),
        (
            'team = "ana@example.org"',
            'lists[2].team: must be a list of texts, ["..."], not "ana@example.org"',
        ),
        (
            'team = ["ana"]',
            'lists[2].team: must be a mail address, not "ana": '
            "An email address must have an @-sign.",
        ),
        (
            'team = ["infra+x@example.org"]',
            (
                "lists[2].team: must not name infra+x@example.org: listbot would get its own "
                "copies back"
            ),
        ),
        ('public = "yes"', 'lists[2].public: must be true or false, not "yes"'),
        (
            'urgent = "call\\nus"',
            'lists[2].urgent: must be one line of at most 100 characters, not "call\nus"',
        ),
        (
            f'triage = "{"x" * 101}"',
            f'lists[2].triage: must be one line of at most 100 characters, not "{"x" * 56}...',
        ),
        (
            "gather_minutes = -1",
            "lists[2].gather_minutes: must be a whole number from 0 to 1440, not -1",
        ),
        ("nudge_days = 0", "lists[2].nudge_days: must be a whole number from 1 to 3650, not 0"),
        ("hourly = 2.5", "lists[2].hourly: must be a whole number from 0 to 1000, not 2.5"),
        ("prefxi = 1", "lists[2].prefxi: there is no such key; did you mean prefix?"),
    ],
)
def test_a_wrong_value_of_a_help_desk(tmp_path: Path, line: str, fault: str) -> None:
    """The fault names the key and what is expected."""
    assert faults(tmp_path, GOOD + SUPPORT + line) == (fault,)


def test_a_key_of_a_help_desk_on_another_list(tmp_path: Path) -> None:
    """It would do nothing there; the hint says what may have been meant."""
    assert faults(tmp_path, with_list('prefix = "T"')) == (
        'lists[1].prefix: is only for a help desk; did you mean role = "support"?',
    )


def test_every_key_of_a_recap_is_read(tmp_path: Path) -> None:
    """Each reaches its field: a day by its name, an hour as a time, the zone by its name."""
    lines = """
recap = false
recap_day = "friday"
recap_hour = "16:30"
timezone = "Europe/Vienna"
weekly_posts = 0
hourly_posts = 9
quiet_days = 3
"""
    (found,) = load(write(tmp_path, with_list(lines)), {}).lists
    assert found.recap == RecapRules(False, 5, time(16, 30), "Europe/Vienna", 0, 9, 3)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('recap = "no"', 'recap: must be true or false, not "no"'),
        (
            'recap_day = "Monday"',
            "recap_day: must be one of: monday, tuesday, wednesday, thursday, friday, saturday, "
            'sunday (not "Monday"); did you mean monday?',
        ),
        ('recap_hour = "9"', 'recap_hour: must be a time of day, like "09:00", not "9"'),
        ('recap_hour = "24:00"', 'recap_hour: must be a time of day, like "09:00", not "24:00"'),
        (
            'timezone = "Vienna"',
            (
                'timezone: must be a time zone, like Europe/Vienna, not "Vienna"; did you mean '
                "Europe/Vienna?"
            ),
        ),
        (
            'timezone = "Europe/Vienne"',
            (
                'timezone: must be a time zone, like Europe/Vienna, not "Europe/Vienne"; did you '
                "mean "
                "Europe/Vienna?"
            ),
        ),
        ('timezone = "../x"', 'timezone: must be a time zone, like Europe/Vienna, not "../x"'),
        ('timezone = "Europe"', 'timezone: must be a time zone, like Europe/Vienna, not "Europe"'),
        ("weekly_posts = -1", "weekly_posts: must be a whole number from 0 to 100, not -1"),
        ("hourly_posts = 0", "hourly_posts: must be a whole number from 1 to 100, not 0"),
        ("quiet_days = 0", "quiet_days: must be a whole number from 1 to 365, not 0"),
    ],
)
def test_a_wrong_value_of_a_recap(tmp_path: Path, line: str, fault: str) -> None:
    """The fault names the key and what is expected."""
    (told,) = faults(tmp_path, with_list(line))
    assert told.startswith(f"lists[1].{fault}")


def test_a_key_of_a_recap_on_a_support_list(tmp_path: Path) -> None:
    """It would do nothing there; the hint says which recap has the help desk."""
    assert faults(tmp_path, GOOD + SUPPORT + 'timezone = "UTC"') == (
        (
            "lists[2].timezone: is only for decision lists, whose recap includes the help desk; "
            "remove it"
        ),
    )


def test_a_support_list_needs_to_know_whom_to_obey(tmp_path: Path) -> None:
    """As for a decision list: "list-vouched" without a trusted host would obey nobody."""
    (fault,) = faults(tmp_path, GOOD + SUPPORT.replace('identity = "any"\n', ""))
    assert fault.startswith("lists[2].trusted_hops: is missing: name the host through which only")


def test_a_delimiter_is_one_that_mail_hosts_use(tmp_path: Path) -> None:
    """With a letter, other people's addresses would look like ours."""
    assert faults(tmp_path, changed("admin =", 'delimiter = "x"\nadmin =')) == (
        'bot.delimiter: must be one of + - = _ or "" (no extensions), not "x"',
    )


def test_a_help_desk_without_members_is_warned_of(tmp_path: Path) -> None:
    """Requests would come in, but nobody could work on them by mail."""
    alone = GOOD.partition("[[lists]]")[0] + SUPPORT + TEAM
    path = write(tmp_path, alone)
    assert load(path, {}).warnings == (
        f"{path}: members: is missing: add a [[members]] for each person; until then nobody can "
        "work on tickets by mail",
    )


def test_imap_is_read_whole(tmp_path: Path) -> None:
    """Every key of [imap] reaches its field."""
    (tmp_path / "ca.pem").touch()
    text = GOOD + IMAP + 'port = 1993\nca_file = "ca.pem"\npoll = 60\n'
    config = load(write(tmp_path, text), {"LISTBOT_IMAP__PASSWORD": "secret"})
    assert config.imap == (
        ImapConfig("mail.example.org", "listbot", "secret", 1993, tmp_path / "ca.pem", 60.0),
    )


def test_a_templates_folder_must_be_there(tmp_path: Path) -> None:
    """bot.templates_dir must name an existing folder."""
    text = GOOD.replace("[bot]", '[bot]\ntemplates_dir = "letters"')
    assert faults(tmp_path, text) == (f"bot.templates_dir: there is no folder {tmp_path}/letters",)
    (tmp_path / "letters").mkdir()
    assert load(write(tmp_path, text), {}).templates_dir == tmp_path / "letters"


def test_a_help_desk_nobody_hears_of_is_warned_of(tmp_path: Path) -> None:
    """Without `team` nobody is notified of requests; [] says that the team reads the support
    address itself.
    """
    path = write(tmp_path, GOOD + SUPPORT)
    assert load(path, {}).warnings == (
        f"{path}: lists[2].team: is missing: nobody is notified of requests to "
        "infra-support@example.org. Name addresses that get a copy, or set team = [] if the "
        "team reads that address itself",
    )


def test_a_help_desk_that_trusts_the_host_of_a_list(tmp_path: Path) -> None:
    """It would obey what anybody mails to that list in a member's name; a separate host is fine."""
    support = SUPPORT.replace(
        'identity = "any"', 'trusted_hops = ["lists.example.org", "submission.example.org"]'
    )
    text = GOOD.replace('identity = "any"', 'trusted_hops = ["lists.example.org"]') + support + TEAM
    path = write(tmp_path, text)
    assert load(path, {}).warnings == (
        f"{path}: lists[2].trusted_hops: names lists.example.org, the host of infra@example.org, "
        "which passes on mail in anybody's name: forged commands in a member's name would be "
        "obeyed without a question. Name the host through which only the team sends",
    )
    alone = write(tmp_path, text.replace('["lists.example.org", "submission', '["submission'))
    assert load(alone, {}).warnings == ()


def test_what_a_list_of_signed_votes_is_told(tmp_path: Path) -> None:
    """Its mail server's name, the sealers it believes, and where keys are looked up."""
    lines = (
        'identity = "verified"\ntrusted_hops = ["lists.example.org"]\n'
        'authserv_id = "MX.example.org"\ntrusted_sealers = ["Lists.example.org"]\n'
    )
    text = (
        changed('identity = "any"\n', lines)
        + '[dns]\nservers = ["127.0.0.1", "2001:db8::1"]\nport = 5353\ntimeout = 2.5\n'
    )
    path = tmp_path / "config.toml"
    path.write_text(text)
    config = load(path, {})
    (own,) = config.lists
    assert (own.identity, own.authserv_id, own.trusted_sealers) == (
        Level.VERIFIED,
        "mx.example.org",
        ("lists.example.org",),
    )
    assert config.dns == DnsConfig(("127.0.0.1", "2001:db8::1"), 5353, 2.5)
    assert rules_of(config, RulesInput(()), None).lists[0].context.asks_proof


def test_a_help_desk_may_ask_for_signatures_alone(tmp_path: Path) -> None:
    """People write to it directly, so no list's host is needed to show anything."""
    path = tmp_path / "config.toml"
    path.write_text(GOOD + SUPPORT.replace('"any"', '"verified"'))
    assert load(path, {}).lists[1].identity is Level.VERIFIED


def test_a_list_is_known_by_the_signature_of_its_host(tmp_path: Path) -> None:
    """Where its hosts have no fixed names, `host_signature` takes the place of `trusted_hops`."""
    lines = 'identity = "list-vouched"\nhost_signature = "GoogleGroups.com"\n'
    path = write(tmp_path, changed('identity = "any"\n', lines))
    config = load(path, {})
    context = rules_of(config, RulesInput(()), None).lists[0].context
    assert (config.lists[0].host_signature, context.host_signature) == ("googlegroups.com",) * 2
    assert (context.asks_proof, context.trusted_hops) == (False, ())
