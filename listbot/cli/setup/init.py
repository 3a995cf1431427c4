"""`listbot init`: asks for the few things it cannot guess and writes a first config.toml.

The result loads without a fault, with every list in the mode `approve`. For the systemd unit
(`--service`, and always in /etc/listbot) the database goes where the unit may write, and the
passwords become the unit's credentials. It never overwrites a file or connects to anything;
`listbot check-config --connect` is the next step.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
from jinja2 import Environment, PackageLoader, StrictUndefined

from listbot.cli.setup.questions import (
    HOSTED,
    QUESTIONS,
    Answers,
    checked,
    is_needed,
    refuse_wrong,
)
from listbot.config.outside.tracker import KINDS

FOLDER = Path("/etc/listbot")
STATE = "/var/lib/listbot"
"""Where the unit reads the configuration, and where it may write (systemd/listbot.service)."""
CREDENTIALS = "credentials.conf"


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
    if answers.tracker and not yes:
        keep_token(folder / answers.tracker_token_file)
    write(path, render(answers, STATE if is_service else ""), mode=0o644)
    click.echo(f"Wrote {path}. Next: listbot --config {path} check-config --connect", err=True)
    if not answers.trusted_hop:
        click.echo(
            "Until trusted_hops names the list's host, anybody can vote under any name. After two "
            "mails have come in, check-config --connect shows what to write.",
            err=True,
        )
    if answers.support and not answers.support_hop:
        click.echo(
            "Until trusted_hops of the help desk names the host through which only the team "
            "sends, members are asked before a command of theirs is obeyed.",
            err=True,
        )
    if answers.tracker:
        click.echo(
            "That also tries the tracker: its token, project, permissions and transitions. What "
            "the account there may do is in docs/trackers.md.",
            err=True,
        )
    if is_service and (answers.with_password or answers.tracker):
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
    files = {password_file(name): password_file(name) for name, _, _ in answers.with_password}
    if answers.tracker:
        files["tracker.token"] = answers.tracker_token_file
    lines = (f"LoadCredential={name}:{folder / file}\n" for name, file in files.items())
    return "[Service]\n" + "".join(lines)


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
        refuse_wrong(question, found[question.name], found)
        if not found[question.name] and question.only_here and is_needed(question, found):
            needed = f"--{question.name.replace('_', '-')}"
            cause = "tracker" if question.needs == "named" else question.needs
            raise click.UsageError(f"--{cause} {found[cause]} needs {needed}")
    return Answers(**found)


def password_file(name: str) -> str:
    """Return the name of an account's password file beside the configuration; its credential has
    the same name.
    """
    return f"imap.{name}.password" if name else "imap.password"


def ask_password(user: str, server: str) -> str:
    """Ask for an IMAP password, without showing it."""
    text = f"The password of {user} at {server}"
    return str(click.prompt(text, hide_input=True, err=True)) + "\n"


def keep_token(file: Path) -> None:
    """Ask for the tracker's token, without showing it; one that is there stays."""
    if not file.exists():
        text = f"The token for {file}"
        write(file, str(click.prompt(text, hide_input=True, err=True)) + "\n", mode=0o600)


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
    kind = KINDS.get(answers.tracker)
    facts |= {"hosted": HOSTED, "tracker_keys": kind.keys if kind else ()}
    facts["issue_type"] = kind.issue_type if kind else ""
    return environment.get_template("config.toml.j2").render(facts)


def quoted(text: str) -> str:
    """Return a TOML basic string; JSON has the same escapes."""
    return json.dumps(text)


def write(path: Path, text: str, *, mode: int) -> None:
    """Create a file. Raises FileExistsError if it exists: it may be somebody's."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
