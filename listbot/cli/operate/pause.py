"""`listbot pause` and `listbot resume`: hold back every letter of this installation, and send them
again.

Neither changes a letter, a vote or how mail is read. Pausing twice keeps the first pause. With
`listbot resume --clock` the admin confirms that the clock is right; a pause stays in force.
"""

import getpass

import click

from listbot.cli.changing import changing
from listbot.cli.configuration import configuration
from listbot.cli.output.pauses import in_words
from listbot.config import Config
from listbot.model.letter_state import LetterState
from listbot.store.journal import kept_clock
from listbot.store.outbox import outbox
from listbot.store.outbox import pause as pauses
from listbot.store.outbox.pause import Pause
from listbot.timekeeping import utc_now


@click.command()
@click.option("--reason", default="", help="Why; `listbot status` shows it.")
@click.pass_context
def pause(ctx: click.Context, reason: str) -> None:
    """Hold back every letter, of all lists and private ones. Mail is still read and counted."""
    with changing(configuration(ctx)) as connection:
        began = pauses.pause(connection, Pause(utc_now(), getpass.getuser(), reason))
        standing = pauses.standing(connection)
    assert standing is not None
    click.echo(f"{'' if began else 'already '}{in_words(standing)}")


@click.command()
@click.option(
    "--clock", "is_clock", is_flag=True, help="Confirm this machine's clock; keep any pause."
)
@click.pass_context
def resume(ctx: click.Context, is_clock: bool) -> None:
    """Send letters again, starting with those that waited."""
    config = configuration(ctx)
    if is_clock:
        click.echo(_believe_clock(config))
        return
    with changing(config) as connection:
        held = pauses.resume(connection)
        waiting = len(outbox.find(connection, state=LetterState.QUEUED))
    click.echo(f"letters go out again; {waiting} waiting" if held else "nothing was paused")


def _believe_clock(config: Config) -> str:
    """Record that the admin confirms the clock; return what came of it."""
    now = utc_now()
    with changing(config) as connection:
        found = kept_clock.kept(connection)
        if found is None or found.doubt is None:
            return "the clock is not in doubt"
        kept_clock.say(connection, now)
    return (
        f"it is {now:%Y-%m-%d %H:%M} UTC; what waited for the clock is decided within half a minute"
    )
