"""`listbot status`: what came in, what became of it, what waits to go out."""

import json

import click

from listbot.app import open_store
from listbot.cli.configuration import configuration
from listbot.cli.pause import in_words
from listbot.store import reading
from listbot.store.reading import Accounting


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Say what the daemon does, and account for every mail."""
    config = configuration(ctx)
    store = open_store(config)
    with store.reading() as connection:
        found = reading.accounting(connection)
    store.close()
    if as_json:
        click.echo(json.dumps(_fields(found), indent=1))
        return
    for each in config.lists:
        click.echo(f"{each.address}: {each.role}, {each.mode}, by {each.via}")
    if found.paused:
        click.echo(f"{in_words(found.paused)}; no letter leaves before `listbot resume`")
    last = f"{found.last_mail:%Y-%m-%d %H:%M} UTC" if found.last_mail else "none yet"
    click.echo(f"last mail {last}, {found.open_votes} votes open")
    click.echo(f"\n{found.received:7}  mails received, of which")
    for name, count in found.dispositions.items():
        click.echo(f"{count:7}    {name}")
    click.echo(f"\n{sum(found.letters.values()):7}  letters, of which")
    for name, count in found.letters.items():
        click.echo(f"{count:7}    {name}")


def _fields(found: Accounting) -> dict[str, object]:
    return {
        "received": found.received,
        "dispositions": found.dispositions,
        "letters": found.letters,
        "open_votes": found.open_votes,
        "last_mail": found.last_mail.isoformat() if found.last_mail else None,
        "paused": _pause(found),
    }


def _pause(found: Accounting) -> dict[str, str] | None:
    standing = found.paused
    if standing is None:
        return None
    return {"since": standing.since.isoformat(), "who": standing.who, "reason": standing.reason}
