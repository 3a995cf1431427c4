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
    trusted_hop: str = ""
    smtp_host: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: a field of Answers."""

    name: str
    text: str
    check: Callable[[str], str] = str
    """Takes the answer; raises BadParameter, and then it is asked again."""
    only_here: bool = False
    """Nobody but the person can know it: --yes has a default, the prompt has none."""
    imap_only: bool = False


QUESTIONS = (
    Question("list", "The list to watch", address, only_here=True),
    Question("bot", "The address letters come from", address, only_here=True),
    Question("admin", "Your address, for alerts", address, only_here=True),
    Question("via", "How its mail comes in: smtp, lmtp or imap:FOLDER", via),
    Question("imap_host", "The IMAP server", host, only_here=True, imap_only=True),
    Question("imap_user", "The user there", only_here=True, imap_only=True),
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
    if answers.via.startswith("imap:") and not yes:
        write(folder / "imap.password", ask_password(answers), mode=0o600)
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
        if not found[question.name] and question.imap_only and is_needed(question, found):
            raise click.UsageError(f"--via {found['via']} needs --{question.name.replace('_', '-')}")
    return Answers(**found)


def is_needed(question: Question, found: dict[str, str]) -> bool:
    """Whether the answers so far leave the question any meaning."""
    return not question.imap_only or found["via"].startswith("imap:")


def ask_password(answers: Answers) -> str:
    """The IMAP password, not shown while it is typed."""
    text = f"The password of {answers.imap_user} at {answers.imap_host}"
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
    return environment.get_template("config.toml.j2").render(asdict(answers))


def quoted(text: str) -> str:
    """A TOML basic string: its escapes are those of JSON."""
    return json.dumps(text)


def write(path: Path, text: str, *, mode: int) -> None:
    """Create a file; one that is there already is an error, for it may be somebody's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
