"""`listbot ticket`: the tickets of the help desk, each with its history, its mails and their files.

Shows and saves; what changes a ticket stands in `ticket_acts`. The admin sees everything, addresses
included: access to the database is access to the mails.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size

import click
from sqlalchemy import Connection

from listbot.cli.configuration import configuration
from listbot.cli.ticket import acts as ticket_acts
from listbot.cli.ticket.files import listed, save
from listbot.cli.ticket.keys import key_of, unknown
from listbot.cli.ticket.page import as_json, as_text, page_of
from listbot.cli.ticket.rows import as_json as row_as_json
from listbot.cli.ticket.rows import in_columns, in_fields
from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.desk.ticket import Status
from listbot.model.list_rules import ListRole
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.reading import RawMail
from listbot.tickets.commands.assign import people_called
from listbot.timekeeping import utc_now
from listbot.wiring import store_to_read

STATUSES = {status.replace(" ", "-"): status for status in Status}
"""As one word each, so that a shell needs no quotes."""
OPEN = tuple(status for status in Status if status is not Status.CLOSED)


@click.group()
def ticket() -> None:
    """List, show and move the tickets of the help desk."""


for each in ticket_acts.ACTS:
    ticket.add_command(each)


@ticket.command("list")
@click.option(
    "--status",
    "statuses",
    type=click.Choice(list(STATUSES)),
    multiple=True,
    help="Only these; may be repeated.",
)
@click.option(
    "--list", "address", metavar="ADDRESS", default="", help="Only those of one support list."
)
@click.option(
    "--mine", metavar="WHO", help="Only those given to a member, or asked by that address."
)
@click.option("--all", "wants_all", is_flag=True, help="Closed ones, too.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option("--plain", is_flag=True, help="All fields, parted by tabs, nothing cut.")
@click.pass_context
def list_(
    ctx: click.Context,
    statuses: tuple[str, ...],
    address: str,
    mine: str | None,
    wants_all: bool,
    wants_json: bool,
    plain: bool,
) -> None:
    """List the open tickets, newest first.

    A line each: its age, where it stands, whose it is, its title.
    """
    config = configuration(ctx)
    wanted = tuple(STATUSES[each] for each in statuses) or (() if wants_all else OPEN)
    with _reading(config) as connection:
        found = desk_reading.list_tickets(
            connection,
            status=wanted,
            address=_support(config, address),
            of=_addresses(config, mine),
        )
    if wants_json:
        click.echo(json.dumps([row_as_json(row) for row in found], indent=1))
        return
    if not found:
        click.echo(
            "no such ticket" if wanted != OPEN else "no open ticket; --all shows closed ones",
            err=True,
        )
        return
    lines = (
        in_fields(found)
        if plain
        else in_columns(found, config.roster, utc_now(), get_terminal_size().columns)
    )
    click.echo("\n".join(lines))


def _support(config: Config, address: str) -> str:
    """The address of a support list, "" for all. Raises click.BadParameter for any other."""
    known = [each.address for each in config.lists if each.role is ListRole.SUPPORT]
    if address and address.lower() not in known:
        there = ", ".join(known) or "none"
        raise click.BadParameter(
            f"{address} is no support list; there are: {there}", param_hint="--list"
        )
    return address.lower()


def _addresses(config: Config, who: str | None) -> tuple[str, ...]:
    """All addresses of a member, by name or address; an address of nobody on the roster is only
    itself.
    """
    if not who:
        return ()
    found = people_called(who, config.roster.members)
    if len(found) == 1:
        return found[0].addresses
    if "@" in who:
        return (who.lower(),)
    names = ", ".join(each.name for each in found)
    raise click.BadParameter(
        f'"{who}" could be {names}' if found else f'nobody on the roster is called "{who}"',
        param_hint="--mine",
    )


@ticket.command()
@click.argument("key")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option("--mails", is_flag=True, help="Show the whole text of each mail, however long.")
@click.option(
    "--original", metavar="MAIL", help="Print one mail as it came: its number, or its Message-ID."
)
@click.pass_context
def show(ctx: click.Context, key: str, wants_json: bool, mails: bool, original: str | None) -> None:
    """Show a ticket and all that happened to it.

    KEY is T-118, or 118 where all tickets share one row of numbers.
    """
    config = configuration(ctx)
    key = key_of(config, key)
    with _reading(config) as connection:
        whole = desk_reading.whole_ticket(connection, key)
        raw = tuple(desk_reading.raw_mails(connection, key))
    if whole is None:
        raise unknown(key)
    if original is not None:
        found = _one(raw, original, key)
        if not found.raw:
            raise PermanentError(f"mail {original} of {key} is gone: its author was forgotten")
        click.echo(found.raw, nl=False)
        return
    page = page_of(whole, raw, config.roster, utc_now(), all_lines=mails)
    click.echo(json.dumps(as_json(page), indent=1) if wants_json else as_text(page))


def _one(mails: tuple[RawMail, ...], asked: str, key: str) -> RawMail:
    """A mail of a ticket by its number there, from 1, or its Message-ID."""
    if asked.isascii() and asked.isdecimal() and 0 < int(asked) <= len(mails):
        return mails[int(asked) - 1]
    for each in mails:
        if each.message_id.strip("<>") == asked.strip("<>"):
            return each
    raise PermanentError(f"{key} has no mail {asked}; `listbot ticket show {key}` lists them")


@ticket.command()
@click.argument("key")
@click.option(
    "--save",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Save them there; nothing is overwritten.",
)
@click.pass_context
def files(ctx: click.Context, key: str, folder: Path | None) -> None:
    """List the files that came with a ticket's mails, or save them."""
    config = configuration(ctx)
    key = key_of(config, key)
    with _reading(config) as connection:
        if desk_reading.whole_ticket(connection, key) is None:
            raise unknown(key)
        found = desk_reading.contents(connection, key)
    lines = save(found, folder) if folder else listed(found)
    for line in lines:
        click.echo(line)
    if not any(each.attachments for each in found):
        click.echo(f"no file came with {key}", err=True)


@contextmanager
def _reading(config: Config) -> Iterator[Connection]:
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()
