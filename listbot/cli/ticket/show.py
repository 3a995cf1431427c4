"""`listbot ticket show` and `listbot ticket files`: a ticket with its history, mails and files.

Commands that change tickets are in `acts.py`. The admin sees everything, addresses included, since
anybody with access to the database can read the mails.
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
@click.option("--mails", is_flag=True, help="Show the full text of each mail.")
@click.option(
    "--original", metavar="MAIL", help="Print one mail as it came, by number or Message-ID."
)
@click.pass_context
def show(ctx: click.Context, key: str, wants_json: bool, mails: bool, original: str | None) -> None:
    """Show a ticket and its history.

    KEY is T-118, or just 118 if all tickets have the same prefix.
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
    page = page_of(whole, raw, config.everybody, utc_now(), all_lines=mails)
    click.echo(json.dumps(as_json(page), indent=1) if wants_json else as_text(page))


def _one(mails: tuple[RawMail, ...], asked: str, key: str) -> RawMail:
    """Return a mail of a ticket, by its number there, from 1, or its Message-ID. Raises
    PermanentError if there is none.
    """
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
    help="Save them to this folder; nothing is overwritten.",
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
        click.echo(f"no files came with {key}", err=True)
