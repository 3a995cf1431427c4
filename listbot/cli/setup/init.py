"""`listbot init`: asks for the few things it cannot guess and writes a first config.toml.

The result loads without a fault, with every list in the mode `approve`. For the systemd unit
(`--service`, and always in /etc/listbot) the database goes where the unit may write, and the
passwords become the unit's credentials. It never overwrites a file or connects to anything;
`listbot check-config --connect` is the next step.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
from email_validator import EmailNotValidError, validate_email
from jinja2 import Environment, PackageLoader, StrictUndefined

from listbot.config.section import is_host


def address(text: str) -> str:
    """Check a mail address, without DNS. Raises BadParameter."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from error
    return text


def address_or_none(text: str) -> str:
    """Check a mail address; an empty answer means none."""
    return address(text) if text else ""


def host(text: str) -> str:
    """Check a host name or IP address; an empty answer means none."""
    if text and not is_host(text.lower()):
        raise click.BadParameter(f'not a host name or IP address: "{text}"')
    return text.lower()


def via(text: str) -> str:
    """Check a way in: smtp, lmtp or imap:FOLDER."""
    if text in ("smtp", "lmtp") or (text.startswith("imap:") and text != "imap:"):
        return text
    raise click.BadParameter(f'must be one of: smtp, lmtp, imap:FOLDER (not "{text}")')


def level(text: str) -> str:
    """Check what a binding vote needs."""
    if text in LEVELS:
        return text
    raise click.BadParameter(f'must be one of: {", ".join(LEVELS)} (not "{text}")')


def program(text: str) -> str:
    """Check the full path of a program."""
    if Path(text).is_absolute():
        return text
    raise click.BadParameter(f'must be the full path of a program (not "{text}")')


LEVELS = ("list-vouched", "verified")
HOSTED = (
    "imap.gmail.com",
    "imap.googlemail.com",
    "smtp.gmail.com",
    "outlook.office365.com",
    "smtp.office365.com",
)
"""Servers that take access tokens instead of passwords (docs/hosted.md)."""

FOLDER = Path("/etc/listbot")
STATE = "/var/lib/listbot"
"""Where the unit reads the configuration, and where it may write (systemd/listbot.service)."""
CREDENTIALS = "credentials.conf"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers the file is made from. The defaults need no other server: mail comes in by SMTP,
    letters go to a folder.
    """

    list: str = "infra@example.org"
    bot: str = "listbot@example.org"
    admin: str = "admin@example.org"
    via: str = "smtp"
    imap_host: str = ""
    imap_user: str = ""
    support: str = ""
    """The address of a help desk; "" for none. With IMAP it has a separate mailbox."""
    team: str = ""
    """The address that gets a copy of each request; "": the team reads the help desk's mail."""
    support_host: str = ""
    support_user: str = ""
    trusted_hop: str = ""
    identity: str = "list-vouched"
    smtp_host: str = ""
    token_command: str = "/usr/local/bin/mail-token"  # noqa: S105 - a program, not a secret
    """The program that prints access tokens, for mailboxes at Google or Microsoft."""

    @property
    def accounts(self) -> tuple[tuple[str, str, str], ...]:
        """Return name, server and user of each mailbox; a single one has no name."""
        if not self.via.startswith("imap:"):
            return ()
        first = ("list" if self.support else "", self.imap_host, self.imap_user)
        return (
            (first, ("support", self.support_host, self.support_user)) if self.support else (first,)
        )

    @property
    def way(self) -> str:
        """Return the list's `via`: a folder of its account."""
        return self.via.replace(":", ":list:", 1) if len(self.accounts) > 1 else self.via

    @property
    def with_password(self) -> tuple[tuple[str, str, str], ...]:
        """Return the mailboxes that need a password."""
        return tuple(each for each in self.accounts if each[1] not in HOSTED)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that fills one field of Answers."""

    name: str
    text: str
    check: Callable[[str], str] = str
    """Checks and returns the answer; after BadParameter the question is asked again."""
    only_here: bool = False
    """Only the person can know it: --yes has a default, the prompt has none."""
    needs: str = ""
    """The answer it depends on: "via" (mail comes by IMAP), "support", "trusted_hop", or "hosted"
    (a server is one of those that take tokens).
    """
    differs: tuple[str, ...] = ()
    """Answers that it must not repeat: each address has one purpose."""
    by_imap: bool = False
    """It is about a mailbox."""


QUESTIONS = (
    Question("list", "The list to watch", address, only_here=True),
    Question("bot", "The address letters come from", address, only_here=True, differs=("list",)),
    Question("admin", "Your address, for alerts", address, only_here=True),
    Question("via", "How the list's mail comes in: smtp, lmtp or imap:FOLDER", via),
    Question("imap_host", "The IMAP server", host, only_here=True, needs="via", by_imap=True),
    Question("imap_user", "The user there", only_here=True, needs="via", by_imap=True),
    Question(
        "support",
        "The address of a help desk (empty: none)",
        address_or_none,
        differs=("list", "bot"),
    ),
    Question(
        "team",
        (
            "The team's address for a copy of each request (empty: the team reads the help desk's "
            "mail itself)"
        ),
        address_or_none,
        needs="support",
        differs=("support", "list", "bot"),
    ),
    Question(
        "support_host",
        "The IMAP server of the help desk's mailbox",
        host,
        only_here=True,
        needs="support",
        by_imap=True,
    ),
    Question("support_user", "The user there", only_here=True, needs="support", by_imap=True),
    Question("trusted_hop", "The host that hands you the list's mail (empty: not known yet)", host),
    Question(
        "identity",
        (
            "What a binding vote needs: list-vouched (it came from that host) or verified (its "
            "writer's mail domain has signed it, too; the list must not change mails)"
        ),
        level,
        needs="trusted_hop",
    ),
    Question("smtp_host", "The mail server for letters (empty: they go to a folder)", host),
    Question(
        "token_command",
        "The program that prints an access token, since this server takes no passwords",
        program,
        needs="hosted",
    ),
)

NAMED = {"list": "list", "bot": "bot", "support": "help desk"}


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each question to the command, so that scripts can answer them."""
    for question in reversed(QUESTIONS):
        option = f"--{question.name.replace('_', '-')}"
        command = click.option(
            option, type=question.check, metavar="TEXT", help=question.text + "."
        )(command)
    return command


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    show_default=True,
)
@click.option(
    "--yes",
    is_flag=True,
    help="Ask nothing; use defaults that work without another server.",
)
@click.option(
    "--service/--no-service",
    default=None,
    help=(
        "Write it for the systemd unit: database in /var/lib/listbot, "
        "passwords as credentials [default: only in /etc/listbot]."
    ),
)
@with_options
def init(folder: Path, yes: bool, service: bool | None, **given: str | None) -> None:
    """Write a first config.toml by asking a few questions."""
    path = folder / "config.toml"
    is_service = folder.absolute() == FOLDER if service is None else service
    if path.exists():
        raise click.ClickException(f"{path} already exists; remove it or choose another --dir")
    answers = complete(given, ask=not yes)
    folder.mkdir(parents=True, exist_ok=True)
    for name, server, user in answers.with_password if not yes else ():
        write(folder / password_file(name), ask_password(user, server), mode=0o600)
    write(path, render(answers, STATE if is_service else ""), mode=0o644)
    click.echo(f"Wrote {path}. Next: listbot --config {path} check-config --connect", err=True)
    if not answers.trusted_hop:
        click.echo(
            "Until trusted_hops names the list's host, anybody can vote under any name. After two "
            "mails have come in, check-config --connect shows what to write.",
            err=True,
        )
    if is_service and answers.with_password:
        write(folder / CREDENTIALS, credentials(answers, folder.absolute()), mode=0o644)
        drop_in = f"/etc/systemd/system/listbot.service.d/{CREDENTIALS}"
        click.echo(
            (
                f"Then give the unit the passwords: install -D -m "
                f"644 {folder.absolute() / CREDENTIALS} {drop_in}"
            ),
            err=True,
        )


