"""The commands that list and show what is in the group's record: `listbot member list`."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

import click

from listbot.cli.configuration import configuration
from listbot.cli.output.terminal import fit, safe, width
from listbot.cli.record import views
from listbot.cli.record.views import Row, shown
from listbot.errors import PermanentError
from listbot.model.group_case import GroupCase
from listbot.model.records.rules import GroupRules
from listbot.store.records.reading import read_record

WIDEST = 40  # columns of a cell in a list

Reads = Callable[[click.Context], Sequence[Row]]


def noun(name: str, help: str, columns: tuple[str, ...], reads: Reads) -> click.Group:
    """Return a command with `list` and `show`. `columns`: what a list shows of each row."""

    @click.group(name, help=help)
    def group() -> None:
        pass

    @group.command("list")
    @click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
    @click.pass_context
    def list_(ctx: click.Context, wants_json: bool) -> None:
        """List them, one per line."""
        rows = reads(ctx)
        if wants_json:
            click.echo(_json(list(rows)))
        elif rows:
            _print(rows, columns)

    @group.command()
    @click.argument("key")
    @click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
    @click.pass_context
    def show(ctx: click.Context, key: str, wants_json: bool) -> None:
        """Show one, by its name or key."""
        row = _found(reads(ctx), key, name)
        if wants_json:
            click.echo(_json(row))
            return
        for word, value in row.items():
            if text := shown(value):
                click.echo(f"{word.replace('_', ' '):14}{safe(text)}")

    return group


def _print(rows: Sequence[Row], columns: tuple[str, ...]) -> None:
    """Print a table whose columns are as wide as they have to be, without empty ones."""
    used = [column for column in columns if any(shown(row[column]) for row in rows)]
    table = [[safe(shown(row[column])) for column in used] for row in rows]
    sizes = [min(WIDEST, max(map(width, column))) for column in zip(*table, strict=True)]
    for line in table:
        cells = (fit(cell, size) for cell, size in zip(line, sizes, strict=True))
        click.echo("  ".join(cells).rstrip())


def _found(rows: Sequence[Row], key: str, noun: str) -> Row:
    """Return the one row that a key means: by its first value, or by its address."""
    wanted = key.casefold()
    keys = [{str(next(iter(row.values()))), str(row.get("address", ""))} for row in rows]
    found = [
        row
        for row, own in zip(rows, keys, strict=True)
        if wanted in {each.casefold() for each in own}
    ]
    if len(found) == 1:
        return found[0]
    why = f"several match {key}" if found else f"there is no {noun} {key}"
    raise PermanentError(f"{why}; `listbot {noun} list` shows them all")


def _json(value: object) -> str:
    return json.dumps(value, indent=1, default=_time, ensure_ascii=False)


def _time(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()


def of_record(of: views.Rows) -> Reads:
    """Return what reads rows from the record of this installation."""

    def reads(ctx: click.Context) -> Sequence[Row]:
        return list(of(record_of(ctx)))

    return reads


def record_of(ctx: click.Context) -> GroupCase:
    """Return the record as it is now, under the rules of the configuration.

    Raises PermanentError before the daemon's first start.
    """
    config = configuration(ctx)
    known, group = read_record(config.store.full_url)
    if not known.lists:
        raise PermanentError("there is no record yet; start the daemon first: `listbot run`")
    return GroupCase(config.group or GroupRules(), group, config.everybody, known.of_bot)


member = noun(
    "member",
    "List and show the members of the group.",
    ("name", "standing", "project", "joined", "left"),
    of_record(views.members),
)
meeting = noun(
    "meeting",
    "List and show the group's meetings.",
    ("meeting", "title", "cancelled", "minutes"),
    of_record(views.meetings),
)
service = noun(
    "service",
    "List and show the group's services.",
    ("service", "leads", "admins", "outside"),
    of_record(views.services),
)
adr = noun(
    "adr",
    "List and show decision records.",
    ("record", "title", "published", "final", "applied"),
    of_record(views.records),
)
access = noun(
    "access",
    "List and show who has access to which system.",
    ("system", "members", "to_withdraw"),
    of_record(views.access),
)
