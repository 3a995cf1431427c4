"""`listbot log`: shows the public work log that people write by mail. Changes nothing."""

import json

import click

from listbot.cli.configuration import configuration
from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.model.weekly.worklog import Logged
from listbot.recap.week import week_named
from listbot.store import worklog
from listbot.store.to_read import store_to_read


@click.group()
def log() -> None:
    """Show the public work log."""


@log.command("list")
@click.option("--week", help="Only lines of one week, like 2026-W37, in UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_(ctx: click.Context, week: str | None, as_json: bool) -> None:
    """List the lines, oldest first; a line under embargo without its text."""
    store = store_to_read(configuration(ctx))
    try:
        with store.reading() as connection:
            found = worklog.lines(connection)
    finally:
        store.close()
    if week is not None:
        found = _of_week(found, week)
    if as_json:
        click.echo(json.dumps([_fields(each) for each in found], indent=1))
        return
    for each in found:
        ticket = f"  {each.ticket}" if each.ticket else ""
        click.echo(
            f"L-{each.number:<5} {each.at:%Y-%m-%d}  {safe(each.name)}: {safe(_text(each))}{ticket}"
        )
        if each.struck:
            click.echo(f"        struck: {safe(each.struck)}")


def _of_week(found: list[Logged], name: str) -> list[Logged]:
    try:
        week = week_named(name, "UTC")
    except ValueError:
        raise PermanentError(f'not a week: "{name}" (expected something like 2026-W37)') from None
    return [each for each in found if week.starts <= each.at < week.ends]


def _text(line: Logged) -> str:
    return "(under embargo)" if line.embargoed else line.text


def _fields(line: Logged) -> dict[str, object]:
    return {
        "number": line.number,
        "list": line.list,
        "at": line.at.isoformat(),
        "name": line.name,
        "text": "" if line.embargoed else line.text,
        "ticket": line.ticket,
        "mail": line.mail,
        "struck": line.struck,
        "embargoed": line.embargoed,
    }
