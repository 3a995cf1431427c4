"""`listbot ticket list`: the tickets as lines, fields or JSON."""

import json
from shutil import get_terminal_size

import click

from listbot.cli.configuration import configuration
from listbot.cli.ticket.reading import reading
from listbot.cli.ticket.rows import as_json as row_as_json
from listbot.cli.ticket.rows import in_columns, in_fields
from listbot.config import Config
from listbot.model.desk.ticket import Status
from listbot.model.list_rules import ListRole
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.search import matching
from listbot.tickets.commands.assign import people_called
from listbot.timekeeping import utc_now

STATUSES = {status.replace(" ", "-"): status for status in Status}
"""Each status as one word, so that a shell needs no quotes."""

OPEN = tuple(status for status in Status if status is not Status.CLOSED)


@click.command("list")
@click.option(
    "--status",
    "statuses",
    type=click.Choice(list(STATUSES)),
    multiple=True,
    help="Only tickets with this status; may be repeated.",
)
@click.option(
    "--list", "address", metavar="ADDRESS", default="", help="Only tickets of one support list."
)
@click.option(
    "--mine", metavar="WHO", help="Only tickets assigned to this member or asked by this address."
)
@click.option(
    "--search",
    "words",
    metavar="WORDS",
    help="Only tickets with all these words, closed ones too: in title, requester, mails, notes.",
)
@click.option("--all", "wants_all", is_flag=True, help="Include closed tickets.")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option("--plain", is_flag=True, help="Print all fields, uncut, separated by tabs.")
@click.pass_context
def list_(
    ctx: click.Context,
    statuses: tuple[str, ...],
    address: str,
    mine: str | None,
    words: str | None,
    wants_all: bool,
    wants_json: bool,
    plain: bool,
) -> None:
    """List open tickets, newest first.

    Each line has the key, age, status, assignee and title.
    """
    config = configuration(ctx)
    wanted = tuple(STATUSES[each] for each in statuses) or (() if wants_all or words else OPEN)
    with reading(config) as connection:
        found = desk_reading.list_tickets(
            connection,
            status=wanted,
            address=_support(config, address),
            of=_addresses(config, mine),
            keys=matching(connection, words) if words else None,
        )
    if wants_json:
        click.echo(json.dumps([row_as_json(row) for row in found], indent=1))
        return
    if not found:
        click.echo(
            "no such tickets" if wanted != OPEN else "no open tickets; --all shows closed ones",
            err=True,
        )
        return
    lines = (
        in_fields(found)
        if plain
        else in_columns(found, config.everybody, utc_now(), get_terminal_size().columns)
    )
    click.echo("\n".join(lines))


def _support(config: Config, address: str) -> str:
    """Return the address of a support list, "" for all. Raises click.BadParameter if unknown."""
    known = [each.address for each in config.lists if each.role is ListRole.SUPPORT]
    if address and address.lower() not in known:
        there = ", ".join(known) or "none"
        raise click.BadParameter(
            f"{address} is not a support list (expected one of: {there})", param_hint="--list"
        )
    return address.lower()


def _addresses(config: Config, who: str | None) -> tuple[str, ...]:
    """Return all addresses of a member, found by name or address. An address that is not on the
    roster is returned alone. Raises click.BadParameter for an unknown or ambiguous name.
    """
    if not who:
        return ()
    found = people_called(who, config.everybody.members)
    if len(found) == 1:
        return found[0].addresses
    if "@" in who:
        return (who.lower(),)
    names = ", ".join(each.name for each in found)
    raise click.BadParameter(
        f'"{who}" could be {names}' if found else f'nobody on the roster is called "{who}"',
        param_hint="--mine",
    )
