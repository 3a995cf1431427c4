"""`listbot vote extend`, `close`, `withdraw`, `recount` and `adopt`: what an operator does to a
vote by hand.

Each act has a reason, is an input of the journal, and is posted in the vote's thread. It cannot do
what the rule forbids; a refused act changes nothing. `--dry-run` shows the post without sending it.
"""

import getpass
from collections.abc import Callable
from contextlib import suppress

import click

from listbot import pipeline
from listbot.cli.configuration import configuration
from listbot.cli.counting.vote_numbers import number_of
from listbot.cli.output.terminal import safe
from listbot.errors import PermanentError
from listbot.model.inputs import VoteInput, VoteVerb
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.transaction import Transaction
from listbot.timekeeping import utc_now
from listbot.wiring import composer_of, open_store

Command = Callable[..., None]

_number = click.argument("number", metavar="VOTE")
_reason = click.option(
    "--reason", required=True, metavar="TEXT", help="Why; it is posted in the thread."
)
_dry_run = click.option(
    "--dry-run", is_flag=True, help="Change nothing; print what would be posted."
)


class _TakenBack(Exception):
    pass


@click.command()
@_number
@click.argument("time")
@_reason
@_dry_run
@click.pass_context
def extend(ctx: click.Context, number: str, time: str, reason: str, dry_run: bool) -> None:
    """Move the close of an open vote to a later TIME, like "2026-09-18 18:00 UTC"."""
    _act(ctx, _asked(VoteVerb.EXTEND, reason, number, time), dry_run)


@click.command()
@_number
@click.option("--at", "time", metavar="TIME", default="", help="When [default: in a minute].")
@_reason
@_dry_run
@click.pass_context
def close(ctx: click.Context, number: str, time: str, reason: str, dry_run: bool) -> None:
    """Close an open vote earlier, but not before the rule's shortest window is over."""
    _act(ctx, _asked(VoteVerb.CLOSE, reason, number, time), dry_run)


@click.command()
@_number
@_reason
@_dry_run
@click.pass_context
def withdraw(ctx: click.Context, number: str, reason: str, dry_run: bool) -> None:
    """Withdraw an open vote; nothing is decided."""
    _act(ctx, _asked(VoteVerb.WITHDRAW, reason, number), dry_run)


@click.command()
@_number
@_reason
@_dry_run
@click.pass_context
def recount(ctx: click.Context, number: str, reason: str, dry_run: bool) -> None:
    """Count a closed vote again, and post the result if it differs.

    Its mails are read as this version reads them, and those that the list had in time count even if
    they reached listbot after the result. Mail after the close never counts.
    """
    _act(ctx, _asked(VoteVerb.RECOUNT, reason, number), dry_run)


@click.command()
@click.argument("message_id", metavar="MESSAGE-ID")
@click.option(
    "--class", "name", metavar="NAME", default="", help="Its class [default: the first voted on]."
)
@_reason
@_dry_run
@click.pass_context
def adopt(ctx: click.Context, message_id: str, name: str, reason: str, dry_run: bool) -> None:
    """Make a mail without a tag a vote. The votes in its thread so far count.

    It closes at the time it states, but people have at least the rule's shortest window from now
    on. It never passes by silence.
    """
    id = message_id if message_id.startswith("<") else f"<{message_id}>"
    _act(ctx, _asked(VoteVerb.ADOPT, reason, argument=name, mail=id), dry_run)


def _asked(
    verb: VoteVerb, reason: str, number: str = "0", argument: str = "", mail: str = ""
) -> VoteInput:
    return VoteInput(number_of(number), verb, argument, getpass.getuser(), reason, utc_now(), mail)


def _act(ctx: click.Context, asked: VoteInput, dry_run: bool) -> None:
    """Carry out the act, or rehearse it in a transaction that is never committed."""
    config = configuration(ctx)
    if not asked.reason.strip():
        raise PermanentError("the reason is empty; it is posted in the thread")
    store = open_store(config)
    store.context.composer = composer_of(config, store)
    said: list[str] = []
    try:
        with suppress(_TakenBack), store.transaction() as tx:
            said = _done(tx, asked, dry_run)
            if dry_run:
                raise _TakenBack
    finally:
        store.close()
    click.echo("\n".join(said))


def _done(tx: Transaction, asked: VoteInput, dry_run: bool) -> list[str]:
    before = outbox.last(tx.connection)
    done = safe(pipeline.act_on_vote(tx, asked))
    letters = outbox.find(tx.connection, after=before)
    if not dry_run:
        return [
            done,
            *(f"letter {each.id} to {safe(each.list)}: {each.state}" for each in letters),
        ]
    return [done, "nothing was changed or sent", *map(_letter, letters)]


def _letter(letter: Waiting) -> str:
    text = "\n".join(safe(line) for line in letter.text.splitlines())
    return f"\nSubject: {safe(letter.subject)}\n\n{text}"