def credentials(answers: Answers, folder: Path) -> str:
    """Return a drop-in that gives the unit the passwords; only root can read the files
    (systemd.exec(5)).
    """
    names = [password_file(name) for name, _, _ in answers.with_password]
    return "[Service]\n" + "".join(f"LoadCredential={name}:{folder / name}\n" for name in names)


def complete(given: dict[str, str | None], *, ask: bool) -> Answers:
    """Ask for answers that are not in the options, or take the defaults. Raises UsageError if a
    needed one is missing.
    """
    defaults = asdict(Answers())
    found: dict[str, str] = {}
    for question in QUESTIONS:
        value = given[question.name]
        if value is None and ask and is_needed(question, found):
            default = None if question.only_here else defaults[question.name]
            check = partial(checked, question, found)
            value = click.prompt(question.text, default=default, value_proc=check, err=True)
        found[question.name] = defaults[question.name] if value is None else value
        refuse_same(question, found[question.name], found)
        if not found[question.name] and question.only_here and is_needed(question, found):
            needed = f"--{question.name.replace('_', '-')}"
            raise click.UsageError(f"--{question.needs} {found[question.needs]} needs {needed}")
    return Answers(**found)


def checked(question: Question, found: dict[str, str], text: str) -> str:
    """Check a typed answer; after BadParameter the question is asked again."""
    value = question.check(text)
    refuse_same(question, value, found)
    return value


def refuse_same(question: Question, value: str, found: dict[str, str]) -> None:
    """Raise BadParameter if two answers are the same address: listbot would, for instance, read
    letters sent from the list's address as the list's mail.
    """
    for other in question.differs:
        if value and value.lower() == found[other].lower():
            raise click.BadParameter(
                f"{value} is already the address of the {NAMED[other]}; choose another one"
            )


def is_needed(question: Question, found: dict[str, str]) -> bool:
    """Return whether the question makes sense after the answers so far."""
    if question.by_imap and not found["via"].startswith("imap:"):
        return False
    if question.needs == "hosted":
        return any(found[name] in HOSTED for name in ("imap_host", "support_host", "smtp_host"))
    return question.needs in ("", "via") or bool(found[question.needs])


def password_file(name: str) -> str:
    """Return the name of an account's password file beside the configuration; its credential has
    the same name.
    """
    return f"imap.{name}.password" if name else "imap.password"


def ask_password(user: str, server: str) -> str:
    """Ask for an IMAP password, without showing it."""
    text = f"The password of {user} at {server}"
    return str(click.prompt(text, hide_input=True, err=True)) + "\n"


def render(answers: Answers, state: str = "") -> str:
    """Return the text of the file. `state`: the folder the daemon writes to, if not the file's."""
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - TOML, not HTML; every answer goes through `quoted`
    )
    environment.filters["quoted"] = quoted
    environment.filters["password_file"] = password_file
    facts = asdict(answers) | {"accounts": answers.accounts, "way": answers.way, "state": state}
    facts |= {"hosted": HOSTED}
    return environment.get_template("config.toml.j2").render(facts)


def quoted(text: str) -> str:
    """Return a TOML basic string; JSON has the same escapes."""
    return json.dumps(text)


def write(path: Path, text: str, *, mode: int) -> None:
    """Create a file. Raises FileExistsError if it exists: it may be somebody's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
