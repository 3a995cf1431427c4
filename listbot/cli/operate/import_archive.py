"""`listbot import`: imports a list's archive as history. Repeating it skips known mails."""

import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from listbot import pipeline
from listbot.cli.configuration import configuration
from listbot.cli.counting.archives import fail_without_mail
from listbot.config.in_force import rules_of
from listbot.errors import ConfigError, StoreBroken, StoreUnavailable
from listbot.inbound.archive import Broken, Found, read_archive
from listbot.mail import Arrival, read
from listbot.model.list_rules import ListRole
from listbot.store.journal.mail_row import QUARANTINED
from listbot.store.store import Store
from listbot.wiring import open_store

BROKEN = "broken"
GROUP = 100  # mails per commit; larger groups were measured to be no faster


@click.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--list", "address", help="The archive's list; needed if several are watched.")
@click.pass_context
def import_(ctx: click.Context, path: Path, address: str | None) -> None:
    """Import an archive (mbox, maildir, folder of .eml files, or one .eml file) into the database.

    Imported mail is history: it is read and tallied, but causes no letters. Exits with 1 if PATH
    holds no mail.
    """
    config = configuration(ctx)
    watched = [each.address for each in config.lists if each.role is ListRole.DECISIONS]
    if address is None and len(watched) != 1:
        raise click.UsageError(f"name the list with --list (one of: {', '.join(watched)})")
    chosen = address or watched[0]
    if chosen not in watched:
        raise ConfigError((f"--list {chosen}: not watched (one of: {', '.join(watched)})",))
    store = open_store(config)
    try:
        with store.transaction() as tx:
            tx.adopt(rules_of(config, tx.rules, None))
        done = import_archive(store, path, chosen)
    finally:
        store.close()
    for line in summary(done):
        click.echo(line)
    if done.total() == done[BROKEN] + done[QUARANTINED]:
        fail_without_mail(ctx, [path])


def import_archive(store: Store, path: Path, address: str) -> Counter[str]:
    """Import everything; return the number of mails per disposition. Broken pieces are reported on
    stderr with their place.
    """
    with store.reading() as connection:
        from listbot.store.journal.rules import in_force

        context = in_force(connection).of(address).context
    done: Counter[str] = Counter()
    with click.progressbar(
        read_archive(path, context),
        label="importing",
        file=sys.stderr,
        show_pos=True,
        hidden=not sys.stderr.isatty(),
    ) as found:
        for group in _groups(iter(found)):
            for name, piece in group:
                if isinstance(piece, Broken):
                    click.echo(f"{path} {name}: {piece.reason}", err=True)
                    done[BROKEN] += 1
            done += _settle(store, [piece for _, piece in group if isinstance(piece, Arrival)])
    return done


def _settle(store: Store, arrivals: list[Arrival]) -> Counter[str]:
    """Settle a group in one commit; if a mail raises, again with savepoints, to set it aside."""
    try:
        return _settle_all(store, arrivals, cautious=False)
    except (StoreUnavailable, StoreBroken):
        raise
    except Exception:
        return _settle_all(store, arrivals, cautious=True)


def _settle_all(store: Store, arrivals: list[Arrival], cautious: bool) -> Counter[str]:
    with store.transaction(cautious) as tx:
        return Counter(
            pipeline.settle(tx, tx.asides.unread(each) or read(each)) for each in arrivals
        )


def _groups(found: Iterator[Found]) -> Iterator[list[Found]]:
    while group := list(islice(found, GROUP)):
        yield group


def summary(done: Counter[str]) -> list[str]:
    """Return the accounting of an import: a line per disposition, and the total."""
    lines = [f"{count:8}  {what}" for what, count in sorted(done.items())]
    return [*lines, f"{done.total():8}  in all"]
