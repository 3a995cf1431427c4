"""Folding the journal again, in a scratch database, and comparing what comes out (invariant 1).

The same line and the same code as live, without a composer: a replay never writes a letter and never touches the
database it reads. What differs is a bug, or a mended one: the difference shows what taking it over would change.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Table, select

from listbot import pipeline
from listbot.journal import ActInput, MailInput, RetryInput, RulesInput, TickInput, read_input
from listbot.mail import read
from listbot.store.engine import open_engine
from listbot.store.migrating import migrate
from listbot.store.schema import DERIVED, journal
from listbot.store.store import Store
from listbot.store.transaction import Transaction, key

UNCOMPARED = {"seq", "tries", "id"}
"""Numbers of rows are the store's own affair; how often a fault was met is no state."""

BATCH = 200  # inputs a transaction; a scratch database may lose them


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came out."""

    inputs: int
    missing: tuple[str, ...]
    """Rows of the live database that the replay did not make, in words."""
    added: tuple[str, ...]
    """Rows that only the replay made."""

    @property
    def is_equal(self) -> bool:
        """Whether the fold gave exactly what is there."""
        return not self.missing and not self.added


def replay(live: Store, progress: Callable[[], object] = lambda: None) -> Replayed:
    """Fold the live journal again and compare; `progress` is called for every input."""
    with tempfile.TemporaryDirectory(prefix="listbot-replay-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'replay.db'}")
        migrate(engine)
        scratch = Store(engine, live.clock)
        with live.reading() as connection:
            inputs = _fold(connection, scratch, progress)
            with scratch.reading() as again:
                before, after = _rows(connection), _rows(again)
        scratch.close()
    return Replayed(inputs, tuple(sorted(before - after)), tuple(sorted(after - before)))


def _fold(connection: Connection, scratch: Store, progress: Callable[[], object]) -> int:
    fold = _Fold()
    count = 0
    rows = connection.execution_options(stream_results=True).execute(select(journal).order_by(journal.c.seq))
    for batch in rows.partitions(BATCH):
        with scratch.transaction() as tx:
            for row in batch:
                fold.take(tx, row.seq, row.kind, row.list, row.payload, row.raw)
                progress()
                count += 1
    return count


class _Fold:
    """Takes inputs one by one; remembers which number a stored mail has in the scratch database."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def take(
        self, tx: Transaction, seq: int, kind: str, address: str, payload: str, raw: bytes | None
    ) -> None:
        match read_input(kind, payload):
            case MailInput() as came:
                mail = read(came.arrival(tx.rules.of(address), raw or b""))
                pipeline.settle(tx, mail)
                self._numbers[seq] = tx.number_of(key(mail))
            case RulesInput() as new:
                tx.adopt(new)
            case TickInput() as moment:
                pipeline.tick(tx, moment)
            case ActInput() as act:
                pipeline.act(tx, act)
            case RetryInput() as asked:
                seqs = tuple(self._numbers[each] for each in asked.seqs)
                pipeline.retry_by_hand(tx, replace(asked, seqs=seqs))


def _rows(connection: Connection) -> set[str]:
    return {row for table in DERIVED for row in _rows_of(connection, table)}


def _rows_of(connection: Connection, table: Table) -> Iterator[str]:
    columns = [column for column in table.columns if column.name not in UNCOMPARED]
    for row in connection.execute(select(*columns)):
        shown = ", ".join(f"{column.name}={value}" for column, value in zip(columns, row, strict=True))
        yield f"{table.name}: {shown}"
