"""`listbot backup` and `listbot restore`: a complete copy of the database, and the way back.

A copy is made while the daemon runs. A restored database starts paused: mail is read and counted,
and no letter leaves until the admin has looked, because some may have been sent before.
"""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path

import click

from listbot.cli.changing import changing
from listbot.cli.configuration import configuration
from listbot.cli.output.pauses import in_words
from listbot.config import Config
from listbot.errors import PermanentError
from listbot.letters.units import size
from listbot.store.base import copies
from listbot.store.base.copies import Copy
from listbot.store.outbox import pause as pauses
from listbot.store.outbox.pause import Pause
from listbot.timekeeping import utc_now

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.pass_context
def backup(ctx: click.Context, file: Path) -> None:
    """Copy the whole database to FILE, which must be new; the daemon may run."""
    found = copies.make(_database(configuration(ctx)), file, _progress(sys.stderr.isatty()))
    click.echo(f"{file}: {_in_words(found)}, checked")


@click.command()
@click.argument("file", type=_FILE)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def restore(ctx: click.Context, file: Path, yes: bool) -> None:
    """Put the copy FILE in the database's place, and start paused. Stop the daemon first."""
    config = configuration(ctx)
    database = _database(config)
    if file.exists() and database.exists() and file.samefile(database):
        raise PermanentError(f"{file} is the database itself, not a copy")
    click.echo(f"{file}: {_in_words(copies.check(file))}")
    if not yes:
        click.confirm(f"Put it in the place of {database}?", abort=True, err=True)
    now = utc_now()
    kept = copies.put_in_place(file, database, now)
    with changing(config) as connection:
        pauses.pause(connection, Pause(now, getpass.getuser(), f"restored from {file.name}"))
        standing = pauses.standing(connection)
    assert standing is not None
    if kept is not None:
        click.echo(f"the database before is kept as {kept}")
    click.echo(f"{database}: restored, {in_words(standing)}")
    click.echo(
        "Next: `listbot person apply-erasures FILE` if a person was forgotten since the backup, "
        "start the daemon, look through `listbot outbox list`, then `listbot resume`."
    )


def _database(config: Config) -> Path:
    """Return the file of the database. Raises PermanentError for one on a server."""
    if not config.store.is_file:
        raise PermanentError(
            f"{config.store.url} is on a server, which copies it itself: pg_dump makes a copy and "
            "pg_restore puts it back, as docs/operating.md says"
        )
    return config.store.file


def _in_words(found: Copy) -> str:
    return f"{size(found.size)}, {found.inputs} inputs, version {found.version}"


def _progress(wants: bool) -> Callable[[int, int], object]:
    """Return what shows how far a copy is: on a terminal only."""

    def show(done: int, of: int) -> None:
        click.echo(f"\rcopied {done * 100 // max(of, 1)} %", nl=done >= of, err=True)

    return show if wants else lambda done, of: None
