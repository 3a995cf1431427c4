"""`listbot replay`: replays the journal into a scratch database and compares."""

import sys

import click

from listbot.cli.configuration import configuration
from listbot.cli.exits import CHECK_FAILED
from listbot.replay import replay as fold_again
from listbot.wiring import open_store


@click.command()
@click.option("--diff", is_flag=True, help="Show every row that differs.")
@click.pass_context
def replay(ctx: click.Context, diff: bool) -> None:
    """Replay the journal into a scratch database and compare. Changes and sends nothing."""
    store = open_store(configuration(ctx))
    try:
        with click.progressbar(
            length=0, label="replaying", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            came = fold_again(store, lambda: bar.update(1))
    finally:
        store.close()
    if came.is_equal:
        click.echo(f"equal: {came.inputs} inputs give exactly what is in the database")
        return
    click.echo(f"different: {len(came.missing)} rows are missing, {len(came.added)} are new")
    if diff:
        for sign, rows in (("-", came.missing), ("+", came.added)):
            for row in rows:
                click.echo(f"{sign} {row}")
    ctx.exit(CHECK_FAILED)
