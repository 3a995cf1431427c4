"""`listbot init`: asks the few things that cannot be guessed and writes a first config.toml.

What it writes loads without a fault, with every list in the mode `approve`. For the systemd unit
(`--service`, and always in /etc/listbot) the database stands where the unit may write, and the
passwords become the unit's credentials. It never overwrites a file and never connects to anything;
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
    """A mail address, checked without DNS; a usage error if it is none."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise click.BadParameter(str(error)) from error
    return text


def address_or_none(text: str) -> str:
    """A mail address; an empty answer stands for none."""
    return address(text) if text else ""


def host(text: str) -> str:
    """A host's name or IP address; an empty answer stands for none."""
    if text and not is_host(text.lower()):
        raise click.BadParameter(f"{text} is no host name and no IP address")
    return text.lower()


def via(text: str) -> str:
    """A way in: smtp, lmtp or imap:FOLDER."""
    if text in ("smtp", "lmtp") or (text.startswith("imap:") and text != "imap:"):
        return text
    raise click.BadParameter(f"{text} is none of smtp, lmtp, imap:FOLDER")


FOLDER = Path("/etc/listbot")
STATE = "/var/lib/listbot"
"""Where the unit looks for the configuration, and where it may write (systemd/listbot.service)."""
CREDENTIALS = "credentials.conf"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the file is made from. The defaults make the embedded daemon: mail in by SMTP, letters
    to a folder.
    """

    list: str = "infra@example.org"
    bot: str = "listbot@example.org"
    admin: str = "admin@example.org"
    via: str = "smtp"
    imap_host: str = ""
    imap_user: str = ""
    support: str = ""
    """The address of a help desk; "" for none. By IMAP it has a mailbox of its own."""
    team: str = ""
    """Who of the team gets a copy of each request; "": the team reads the help desk's mail itself.
    """
    support_host: str = ""
    support_user: str = ""
    trusted_hop: str = ""
    smtp_host: str = ""

    @property
    def accounts(self) -> tuple[tuple[str, str, str], ...]:
        """Name, server and user of each mailbox; a single one has no name."""
        if not self.via.startswith("imap:"):
            return ()
        first = ("list" if self.support else "", self.imap_host, self.imap_user)
        return (
            (first, ("support", self.support_host, self.support_user)) if self.support else (first,)
        )

    @property
    def way(self) -> str:
        """The list's `via`: a folder of its account."""
        return self.via.replace(":", ":list:", 1) if len(self.accounts) > 1 else self.via


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: a field of Answers."""

    name: str
    text: str
    check: Callable[[str], str] = str
    """Takes the answer; raises BadParameter, and then it is asked again."""
    only_here: bool = False
    """Nobody but the person can know it: --yes has a default, the prompt has none."""
    needs: str = ""
    """The answer without which it has no meaning: "via", when mail comes by IMAP, or "support"."""
    differs: tuple[str, ...] = ()
    """Answers that it must not repeat: each address has one purpose."""
    by_imap: bool = False
    """It is about a mailbox."""


QUESTIONS = (
    Question("list", "The list to watch", address, only_here=True),
    Question("bot", "The address letters come from", address, only_here=True, differs=("list",)),
    Question("admin", "Your address, for alerts", address, only_here=True),
    Question("via", "How its mail comes in: smtp, lmtp or imap:FOLDER", via),
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
            "An address of the team that gets a copy of each request (empty: the team reads them "
            "there itself)"
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
    Question("smtp_host", "The server that takes letters (empty: they go to a folder)", host),
)

NAMED = {"list": "list", "bot": "bot", "support": "help desk"}


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command an option for each question, so that a script can answer them."""
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
    help="Ask nothing; what no option says gets a default that runs by itself.",
)
@click.option(
    "--service/--no-service",
    default=None,
    help=(
        "For the systemd unit: database in /var/lib/listbot, "
        "passwords as credentials. Always in /etc/listbot."
    ),
)
@with_options
def init(folder: Path, yes: bool, service: bool | None, **given: str | None) -> None:
    """Write a first config.toml by asking a few questions."""
    path = folder / "config.toml"
    is_service = folder.absolute() == FOLDER if service is None else service
    if path.exists():
        raise click.ClickException(f"{path} is there already; remove it, or choose another --dir")
    answers = complete(given, ask=not yes)
    folder.mkdir(parents=True, exist_ok=True)
    for name, server, user in answers.accounts if not yes else ():
        write(folder / password_file(name), ask_password(user, server), mode=0o600)
    write(path, render(answers, STATE if is_service else ""), mode=0o644)
    click.echo(f"Wrote {path}. Next: listbot --config {path} check-config --connect", err=True)
    if not answers.trusted_hop:
        click.echo(
            "Until trusted_hops names the list's host, anybody can vote under any name. Once two "
            "mails have come in, check-config --connect says what to write.",
            err=True,
        )
    if is_service and answers.accounts:
        write(folder / CREDENTIALS, credentials(answers, folder.absolute()), mode=0o644)
        drop_in = f"/etc/systemd/system/listbot.service.d/{CREDENTIALS}"
        click.echo(
            (
                f"Then, for the unit to get the passwords: install -D -m "
                f"644 {folder.absolute() / CREDENTIALS} {drop_in}"
            ),
            err=True,
        )


def credentials(answers: Answers, folder: Path) -> str:
    """The lines of a drop-in that hand the passwords to the unit; the files stay root's
    (systemd.exec(5)).
    """
    names = [password_file(name) for name, _, _ in answers.accounts]
    return "[Service]\n" + "".join(f"LoadCredential={name}:{folder / name}\n" for name in names)


def complete(given: dict[str, str | None], *, ask: bool) -> Answers:
    """What the options leave open is asked for, or taken from the defaults."""
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
    """An answer that was typed; raises BadParameter, and then it is asked for again."""
    value = question.check(text)
    refuse_same(question, value, found)
    return value


def refuse_same(question: Question, value: str, found: dict[str, str]) -> None:
    """Letters that come from the list's own address, say, would be read as the list's
    mail again.
    """
    for other in question.differs:
        if value and value.lower() == found[other].lower():
            raise click.BadParameter(
                f"{value} is the address of the {NAMED[other]} already; it needs its own"
            )


def is_needed(question: Question, found: dict[str, str]) -> bool:
    """Whether the answers so far leave the question any meaning."""
    if question.by_imap and not found["via"].startswith("imap:"):
        return False
    return question.needs in ("", "via") or bool(found[question.needs])


def password_file(name: str) -> str:
    """Where the password of an account is, beside the configuration: named as its credential would
    be.
    """
    return f"imap.{name}.password" if name else "imap.password"


def ask_password(user: str, server: str) -> str:
    """An IMAP password, not shown while it is typed."""
    text = f"The password of {user} at {server}"
    return str(click.prompt(text, hide_input=True, err=True)) + "\n"


def render(answers: Answers, state: str = "") -> str:
    """The text of the file. `state`: the folder that the daemon may write to; "" is the
    file's own.
    """
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - TOML, no HTML; every answer goes through `quoted`
    )
    environment.filters["quoted"] = quoted
    environment.filters["password_file"] = password_file
    facts = asdict(answers) | {"accounts": answers.accounts, "way": answers.way, "state": state}
    return environment.get_template("config.toml.j2").render(facts)


def quoted(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON."""
    return json.dumps(text)


def write(path: Path, text: str, *, mode: int) -> None:
    """Create a file; one that is there already is an error, for it may be somebody's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
