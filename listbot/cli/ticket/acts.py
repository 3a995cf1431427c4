"""`listbot ticket close`, `assign` and the others: what an admin changes about tickets from the
command line.

What a field is to be goes through the tracker, wherever tickets are kept. Merging says where mails
go, and undo knows our own history: both are ours, whatever the tracker. Each act has a reason, is
an input of the journal, and is told to those who follow the ticket as one by mail is, by the
running daemon. A refused one changes nothing.
"""

import asyncio
import getpass
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from shutil import get_terminal_size

import click

from listbot import pipeline
from listbot.cli.configuration import configuration
from listbot.cli.ticket.dry_run import rehearse
from listbot.cli.ticket.keys import key_of
from listbot.cli.ticket.rows import in_columns, row_of
from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.desk.ticket import Field, Priority, Status
from listbot.model.disposition import Disposition
from listbot.model.inputs import ActInput
from listbot.store.desk.threading import load
from listbot.store.store import Store
from listbot.tickets.commands.assign import people_called
from listbot.timekeeping import utc_now
from listbot.trackers import Edit
from listbot.trackers.builtin import words_of
from listbot.wiring import open_store, tracker_of

Command = Callable[..., None]

_BY_MAIL = re.compile(r'"#listbot (\w+)(?:: ([^"]*))?"')


@dataclass(frozen=True, slots=True)
class How:
    """What all acts are told."""

    reason: str
    dry_run: bool


_keys = click.argument("keys", nargs=-1, required=True, metavar="KEY...")
_reason = click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the ticket.")
_dry_run = click.option(
    "--dry-run", is_flag=True, help="Change nothing; print what would be, and the letters."
)
_yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def close(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Close tickets; any reply opens them again."""
    _edit(ctx, keys, Edit(Field.STATUS, Status.CLOSED), How(reason, dry_run))


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def reopen(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Open closed or parked tickets again."""
    _edit(ctx, keys, Edit(Field.STATUS, Status.OPEN), How(reason, dry_run))


@click.command()
@_keys
@click.argument("who")
@_reason
@_dry_run
@click.pass_context
def assign(ctx: click.Context, keys: tuple[str, ...], who: str, reason: str, dry_run: bool) -> None:
    """Give tickets to a member, by name or address.

    The beginning of one is enough, if nobody else is called so.
    """
    found = people_called(who, configuration(ctx).roster.members)
    # Who could be nobody or two is refused by the desk, which says who there is.
    address = found[0].addresses[0] if len(found) == 1 else who
    _edit(ctx, keys, Edit(Field.ASSIGNEE, address), How(reason, dry_run))


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def drop(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Put tickets back, so that anybody can take them."""
    _edit(ctx, keys, Edit(Field.ASSIGNEE, ""), How(reason, dry_run))


@click.command()
@_keys
@click.argument("priority", type=click.Choice([str(each) for each in Priority]))
@_reason
@_dry_run
@click.pass_context
def priority(
    ctx: click.Context, keys: tuple[str, ...], priority: str, reason: str, dry_run: bool
) -> None:
    """Say how urgent tickets are."""
    _edit(ctx, keys, Edit(Field.PRIORITY, priority), How(reason, dry_run))


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def private(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Hide tickets from everybody who takes no part in them."""
    _edit(ctx, keys, Edit(Field.PUBLIC, "no"), How(reason, dry_run))


@click.command()
@_keys
@_reason
@_yes
@_dry_run
@click.pass_context
def public(
    ctx: click.Context, keys: tuple[str, ...], reason: str, yes: bool, dry_run: bool
) -> None:
    """Show the titles of tickets to everybody; asks first."""
    config = configuration(ctx)
    asked = [key_of(config, each) for each in keys]
    if not yes and not dry_run:
        click.confirm(f"Show the title of {', '.join(asked)} to everybody?", abort=True, err=True)
    _edit(ctx, keys, Edit(Field.PUBLIC, "yes"), How(reason, dry_run))


@click.command()
@click.argument("key")
@click.argument("into")
@_reason
@_yes
@_dry_run
@click.pass_context
def merge(ctx: click.Context, key: str, into: str, reason: str, yes: bool, dry_run: bool) -> None:
    """Close KEY and go on in INTO; asks first.

    Everybody who takes part in KEY takes part in INTO from then on.
    """
    config = configuration(ctx)
    key, into = key_of(config, key), key_of(config, into)
    if not yes and not dry_run:
        click.confirm(
            f"Those who take part in {key} will see {into} from now on. Merge?",
            abort=True,
            err=True,
        )
    _line(config, key, "merge", into, How(reason, dry_run))


@click.command()
@click.argument("key")
@_reason
@_dry_run
@click.pass_context
def undo(ctx: click.Context, key: str, reason: str, dry_run: bool) -> None:
    """Take back the team's last act on a ticket.

    Called again, it takes back the one before it. Letters that went out stay out.
    """
    config = configuration(ctx)
    _line(config, key_of(config, key), "undo", "", How(reason, dry_run))


ACTS: tuple[click.Command, ...] = (
    close,
    reopen,
    assign,
    drop,
    priority,
    private,
    public,
    merge,
    undo,
)


def _edit(ctx: click.Context, keys: Sequence[str], edit: Edit, how: How) -> None:
    """Give a field of some tickets a value, one after the other; the first refusal ends it."""
    config = configuration(ctx)
    for key in [key_of(config, each) for each in keys]:
        if how.dry_run:
            _line(config, key, *words_of(edit), how)
            continue
        with _store(config, key) as store:
            asyncio.run(tracker_of(store).change(key, edit, getpass.getuser(), how.reason))


def _line(config: Config, key: str, verb: str, argument: str, how: How) -> None:
    """What a word of the help desk does, or would do."""
    asked = ActInput(key, verb, argument, getpass.getuser(), how.reason, utc_now())
    if how.dry_run:
        with _by_hand(key):
            click.echo(rehearse(config, asked))
        return
    with _store(config, key) as store, store.transaction() as tx:
        decision = pipeline.act(tx, asked)
        if decision.disposition is not Disposition.COMMAND:
            raise PermanentError(decision.why)


@contextmanager
def _store(config: Config, key: str) -> Iterator[Store]:
    """The database for one act, and the ticket as a line of the list when it is done."""
    store = open_store(config)
    try:
        with _by_hand(key):
            yield store
        with store.reading() as connection:
            ticket = load(connection, key)
        if ticket is not None:
            columns = get_terminal_size().columns
            click.echo("\n".join(in_columns([row_of(ticket)], config.roster, utc_now(), columns)))
    finally:
        store.close()


@contextmanager
def _by_hand(key: str) -> Iterator[None]:
    """What the desk refuses names words of mails; here they are those of the command line."""
    try:
        yield
    except PermanentError as refusal:
        said = _BY_MAIL.sub(
            lambda found: f"`listbot ticket {found[1]} {found[2] or key}`", str(refusal)
        )
        raise PermanentError(said) from refusal
