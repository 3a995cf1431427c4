"""`listbot ticket close`, `assign` and so on: how an admin changes tickets from the command line.

A new value for a field goes through the tracker, wherever tickets are kept. Merge and undo do not:
merge decides where mails go, and undo needs our own history. Each act has a reason and is an input
of the journal; the running daemon notifies those who follow the ticket, as for an act by mail. A
refused act changes nothing.
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
from listbot.model.list_rules import ListRole
from listbot.model.policy import Member
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
    """The options that all acts share."""

    reason: str
    dry_run: bool


_keys = click.argument("keys", nargs=-1, required=True, metavar="KEY...")
_reason = click.option("--reason", required=True, metavar="TEXT", help="Why; kept with the ticket.")
_dry_run = click.option(
    "--dry-run", is_flag=True, help="Change nothing; print what would change, and the letters."
)
_yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def close(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Close tickets. Any reply opens them again."""
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
    """Assign tickets to a member, by name or address.

    The beginning of a name is enough if it fits only one member.
    """
    config = configuration(ctx)
    for key in [key_of(config, each) for each in keys]:
        found = people_called(who, _team(config, key))
        # If it fits nobody or several, the desk refuses it and lists the members.
        address = found[0].addresses[0] if len(found) == 1 else who
        _edit(ctx, (key,), Edit(Field.ASSIGNEE, address), How(reason, dry_run))


def _team(config: Config, key: str) -> tuple[Member, ...]:
    """Return the people on the rosters of the help desks that a ticket may belong to."""
    desks = [each for each in config.lists if each.desk.prefix == key.partition("-")[0]]
    teams = dict.fromkeys(
        config.roster_of(each).people for each in desks if each.role is ListRole.SUPPORT
    )
    return next(iter(teams)).members if len(teams) == 1 else config.everybody.members


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def drop(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Unassign tickets, so that anybody can take them."""
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
    """Set how urgent tickets are."""
    _edit(ctx, keys, Edit(Field.PRIORITY, priority), How(reason, dry_run))


@click.command()
@_keys
@_reason
@_dry_run
@click.pass_context
def private(ctx: click.Context, keys: tuple[str, ...], reason: str, dry_run: bool) -> None:
    """Hide tickets from everybody who does not take part in them."""
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
    """Show the titles of tickets to everybody. Asks first."""
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
    """Close KEY and continue it in INTO. Asks first.

    Everybody who takes part in KEY then takes part in INTO.
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
    """Undo the team's last act on a ticket.

    Call it again to undo the one before. Letters already sent cannot be recalled.
    """
    config = configuration(ctx)
    _line(config, key_of(config, key), "undo", "", How(reason, dry_run))


def _edit(ctx: click.Context, keys: Sequence[str], edit: Edit, how: How) -> None:
    """Set a field of each ticket in turn; stop at the first refusal."""
    config = configuration(ctx)
    for key in [key_of(config, each) for each in keys]:
        if how.dry_run:
            _line(config, key, *words_of(edit), how)
            continue
        with _store(config, key) as store:
            asyncio.run(tracker_of(store).change(key, edit, getpass.getuser(), how.reason))


def _line(config: Config, key: str, verb: str, argument: str, how: How) -> None:
    """Run a command word of the help desk, or rehearse it. Raises PermanentError if refused."""
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
    """Open the database for one act; afterwards print the ticket as a line of the list."""
    store = open_store(config)
    try:
        with _by_hand(key):
            yield store
        with store.reading() as connection:
            ticket = load(connection, key)
        if ticket is not None:
            columns = get_terminal_size().columns
            click.echo(
                "\n".join(in_columns([row_of(ticket)], config.everybody, utc_now(), columns))
            )
    finally:
        store.close()


@contextmanager
def _by_hand(key: str) -> Iterator[None]:
    """Reword refusals of the desk: they name commands by mail, here the command line's instead."""
    try:
        yield
    except PermanentError as refusal:
        said = _BY_MAIL.sub(
            lambda found: f"`listbot ticket {found[1]} {found[2] or key}`", str(refusal)
        )
        raise PermanentError(said) from refusal
