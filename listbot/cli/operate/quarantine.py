"""`listbot quarantine`: the mails that could not be read or decided. Nothing is ever deleted.

It also lists withheld mails (`withheld.py`), and votes, tickets and weekly letters that were set
aside because they kept ending the daemon.
"""

import getpass
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from listbot.cli.configuration import configuration
from listbot.cli.operate import withheld
from listbot.errors import PermanentError
from listbot.model.inputs import DropInput, RetryInput
from listbot.store import reading, sources
from listbot.store.journal import inbox
from listbot.store.to_read import store_to_read

if TYPE_CHECKING:
    from listbot.store.transaction import Transaction


@click.group()
def quarantine() -> None:
    """List, show, retry and drop mails that could not be read."""


@quarantine.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """List what is set aside, each with its reason."""
    store = store_to_read(configuration(ctx))
    with store.reading() as connection:
        found = reading.quarantine(connection)
        not_given = sources.not_given(connection)
        others = reading.passed_over(connection)
    store.close()
    if as_json:
        rows = [
            {"seq": each.seq, "list": each.list, "mail": each.message_id, "why": each.why}
            for each in found
        ]
        more = [
            {
                "seq": None,
                "passed_over": each.which,
                "why": each.why,
                "since": each.since.isoformat(),
            }
            for each in others
        ]
        click.echo(json.dumps([*rows, *withheld.fields(not_given), *more], indent=1))
        return
    for each in found:
        click.echo(f"{each.seq:7}  {each.received:%Y-%m-%d %H:%M}  {each.list}  {each.message_id}")
        click.echo(f"         {each.why}")
    withheld.tell(not_given)
    for other in others:
        click.echo(f"      -  {other.since:%Y-%m-%d %H:%M}  {other.shown}")
        click.echo(f"         {other.why}")


@quarantine.command()
@click.argument("seq", type=int)
@click.pass_context
def show(ctx: click.Context, seq: int) -> None:
    """Print a stored mail exactly as it came."""
    store = store_to_read(configuration(ctx))
    with store.reading() as connection:
        raw = reading.raw(connection, seq)
    store.close()
    if raw is None:
        raise PermanentError(
            f"there is no stored mail {seq}; `listbot quarantine list` shows those in quarantine"
        )
    click.echo(raw, nl=False)


@quarantine.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why it should work now; stays in the journal.")
@click.pass_context
def retry(ctx: click.Context, names: tuple[str, ...], reason: str) -> None:
    """Try mails again, for instance with a newer listbot.

    NAMES come from `quarantine list`: numbers of mails, names like imap:INBOX/7 (the daemon asks
    the server for that mail again), or votes and tickets that were set aside, like V-3.
    """
    # Imported here: it takes longer to import than all the rest, and reading needs none of it.
    from listbot import pipeline
    from listbot.app import build

    app = build(configuration(ctx))
    try:
        with app.store.transaction() as tx:
            moments = tuple(name for name in names if name in tx.asides)
            seqs, not_given = withheld.apart(tuple(name for name in names if name not in moments))
            _refuse(tx, seqs)
            withheld.ask(tx, not_given)
            if seqs or moments:
                pipeline.retry_by_hand(
                    tx, RetryInput(tuple(seqs), getpass.getuser(), reason, moments)
                )
            still = [seq for seq in seqs if reading.quarantine(tx.connection, seq)]
    finally:
        app.store.close()
    if seqs:
        click.echo(f"{len(seqs) - len(still)} decided, {len(still)} still in quarantine")
    if not_given:
        click.echo(f"the daemon asks for {len(not_given)} again at its next look")
    for each in moments:
        click.echo(f"the daemon tries {each} again within half a minute, or once it runs")


@quarantine.command()
@click.argument("seqs", nargs=-1, required=True, type=int)
@click.option("--reason", required=True, help="Why nobody needs it; stays in the journal.")
@click.pass_context
def drop(ctx: click.Context, seqs: tuple[int, ...], reason: str) -> None:
    """Give mails up. They leave the list but stay stored, as dropped; `retry` undoes it."""
    from listbot import pipeline
    from listbot.app import build

    app = build(configuration(ctx))
    try:
        with app.store.transaction() as tx:
            for seq in seqs:
                if not reading.quarantine(tx.connection, seq):
                    raise PermanentError(f"mail {seq} is not in quarantine")
            pipeline.drop_by_hand(tx, DropInput(seqs, getpass.getuser(), reason))
    finally:
        app.store.close()
    click.echo(f"{len(seqs)} dropped")


def _refuse(tx: "Transaction", seqs: Sequence[int]) -> None:
    for seq in seqs:
        if not inbox.is_undecided(tx.connection, seq):
            raise PermanentError(f"mail {seq} is not in quarantine")
