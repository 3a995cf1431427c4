"""`listbot vote list`: the votes of the database."""

import json

import click

from listbot.cli.configuration import configuration
from listbot.cli.output.terminal import fit, safe
from listbot.store import reading
from listbot.store.reading import VoteRow
from listbot.store.to_read import store_to_read

STATES = ("open", "passed", "not passed", "stopped", "cancelled")
TITLE = 44  # columns; what the other fields leave of 100


@click.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only votes with this outcome.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_(ctx: click.Context, state: str | None, wants_json: bool) -> None:
    """List votes, newest first."""
    store = store_to_read(configuration(ctx))
    try:
        with store.reading() as connection:
            found = list(reading.votes(connection, state))
    finally:
        store.close()
    if wants_json:
        click.echo(json.dumps([_fields(each) for each in found], indent=1))
        return
    for each in found:
        number = fit(f"V-{each.number}", 6)
        click.echo(
            f"{number} {fit(each.state, 10)}  {each.closes:%Y-%m-%d %H:%M} "
            f" {fit(safe(each.title), TITLE)}"
        )
        click.echo(f"       {each.policy if each.state == 'open' else safe(each.reason)}")


def _fields(row: VoteRow) -> dict[str, object]:
    return {
        "number": row.number,
        "list": row.list,
        "title": row.title,
        "policy": row.policy,
        "opened": row.opened.isoformat(),
        "closes": row.closes.isoformat(),
        "outcome": row.state,
        "reason": row.reason,
    }
