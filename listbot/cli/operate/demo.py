"""`listbot demo`: plays a few weeks of a made-up list and a day of its help desk through the real
pipeline, then shows the votes, the tickets and the weekly recaps.

It uses no network and does not wait: the clock is moved. It leaves a folder with the database and
the letters for the other commands to work on. At the end it replays the journal and compares; a
difference is a bug, and it exits with 1.
"""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import which
from textwrap import wrap

import click

from listbot.cli.exits import FAILED
from listbot.cli.output.templates import templates
from listbot.cli.output.terminal import wants_colour
from listbot.cli.ticket.rows import as_json, in_columns
from listbot.config import load
from listbot.demo.folder import prepare
from listbot.demo.story import Story, play
from listbot.model.order import LetterKind

WHOLE = (
    LetterKind.NOT_COUNTED,
    LetterKind.REASON_WANTED,
    LetterKind.PASSED,
    LetterKind.HELD,
    LetterKind.TICKET_OPENED,
    LetterKind.UPDATE,
    LetterKind.QUESTION,
)
"""Kinds of letters of which the first is shown whole. Of the recaps the last one is."""

COLUMNS = 76  # for the list of tickets: a terminal without the margin


@dataclass(frozen=True, slots=True)
class Shown:
    """The values the template gets."""

    story: Story
    tickets: tuple[str, ...]
    """The lines of `listbot ticket list --all`."""
    whole: frozenset[str]
    """The files of the letters to show whole."""
    config: Path
    call: str
    """How to call listbot from here."""


@click.command()
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to play it in [default: a new temporary one, named at the end].",
)
@click.option("--json", "as_json", is_flag=True, help="Print votes, tickets and letters as JSON.")
@click.pass_context
def demo(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Play a few weeks of a list and a day of a help desk, without a network, and show the results
    and the letters.
    """
    path = prepare(folder)
    config = load(path, {})
    story = asyncio.run(play(config, path.parent))
    if as_json:
        click.echo(json.dumps(_fields(story), indent=1))
    else:
        tickets = tuple(in_columns(story.day.tickets, config.everybody, story.day.now, COLUMNS))
        shown = Shown(story, tickets, _whole(story), path, _call())
        click.echo(_as_text(shown), color=wants_colour())
    if not story.replayed.is_equal:
        ctx.exit(FAILED)


def _call() -> str:
    """Return what to type: in a fresh clone there is no `listbot` on the PATH, only the interpreter
    that `make demo` installed.
    """
    return "listbot" if which("listbot") else f"{os.path.relpath(sys.executable)} -m listbot"


def _whole(story: Story) -> frozenset[str]:
    first: dict[str, str] = {}
    for letter in story.letters:
        first.setdefault(letter.kind, letter.file)
    return frozenset((*(first[kind] for kind in WHOLE if kind in first), story.recaps[-1].file))


def _as_text(shown: Shown) -> str:
    environment = templates()
    environment.filters |= {
        "bold": partial(click.style, bold=True),
        "faint": partial(click.style, dim=True),
        "colour": lambda text, colour: click.style(text, fg=colour),
        "wrap": _wrap,
    }
    return (
        environment.get_template("demo.txt.j2").render(shown=shown, story=shown.story).rstrip("\n")
    )


def _wrap(text: str, columns: int, before: int, indent: int) -> str:
    """Wrap text whose first line starts at column `before`, and the others at `indent`."""
    lines = wrap(text, columns, initial_indent=" " * before, subsequent_indent=" " * indent)
    return "\n".join(lines)[before:]


def _fields(story: Story) -> dict[str, object]:
    return {
        "votes": [
            {
                "number": vote.proposal.number,
                "subject": vote.proposal.subject,
                "class": vote.outcome.policy.name,
                "outcome": vote.outcome.state,
                "reason": vote.outcome.reason,
                "counts": {
                    "+1": vote.outcome.tally.yes,
                    "0": vote.outcome.tally.zero,
                    "-1": vote.outcome.tally.no,
                },
            }
            for vote in story.votes
        ],
        "tickets": [as_json(each) for each in story.day.tickets],
        "letters": [
            {"kind": letter.kind, "to": letter.to, "subject": letter.subject, "file": letter.file}
            for letter in story.letters
        ],
    }
