"""`listbot pause` and `listbot resume`: hold every letter of this installation back, and let them go again.

Neither changes a letter, a vote or what is read of mail. Pausing twice keeps the first pause; resuming what is not
paused says so.
"""

import getpass

import click

from listbot.app import open_store, utc_now
from listbot.cli.configuration import configuration
from listbot.cli.terminal import safe
from listbot.store import outbox
from listbot.store import pause as pauses
from listbot.store.pause import Pause


@click.command()
@click.option("--reason", default="", help="Why; `listbot status` shows it.")
@click.pass_context
def pause(ctx: click.Context, reason: str) -> None:
    """Hold every letter back, those of all lists and private ones. Mail is read and counted as ever."""
    store = open_store(configuration(ctx))
    try:
        with store.transaction() as tx:
            began = pauses.pause(tx.connection, Pause(utc_now(), getpass.getuser(), reason))
            standing = pauses.standing(tx.connection)
    finally:
        store.close()
    assert standing is not None
    click.echo(f"{'' if began else 'already '}{in_words(standing)}")


@click.command()
@click.pass_context
def resume(ctx: click.Context) -> None:
    """Let letters go again: those that waited at once."""
    store = open_store(configuration(ctx))
    try:
        with store.transaction() as tx:
            held = pauses.resume(tx.connection)
            waiting = len(outbox.find(tx.connection, state="queued"))
    finally:
        store.close()
    click.echo(
        f"letters go out again; {waiting} {'waits' if waiting == 1 else 'wait'}"
        if held
        else "nothing was paused"
    )


def in_words(standing: Pause) -> str:
    """A pause as a person reads it."""
    why = f": {safe(standing.reason)}" if standing.reason else ""
    return f"paused since {standing.since:%Y-%m-%d %H:%M} UTC by {safe(standing.who)}{why}"
