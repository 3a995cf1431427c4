"""`listbot letters`: how many letters of each kind the last month had, and to whom."""

import json
from dataclasses import asdict
from datetime import timedelta

import click

from listbot.cli.configuration import configuration
from listbot.cli.record.reading import reading
from listbot.config import Config
from listbot.letters.purposes import PURPOSES, Purpose
from listbot.store.outbox.counting import Counted, letters_since
from listbot.timekeeping import utc_now

MONTH = timedelta(days=30)


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.pass_context
def letters(ctx: click.Context, wants_json: bool) -> None:
    """Count the letters of the last 30 days by kind and by whom they went to.

    Those about the group's record have their reason, their cap, and what turns them off.
    """
    config = configuration(ctx)
    with reading(config) as connection:
        found = letters_since(connection, utc_now() - MONTH, _places(config))
    if wants_json:
        click.echo(json.dumps([_as_json(each) for each in found], indent=1))
        return
    if not found:
        click.echo("no letters in the last 30 days", err=True)
    for each in found:
        click.echo(f"{each.kind:4} {each.number:5}  to {each.to}")
        purpose = PURPOSES.get(each.kind)
        if purpose is not None:
            click.echo(f"             why  {purpose.reason}")
            click.echo(f"             cap  {purpose.cap}")
            click.echo(f"             off  {purpose.off}")


def _places(config: Config) -> dict[str, str]:
    """Return the addresses that are more than one person: address -> what it is."""
    group = config.group
    places = {each.address: "the list" for each in config.lists}
    if group is not None and group.private:
        places[group.private] = "the group"
    if group is not None and group.announce:
        places[group.announce] = "announce"
    return places


def _as_json(each: Counted) -> dict[str, object]:
    purpose = PURPOSES.get(each.kind, Purpose("", "", ""))
    return {"kind": each.kind, "to": each.to, "count": each.number, **asdict(purpose)}
