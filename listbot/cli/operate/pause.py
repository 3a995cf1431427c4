"""`listbot pause` and `listbot resume`: hold every letter of this installation back, and let them
go again.

Neither changes a letter, a vote or what is read of mail. Pausing twice keeps the first pause;
resuming what is not paused says so. `listbot resume --clock` is the admin's word that the clock is
right; a pause stays as it is.
"""

import getpass

import click

from listbot.cli.configuration import configuration
from listbot.cli.output.terminal import safe
from listbot.model.letter_state import LetterState
from listbot.store.journal import kept_clock
from listbot.store.outbox import outbox
from listbot.store.outbox import pause as pauses
from listbot.store.outbox.pause import Pause
from listbot.store.store import Store
from listbot.timekeeping import utc_now
from listbot.wiring import open_store


@click.command()
@click.option("--reason", default="", help="Why; `listbot status` shows it.")
@click.pass_context
def pause(ctx: click.Context, reason: str) -> None:
    """Hold every letter back, those of all lists and private ones. Mail is read and counted as
    ever.
    """
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
@click.option(
    "--clock", "is_clock", is_flag=True, help="This machine's clock is right; a pause stays."
)
@click.pass_context
def resume(ctx: click.Context, is_clock: bool) -> None:
    """Let letters go again: those that waited at once."""
    store = open_store(configuration(ctx))
    if is_clock:
        click.echo(_believe_clock(store))
        return
    try:
        with store.transaction() as tx:
            held = pauses.resume(tx.connection)
            waiting = len(outbox.find(tx.connection, state=LetterState.QUEUED))
    finally:
        store.close()
    click.echo(
        f"letters go out again; {waiting} {'waits' if waiting == 1 else 'wait'}"
        if held
        else "nothing was paused"
    )


def _believe_clock(store: Store) -> str:
    """The admin's word on the clock; what came of it."""
    now = utc_now()
    try:
        with store.transaction() as tx:
            found = kept_clock.kept(tx.connection)
            if found is None or found.doubt is None:
                return "the clock is not in doubt"
            kept_clock.say(tx.connection, now)
    finally:
        store.close()
    return (
        f"it is {now:%Y-%m-%d %H:%M} UTC; what waited for the clock is decided within half a minute"
    )


def in_words(standing: Pause) -> str:
    """A pause as a person reads it."""
    why = f": {safe(standing.reason)}" if standing.reason else ""
    return f"paused since {standing.since:%Y-%m-%d %H:%M} UTC by {safe(standing.who)}{why}"
