"""`listbot init`: asks the few things that cannot be guessed and writes a first config.toml.

What it writes loads without a fault, with every list in the mode `approve`. It never overwrites a file and
never connects to anything; `listbot check-config --connect` is the next step.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
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


@dataclass(frozen=True, slots=True)
class Answers:
    """What the file is made from. The defaults make the embedded daemon: mail in by SMTP, letters to a folder."""

    list: str = "infra@example.org"
    bot: str = "listbot@example.org"
    admin: str = "admin@example.org"
    via: str = "smtp"
    imap_host: str = ""
    imap_user: str = ""
    support: str = ""
    """The address of a help desk that has a mailbox of its own; "" for none."""
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
        return (first, ("support", self.support_host, self.support_user)) if self.support else (first,)

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


QUESTIONS = (
    Question("list", "The list to watch", address, only_here=True),
    Question("bot", "The address letters come from", address, only_here=True),
    Question("admin", "Your address, for alerts", address, only_here=True),
    Question("via", "How its mail comes in: smtp, lmtp or imap:FOLDER", via),
    Question("imap_host", "The IMAP server", host, only_here=True, needs="via"),
    Question("imap_user", "The user there", only_here=True, needs="via"),
    Question(
        "support",
        "A help desk with a mailbox of its own: its address (empty: none)",
        address_or_none,
        needs="via",
    ),
    Question("support_host", "The IMAP server of that mailbox", host, only_here=True, needs="support"),
    Question("support_user", "The user there", only_here=True, needs="support"),
    Question("trusted_hop", "The host that hands you the list's mail (empty: not known yet)", host),
    Question("smtp_host", "The server that takes letters (empty: they go to a folder)", host),
)


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command an option for each question, so that a script can answer them."""
    for question in reversed(QUESTIONS):
        option = f"--{question.name.replace('_', '-')}"
        command = click.option(option, type=question.check, metavar="TEXT", help=question.text + ".")(command)
    return command


@click.command()
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), default=".", show_default=True
)
@click.option(
    "--yes", is_flag=True, help="Ask nothing; what no option says gets a default that runs by itself."
)
@with_options
def init(folder: Path, yes: bool, **given: str | None) -> None:
    """Write a first config.toml by asking a few questions."""
    path = folder / "config.toml"
    if path.exists():
        raise click.ClickException(f"{path} is there already; remove it, or choose another --dir")
    answers = complete(given, ask=not yes)
    folder.mkdir(parents=True, exist_ok=True)
    for name, server, user in answers.accounts if not yes else ():
        write(folder / password_file(name), ask_password(user, server), mode=0o600)
    write(path, render(answers), mode=0o644)
    click.echo(f"Wrote {path}. Next: listbot --config {path} check-config --connect", err=True)


def complete(given: dict[str, str | None], *, ask: bool) -> Answers:
    """What the options leave open is asked for, or taken from the defaults."""
    defaults = asdict(Answers())
    found: dict[str, str] = {}
    for question in QUESTIONS:
        value = given[question.name]
        if value is None and ask and is_needed(question, found):
            default = None if question.only_here else defaults[question.name]
            value = click.prompt(question.text, default=default, value_proc=question.check, err=True)
        found[question.name] = defaults[question.name] if value is None else value
        if not found[question.name] and question.only_here and is_needed(question, found):
            needed = f"--{question.name.replace('_', '-')}"
            raise click.UsageError(f"--{question.needs} {found[question.needs]} needs {needed}")
    return Answers(**found)


def is_needed(question: Question, found: dict[str, str]) -> bool:
    """Whether the answers so far leave the question any meaning."""
    by_imap = found.get("via", "").startswith("imap:")
    return not question.needs or (by_imap and (question.needs == "via" or bool(found[question.needs])))


def password_file(name: str) -> str:
    """Where the password of an account is, beside the configuration: named as its credential would be."""
    return f"imap.{name}.password" if name else "imap.password"


def ask_password(user: str, server: str) -> str:
    """An IMAP password, not shown while it is typed."""
    text = f"The password of {user} at {server}"
    return str(click.prompt(text, hide_input=True, err=True)) + "\n"


def render(answers: Answers) -> str:
    """The text of the file."""
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - TOML, no HTML; every answer goes through `quoted`
    )
    environment.filters["quoted"] = quoted
    environment.filters["password_file"] = password_file
    facts = asdict(answers) | {"accounts": answers.accounts, "way": answers.way}
    return environment.get_template("config.toml.j2").render(facts)


def quoted(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON."""
    return json.dumps(text)


def write(path: Path, text: str, *, mode: int) -> None:
    """Create a file; one that is there already is an error, for it may be somebody's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
