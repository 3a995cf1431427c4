"""`listbot person`: lists people, shows what is stored about one, and forgets one."""

import getpass
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from listbot.cli.configuration import configuration
from listbot.cli.operate.person_text import as_text, to_json
from listbot.cli.output.counts import many
from listbot.cli.output.terminal import fit, safe
from listbot.errors import PermanentError
from listbot.model.inputs import EraseInput
from listbot.recount.evidence import mbox as mbox_of
from listbot.store.base.engine import overwrite_freed
from listbot.store.base.files import PRIVATE
from listbot.store.erasing import persons
from listbot.store.erasing.persons import Held
from listbot.store.journal.codec import read_as, write
from listbot.store.to_read import store_to_read
from listbot.timekeeping import utc_now

if TYPE_CHECKING:
    from listbot.store.store import Store


@click.group()
def person() -> None:
    """Show what is stored about people, and forget them."""


@person.command("list")
@click.pass_context
def list_(ctx: click.Context) -> None:
    """List everybody who wrote: address, number of mails, date of the last one, name."""
    store = store_to_read(configuration(ctx))
    with store.reading() as connection:
        found = list(persons.everybody(connection))
    store.close()
    for each in found:
        last = f"{each.last:%Y-%m-%d}" if each.last else ""
        click.echo(f"{fit(safe(each.address), 40)} {each.mails:5}  {last}  {safe(each.name)}")


@person.command()
@click.argument("address")
@click.pass_context
def show(ctx: click.Context, address: str) -> None:
    """Show what is stored about one person."""
    click.echo(as_text(_held(ctx, address)), nl=False)


@person.command()
@click.argument("address")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option(
    "--mbox",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write their mails to this file, as they came.",
)
@click.pass_context
def export(ctx: click.Context, address: str, wants_json: bool, mbox: Path | None) -> None:
    """Print everything stored about one person, to give to them."""
    found = _held(ctx, address)
    if mbox is not None:
        store = store_to_read(configuration(ctx))
        with store.reading() as connection:
            mbox.touch(PRIVATE)
            mbox.write_bytes(mbox_of(persons.raws(connection, found)))
        store.close()
    click.echo(to_json(asdict(found)) if wants_json else as_text(found), nl=wants_json)


@person.command()
@click.argument("address")
@click.option("--reason", required=True, help="Why; stays in the journal, so name nobody.")
@click.option("--dry-run", is_flag=True, help="Only show what would be forgotten.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def forget(ctx: click.Context, address: str, reason: str, dry_run: bool, yes: bool) -> None:
    """Forget a person: their mails, name and address. Counts and numbers stay. This cannot be
    undone.
    """
    found = _held(ctx, address)
    click.echo(as_text(found), nl=False)
    if dry_run:
        return
    if not yes:
        click.confirm("Forget all this for good?", abort=True)
    # Imported here: it takes longer to import than all the rest, and reading needs none of it.
    from listbot import pipeline
    from listbot.wiring import open_store

    store = open_store(configuration(ctx))
    asked = EraseInput.of(
        found.address, secrets.token_hex(16), getpass.getuser(), reason, utc_now()
    )
    try:
        with store.transaction() as tx:
            erased = pipeline.erase(tx, found.address, asked)
        overwrite_freed(store.engine)
    finally:
        store.close()
    click.echo(
        f"forgotten: {many(erased.mails, 'mail')}, {many(erased.tickets, 'ticket')}, "
        f"{many(erased.letters, 'letter')}"
    )
    click.echo(f"{asked.stand_in} now takes the place of their address")


@person.command()
@click.option(
    "--export",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write them to a file.",
)
@click.pass_context
def erasures(ctx: click.Context, file: Path | None) -> None:
    """List who was forgotten, without names. Export the list to apply it to a restored backup."""
    store = store_to_read(configuration(ctx))
    with store.reading() as connection:
        found = persons.erasures(connection)
    store.close()
    if file is not None:
        file.write_text(write(found) + "\n", encoding="utf-8")
    for each in found:
        click.echo(
            f"{each.at:%Y-%m-%d %H:%M}  {each.stand_in}  {safe(each.who)}: {safe(each.reason)}"
        )


@person.command("apply-erasures")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.pass_context
def apply_erasures(ctx: click.Context, file: Path) -> None:
    """In a restored backup, forget the people in a file from `listbot person erasures --export`
    again.
    """
    from listbot.wiring import open_store

    try:
        asked = read_as(list[EraseInput], file.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise PermanentError(f"{file} is not a list of erasures: {fault}") from fault
    store = open_store(configuration(ctx))
    try:
        for each in asked:
            click.echo(_apply(store, each))
        overwrite_freed(store.engine)
    finally:
        store.close()


def _apply(store: "Store", asked: EraseInput) -> str:
    from listbot import pipeline

    with store.transaction() as tx:
        if asked.stand_in in {each.stand_in for each in persons.erasures(tx.connection)}:
            return f"{asked.stand_in}  already forgotten here"
        theirs = [each for each in persons.addresses(tx.connection) if asked.is_of(each)]
        for address in theirs:
            pipeline.erase(tx, address, asked)
        return f"{asked.stand_in}  {'forgotten' if theirs else 'not in this database'}"


def _held(ctx: click.Context, address: str) -> Held:
    store = store_to_read(configuration(ctx))
    with store.reading() as connection:
        found = persons.held(connection, address.strip().lower())
    store.close()
    if found.is_nothing:
        raise PermanentError(
            f"nothing is stored about {address}; `listbot person list` shows everybody who wrote"
        )
    return found
