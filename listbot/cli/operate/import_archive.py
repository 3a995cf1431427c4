"""`listbot import`: imports a list's archive as history. Repeating it skips known mails.

Where there are two processors, one reads while the other decides and stores (docs/decisions/0060).
"""

import secrets
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

import click

from listbot import pipeline
from listbot.cli.configuration import configuration
from listbot.cli.counting.archives import fail_without_mail
from listbot.config.in_force import rules_of
from listbot.errors import ConfigError, StoreBroken, StoreUnavailable
from listbot.inbound.ahead import ReaderEnded, Seen, Task, can_read_ahead, reading_ahead
from listbot.inbound.archive import Broken, Found, read_archive
from listbot.mail import Arrival, ListContext, Mail, Unreadable, read
from listbot.model.inputs import Handling
from listbot.model.list_rules import ListRole
from listbot.store.base.work_marks import Work
from listbot.store.journal.mail_row import QUARANTINED
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from listbot.wiring import open_store

BROKEN = "broken"
STOPPED = "stopped; what was imported so far stays, and the same command goes on with the rest"
GROUP = 50  # mails per commit; fewer than the pipe holds, or each process waits for the other
HEAD_START = 500  # mails, of a large archive, that are read here while the second process starts
MOST_READERS = 30  # second processes, one after the other: enough to set ten mails aside


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
    except KeyboardInterrupt as stop:
        raise click.ClickException(STOPPED) from stop
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
    with (
        closing(_pieces(store, path, context)) as pieces,
        click.progressbar(
            pieces,
            label="importing",
            file=sys.stderr,
            show_pos=True,
            hidden=not sys.stderr.isatty(),
        ) as found,
    ):
        for group in _groups(iter(found)):
            for name, piece in group:
                if isinstance(piece, Broken):
                    click.echo(f"{path} {name}: {piece.reason}", err=True)
                    done[BROKEN] += 1
            done += _settle(store, [each for _, each in group if not isinstance(each, Broken)])
    return done


def _pieces(store: Store, path: Path, context: ListContext) -> Generator[Seen]:
    """Yield all of an archive. If it is large, a second process reads its mails."""
    here = read_archive(path, context)
    first = list(islice(here, GROUP))
    if len(first) == GROUP and can_read_ahead(path):
        begun = chain(first, islice(here, HEAD_START - GROUP))
        yield from _read_ahead(store, path, context, begun, here)
    else:
        yield from chain(first, here)


def _read_ahead(
    store: Store, path: Path, context: ListContext, begun: Iterator[Found], here: Iterator[Found]
) -> Iterator[Seen]:
    """Yield what has begun, and what a second process reads after it.

    After a mail that has ended it, another one begins there, and passes the mail over after three
    tries. If none can be started, none gets on, or very many have ended, the rest is read `here`.
    """
    at, last = HEAD_START, ""
    for _ in range(MOST_READERS):
        try:
            with reading_ahead(Task(path, context, at, _asides(store))) as read_on:
                for each in begun:  # meanwhile the other process starts
                    last = each[0]
                    yield each
                for seen in read_on(last):
                    at, last = at + 1, seen[0]
                    yield seen
            return
        except ReaderEnded as ended:
            if not (ended.began and _count_try(store, path, context, at)):
                break
    yield from begun
    yield from islice(here, at - HEAD_START, None)


def _asides(store: Store) -> frozenset[str]:
    with store.transaction() as tx:
        return frozenset(tx.asides.known())


def _count_try(store: Store, path: Path, context: ListContext, at: int) -> bool:
    """Count that a mail has ended the process that read it.

    Return False if no mail can be to blame: there is none, or it was not to be read.
    """
    _, piece = next(islice(read_archive(path, context), at, None), ("", None))
    if not isinstance(piece, Arrival) or piece.key in _asides(store):
        return False
    work, now = Work(Handling.READ, piece.key), store.context.clock()
    with store.transaction() as tx:
        pipeline.count_try(tx, work, secrets.token_hex(8), "ended its reader", now)
    return True


def _settle(store: Store, seen: list[Arrival | Mail | Unreadable]) -> Counter[str]:
    """Settle a group in one commit; if a mail raises, again with savepoints, to set it aside."""
    try:
        return _settle_all(store, seen, cautious=False)
    except (StoreUnavailable, StoreBroken):
        raise
    except Exception:
        return _settle_all(store, seen, cautious=True)


def _settle_all(
    store: Store, seen: list[Arrival | Mail | Unreadable], cautious: bool
) -> Counter[str]:
    with store.transaction(cautious) as tx:
        return Counter(pipeline.settle(tx, _mail(tx, each)) for each in seen)


def _mail(tx: Transaction, seen: Arrival | Mail | Unreadable) -> Mail | Unreadable:
    """Return the mail, read unless that must not be done or is done already."""
    arrival = seen if isinstance(seen, Arrival) else seen.arrival
    return tx.asides.unread(arrival) or (read(seen) if isinstance(seen, Arrival) else seen)


def _groups(found: Iterator[Seen]) -> Iterator[list[Seen]]:
    while group := list(islice(found, GROUP)):
        yield group


def summary(done: Counter[str]) -> list[str]:
    """Return the accounting of an import: a line per disposition, and the total."""
    lines = [f"{count:8}  {what}" for what, count in sorted(done.items())]
    return [*lines, f"{done.total():8}  in all"]
