"""`listbot ticket`: the tickets of the help desk, each with its history, its mails and their files.

Shows and saves; what changes a ticket stands in `ticket_acts`. The admin sees everything, addresses
included: access to the database is access to the mails.
"""

import json
from pathlib import Path

import click

from listbot.cli.configuration import configuration
from listbot.cli.ticket.files import listed, save
from listbot.cli.ticket.keys import key_of, unknown
from listbot.cli.ticket.page import as_json, as_text, page_of
from listbot.cli.ticket.reading import reading
from listbot.errors import PermanentError
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.reading import RawMail
from listbot.timekeeping import utc_now


@click.command()
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
    with reading(config) as connection:
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


@click.command()
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
    with reading(config) as connection:
        if desk_reading.whole_ticket(connection, key) is None:
            raise unknown(key)
        found = desk_reading.contents(connection, key)
    lines = save(found, folder) if folder else listed(found)
    for line in lines:
        click.echo(line)
    if not any(each.attachments for each in found):
        click.echo(f"no file came with {key}", err=True)
