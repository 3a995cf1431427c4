"""`listbot move`: moves the database from SQLite to PostgreSQL, or back."""

import sys
from contextlib import closing
from pathlib import Path

import click
from sqlalchemy import Engine

from listbot.cli.exits import CHECK_FAILED
from listbot.errors import PermanentError
from listbot.replay import Replayed, replay
from listbot.store import leases, moving
from listbot.store.base.engine import file_of, open_engine
from listbot.store.base.migrating import migrate, require_newest
from listbot.store.base.work_marks import open_hand
from listbot.store.store import Store
from listbot.timekeeping import utc_now


@click.command()
@click.argument("source")
@click.argument("target")
@click.pass_context
def move(ctx: click.Context, source: str, target: str) -> None:
    """Copy the database at the URL SOURCE into the empty one at TARGET, and replay it there.

    Stop the daemons first. A URL is like store.url; libpq looks for PostgreSQL's password.
    """
    old, new = _opened(source, to_read=True), _opened(target)
    try:
        _require_there(old)
        require_newest(old)
        _require_unused(old)
        migrate(new)
        count = moving.rows_in(old)
        with _bar(count, "copying") as bar:
            digest = moving.move(old, new, bar.update)
        click.echo(f"{count} rows, the same in both: SHA-256 {digest}")
        came = _replayed(new)
    finally:
        old.dispose()
        new.dispose()
    if not came.is_equal:
        click.echo(
            f"a replay differs: {len(came.missing)} rows are missing, {len(came.added)} are new; "
            "see whether `listbot replay --diff` says the same of the old database"
        )
        ctx.exit(CHECK_FAILED)
    click.echo(f"equal: {came.inputs} inputs give exactly what is in the new database")
    click.echo(
        "Next: write the new URL into store.url and start the daemon. It is paused, because the "
        "receipts of sent letters stayed behind: look through `listbot outbox list`, then "
        "`listbot resume`. Never start a daemon on the old database again."
    )


def _opened(url: str, *, to_read: bool = False) -> Engine:
    engine = open_engine(url, to_read=to_read)
    if engine.url.password is not None:
        raise PermanentError("a password does not belong on a command line: use libpq's passfile")
    return engine


def _require_there(engine: Engine) -> None:
    """Raise PermanentError if there is nothing to move."""
    file = file_of(engine.url)
    if file is not None and not file.exists():
        raise PermanentError(f"{file} does not exist: SOURCE is the URL of the database as it is")


def _require_unused(engine: Engine) -> None:
    """Raise PermanentError if a daemon runs on the database."""
    file = file_of(engine.url)
    if file is not None:
        _require_free(file, Path(f"{file}-hand"))
        return
    with engine.connect() as connection:
        found = leases.holding(connection.execution_options(reads_only=True))
    if found is not None and not found.is_over:
        raise PermanentError(f"{found.holder} is at work on it: stop every daemon first")


def _require_free(file: Path, hand: Path) -> None:
    """Raise PermanentError if a daemon has locked the file of its marks."""
    if hand.exists():
        try:
            open_hand(hand).close()
        except OSError as fault:
            raise PermanentError(f"{file} is in use: stop the daemon first") from fault


def _replayed(engine: Engine) -> Replayed:
    with closing(Store(engine, utc_now)) as store, _bar(0, "replaying") as bar:
        return replay(store, lambda: bar.update(1))


def _bar(length: int, label: str):  # type: ignore[no-untyped-def]  # click's type is private
    return click.progressbar(
        length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    )
