"""`listbot group`: the record in and out as plain files, and the group's rules in words."""

import getpass
from pathlib import Path
from tomllib import TOMLDecodeError
from zoneinfo import ZoneInfo

import click

from listbot.cli.changing import changing
from listbot.cli.configuration import configuration
from listbot.cli.output.counts import many
from listbot.cli.record.act_file import from_csv, is_act_file, to_csv
from listbot.cli.record.reading import reading, rules_of
from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.inputs import RecordInput
from listbot.model.records.acts import RecordAct
from listbot.model.records.folding import fold
from listbot.model.records.group import Group
from listbot.records.affairs.services import services_in
from listbot.records.describe import in_words
from listbot.records.importing.acts import kind_of, made_of
from listbot.records.importing.made import Made
from listbot.records.importing.plain import files_of
from listbot.records.importing.tables import rows_of
from listbot.records.importing.toml_tables import rows_of_toml
from listbot.store.base.files import PRIVATE
from listbot.store.records.acts import all_acts
from listbot.timekeeping import utc_now

ACTS = "acts.csv"
LISTED = (
    "{}: holds services, but those of the group are listed in group.services_file; please add them "
    "there. Nothing was added"
)


@click.group()
def group() -> None:
    """Take the group's record in and out, and show its rules."""


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Only show what would be added.")
@click.pass_context
def import_(ctx: click.Context, file: Path, dry_run: bool) -> None:
    """Add members, meetings, services or access from a file: TOML, CSV, or the table of a wiki.

    The same file imported twice adds nothing the second time.
    """
    config = configuration(ctx)
    rules = rules_of(config)
    known = _known(config)
    acts = _read(file, fold(known), rules.where)
    if rules.listed_services and any(each.service is not None for each in acts):
        raise PermanentError(LISTED.format(file))
    there = {act.key for act in known}
    new = tuple(act for act in acts if act.key not in there)
    for act in new:
        said = act.name or act.text
        click.echo(f"{act.at:%Y-%m-%d}  {act.verb:10} {act.about}{f'  {said}' if said else ''}")
    if not dry_run and new:
        _add(config, new)
    does = "would be added" if dry_run else "added"
    click.echo(f"{many(len(new), 'act')} {does}, {len(acts) - len(new)} known before", err=True)


def _known(config: Config) -> list[RecordAct]:
    """Return the acts of the record; without a database yet, it is made."""
    with changing(config) as connection:
        return all_acts(connection)


def _add(config: Config, new: tuple[RecordAct, ...]) -> None:
    # Imported here: it takes longer to import than all the rest, and reading needs none of it.
    from listbot import pipeline
    from listbot.wiring import open_store

    store = open_store(config)
    try:
        with store.transaction() as tx:
            pipeline.change_record(tx, RecordInput(new, getpass.getuser(), utc_now()))
    finally:
        store.close()


def _read(file: Path, known: Group, zone: ZoneInfo) -> tuple[RecordAct, ...]:
    """Return the acts of a file. Raises PermanentError with every fault, its line and column."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise PermanentError(f"{file} cannot be read: {fault}") from fault
    if is_act_file(text):
        return from_csv(text, str(file))
    made = _made(file, text, known, zone)
    if made.faults:
        told = sorted(made.faults, key=lambda each: (each.line, each.column))
        lines = [f"{file}:{each.line}:{each.column}: {each.words}" for each in told]
        raise PermanentError("\n".join(lines))
    return tuple(made.acts)


def _made(file: Path, text: str, known: Group, zone: ZoneInfo) -> Made:
    people = {each.name: each.address for each in known.members.values()}
    people |= {address: address for address in known.members}
    if file.suffix.casefold() == ".toml":
        try:
            return made_of(rows_of_toml(text), people, zone, utc_now())
        except TOMLDecodeError as fault:
            raise PermanentError(f"{file}: is not valid TOML: {fault}") from fault
    rows = rows_of(text, file.suffix.casefold() == ".csv")
    if not rows:
        raise PermanentError(f"{file}: has no table whose first row names the columns")
    kind = kind_of(rows)
    return made_of([(kind, row) for row in rows], people, zone, utc_now())


@group.command("rules")
@click.pass_context
def rules(ctx: click.Context) -> None:
    """Show the rules of the group in words, as the configuration has them."""
    for what, words in in_words(rules_of(configuration(ctx))):
        click.echo(f"{what:12}{words}")


@group.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def export(ctx: click.Context, folder: Path) -> None:
    """Write everything that the record holds into a new folder, as plain files."""
    config = configuration(ctx)
    rules = rules_of(config)
    with reading(config) as connection:
        found = fold(all_acts(connection))
    if folder.exists() and any(folder.iterdir()):
        raise PermanentError(f"{folder} is not empty; nothing was written")
    services = services_in(found, rules)
    files = {**files_of(found, services, rules.where), ACTS: to_csv(found.acts)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(PRIVATE)
        path.write_text(text, encoding="utf-8")
        click.echo(path)
