"""`listbot ticket answers`: the prepared answers as a requester reads them, with example values.

It reads the configuration and no ticket.
"""

import click

from listbot.cli.configuration import configuration
from listbot.config import Config
from listbot.config.types import ListConfig
from listbot.errors import PermanentError
from listbot.tickets.lines.prepared import filled

MARGIN = "    "


@click.command()
@click.argument("name", required=False, default="")
@click.pass_context
def answers(ctx: click.Context, name: str) -> None:
    """Show the prepared answers, or the one with this name."""
    config = configuration(ctx)
    desks = [each for each in config.lists if each.desk.answers]
    found = [
        (desk, each.name, shown(config, desk, each.text))
        for desk in desks
        for each in desk.desk.answers
        if name in ("", each.name)
    ]
    if not found and name:
        raise PermanentError(
            f'there is no answer "{name}"; `listbot ticket answers` shows them all'
        )
    if not found:
        click.echo("no answers are prepared; see `lists.answers` in docs/operating.md", err=True)
        return
    parts = [f"{label(desk, each, len(desks) > 1)}\n\n{text}" for desk, each, text in found]
    click.echo("\n\n".join(parts))


def label(desk: ListConfig, name: str, says_where: bool) -> str:
    """Return an answer's name, and its help desk if there are several."""
    return f"{name} ({desk.address})" if says_where else name


def shown(config: Config, desk: ListConfig, text: str) -> str:
    """Return a text with values such as it may get, indented."""
    people = config.roster_of(desk).people.members
    member = next((each.name for each in people if each.name), "Ana Ruiz")
    lines = filled(text, f"{desk.desk.prefix}-118", member).split("\n")
    return "\n".join(f"{MARGIN}{line}".rstrip() for line in lines)
