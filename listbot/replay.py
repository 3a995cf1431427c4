"""Fold the journal again in a scratch database and compare the results (invariant 1).

It uses the same code as the live daemon, without a composer: a replay never writes a letter
and never touches the database it reads. A difference is a bug, or the effect of a bug that
was fixed since.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, Table, select

from listbot import pipeline
from listbot.errors import PermanentError
from listbot.forgetting import seen_without
from listbot.keys import tapping
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.inputs import (
    ActInput,
    AsideInput,
    CopyInput,
    DropInput,
    EraseInput,
    KeyInput,
    MailInput,
    RecapInput,
    RecordInput,
    RetryInput,
    RulesInput,
    TickInput,
    UnsubscribeInput,
    VoteInput,
)
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.schema import DERIVED, journal
from listbot.store.journal import inbox
from listbot.store.journal.codec import KINDS, read_as, read_input
from listbot.store.journal.packed import unpack_moment
from listbot.store.store import Store
from listbot.store.transaction import Transaction, key

UNCOMPARED = {"seq", "tries", "ask_at", "id", "kept"}
"""Numbers, tries and when to try are the store's own; `kept`, for tombstones, repeats other tables.
"""

BATCH = 200  # inputs per transaction; losing a scratch database costs nothing


@dataclass(frozen=True, slots=True)
class Replayed:
    """The result of a replay."""

    inputs: int
    missing: tuple[str, ...]
    """Rows of the live database that the replay did not make, in words."""
    added: tuple[str, ...]
    """Rows that only the replay made."""

    @property
    def is_equal(self) -> bool:
        """Return whether the replay gave exactly the live rows."""
        return not self.missing and not self.added


def replay(live: Store, progress: Callable[[], object] = lambda: None) -> Replayed:
    """Fold the live journal again and compare; `progress` is called for every input."""
    with tempfile.TemporaryDirectory(prefix="listbot-replay-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'replay.db'}")
        migrate(engine)
        scratch = Store(engine, live.context.clock)
        with live.reading() as connection:
            inputs = _fold(connection, scratch, progress)
            with scratch.reading() as again:
                missing, added = _differences(connection, again)
        scratch.close()
    return Replayed(inputs, tuple(sorted(missing)), tuple(sorted(added)))


def _fold(connection: Connection, scratch: Store, progress: Callable[[], object]) -> int:
    fold = _Fold(_erasures(connection))
    count = 0
    rows = connection.execution_options(stream_results=True).execute(
        select(journal).order_by(journal.c.seq)
    )
    for batch in rows.partitions(BATCH):
        with scratch.transaction() as tx:
            for row in batch:
                fold.take(tx, *row)
                progress()
                count += 1
    return count


class _Fold:
    """Applies inputs one by one; maps mail numbers of the journal to scratch ones."""

    def __init__(self, erasures: list[tuple[int, EraseInput]]) -> None:
        self._numbers: dict[int, int] = {}
        self._erasures = erasures

    def take(
        self,
        tx: Transaction,
        seq: int,
        kind: str,
        address: str,
        digest: str | None,
        payload: str,
        raw: bytes | None,
    ) -> None:
        """Apply one input."""
        match read_input(kind, payload):
            case MailInput() as came:
                self._numbers[seq] = self._take_mail(tx, seq, address, came, raw, digest or "")
            case RulesInput() as new:
                tx.adopt(new)
            case TickInput() as moment:
                pipeline.tick(tx, unpack_moment(moment, tx.rules))
            case ActInput() | VoteInput() as act:
                _act(tx, act)
            case UnsubscribeInput() as click:
                pipeline.unsubscribe(tx, click)
            case EraseInput() | RecapInput() as made:
                tx.record(made)  # nothing else: a letter, or what the rows already show
            case RecordInput() | KeyInput() | CopyInput() | OuterKeyInput() | HeardInput() as said:
                _say(tx, said, raw)
            case AsideInput() as aside:
                pipeline.set_aside(tx, aside)
            case RetryInput() | DropInput() as asked:
                self._by_hand(tx, asked)

    def _by_hand(self, tx: Transaction, asked: RetryInput | DropInput) -> None:
        """Repeat what an operator did with quarantined mails, under their numbers here."""
        seqs = tuple(self._numbers[each] for each in asked.seqs)
        if isinstance(asked, DropInput):
            pipeline.drop_by_hand(tx, replace(asked, seqs=seqs))
        else:
            pipeline.retry_by_hand(tx, replace(asked, seqs=seqs))

    def _take_mail(
        self,
        tx: Transaction,
        seq: int,
        address: str,
        came: MailInput,
        raw: bytes | None,
        digest: str,
    ) -> int:
        """Store a mail or its tombstone and return its number.

        If a person was forgotten after it came, it already has their stand-in.
        """
        aside_for = tx.asides.known().get(f"{address} {digest}")
        mail = inbox.read_again(came, tx.rules.of(address), raw, digest, aside_for)
        if came.tombstone is not None:
            tx.bury(mail, came)
            pipeline.decide_and_apply(tx, mail)
        else:
            mail = seen_without(mail, [each for at, each in self._erasures if at > seq])
            if came.records is not None:
                tx.said[key(mail)] = came.records
            pipeline.settle(tx, mail)
        return tx.number_of(key(mail))


def _say(
    tx: Transaction,
    said: RecordInput | KeyInput | CopyInput | OuterKeyInput | HeardInput,
    raw: bytes | None,
) -> None:
    if isinstance(said, OuterKeyInput | HeardInput):
        pipeline.hear_tracker(tx, said)
    elif isinstance(said, CopyInput):
        if raw is not None:  # else the author of the mail was forgotten
            tapping.prove(tx, said, raw)
    elif isinstance(said, KeyInput):
        pipeline.hear(tx, said)
    else:
        pipeline.change_record(tx, said)


def _act(tx: Transaction, asked: ActInput | VoteInput) -> None:
    if isinstance(asked, ActInput):
        pipeline.act(tx, asked)
        return
    # The tombstone of an adopted mail, whose author was forgotten, has opened its proposal already.
    with suppress(PermanentError):
        pipeline.act_on_vote(tx, asked)


def _erasures(connection: Connection) -> list[tuple[int, EraseInput]]:
    query = select(journal.c.seq, journal.c.payload).where(journal.c.kind == KINDS[EraseInput])
    return [(row.seq, read_as(EraseInput, row.payload)) for row in connection.execute(query)]


def _differences(live: Connection, again: Connection) -> tuple[set[str], set[str]]:
    """Return the rows that only one of them has: first those of the live database.

    There may be millions of rows, so only their marks are kept, of one table at a time.
    """
    missing: set[str] = set()
    added: set[str] = set()
    for table in DERIVED:
        before, after = _marks(live, table), _marks(again, table)
        if before != after:
            missing |= _rows_with(live, table, before - after)
            added |= _rows_with(again, table, after - before)
    return missing, added


def _marks(connection: Connection, table: Table) -> set[bytes]:
    return {_mark(row) for row in _rows_of(connection, table)}


def _rows_with(connection: Connection, table: Table, marks: set[bytes]) -> set[str]:
    return {row for row in _rows_of(connection, table) if _mark(row) in marks} if marks else set()


def _mark(row: str) -> bytes:
    return blake2b(row.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _rows_of(connection: Connection, table: Table) -> Iterator[str]:
    columns = [column for column in table.columns if column.name not in UNCOMPARED]
    rows = connection.execution_options(stream_results=True).execute(select(*columns))
    for row in rows:
        shown = ", ".join(
            f"{column.name}={value}" for column, value in zip(columns, row, strict=True)
        )
        yield f"{table.name}: {shown}"
