"""Mails and moments that are passed over because they ended the daemon repeatedly, and how
often each did.

`asides` is derived: an input adds to it, an operator's retry removes from it. `tries` is
the daemon's own memory. If an entry is added before its mail is in the journal, the mail is
stored unread when it comes again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, select

from listbot.mail import Arrival, Unreadable
from listbot.model.inputs import AsideInput, Handling
from listbot.store.base.schema import asides, tries
from listbot.store.base.upsert import insert_or_set
from listbot.store.base.work_marks import Lane, Work
from listbot.store.context import Context
from listbot.store.journal.unread import unread

_COUNT = insert_or_set(tries, tries.c.times, tries.c.run)
_PUT = insert_or_set(asides, asides.c.act, asides.c.why, asides.c.at)


class Asides:
    """Everything passed over, as one transaction sees it."""

    def __init__(self, connection: Connection, context: Context) -> None:
        self._connection = connection
        self._context = context
        self.seen: dict[str, str] | None = None
        """Everything passed over, each with the reason; None until first needed."""

    def __contains__(self, which: object) -> bool:
        """Return whether something is passed over."""
        return which in self.known()

    def known(self) -> dict[str, str]:
        """Return everything passed over, each with the reason."""
        return self._look() if self.seen is None else self.seen

    def _look(self) -> dict[str, str]:
        rows = self._connection.execute(select(asides.c.which, asides.c.why))
        self.seen = {row.which: row.why for row in rows}
        return self.seen

    def unread(self, arrival: Arrival) -> Unreadable | None:
        """Return the arrival as Unreadable if it must not be read; None if it may be."""
        why = self.known().get(arrival.key)
        return None if why is None else unread(arrival, why)

    @contextmanager
    def in_hand(self, act: Handling, which: str) -> Iterator[None]:
        """Mark what is worked on, in case the process ends over it; success clears its tries."""
        with self._context.hand.holding(Lane.WRITER, Work(act, which)):
            yield
        if which in self._context.tried:
            self._forget_tries((which,))

    def remember_tries(self) -> None:
        """Tell the store what earlier runs have ended over."""
        self._context.tried |= set(self._connection.execute(select(tries.c.which)).scalars())

    def count_try(self, which: str, run: str) -> int:
        """Count that a run ended over something, once per run; return how many did in a row."""
        self._context.tried.add(which)
        row = self._connection.execute(select(tries).where(tries.c.which == which)).one_or_none()
        if row is not None and row.run == run:
            return int(row.times)
        so_far = 1 if row is None else int(row.times) + 1
        counted = {"which": which, "times": so_far, "run": run}
        self._connection.execute(_COUNT[self._connection.dialect.name], counted)
        return so_far

    def put(self, asked: AsideInput) -> None:
        """Pass something over from now on."""
        row = {"which": asked.which, "act": asked.act, "why": asked.why, "at": asked.at}
        self._connection.execute(_PUT[self._connection.dialect.name], row)
        self._look()

    def lift(self, which: Iterable[str]) -> None:
        """Stop passing these over, and forget their tries."""
        names = list(which)
        self._connection.execute(delete(asides).where(asides.c.which.in_(names)))
        self._forget_tries(names)
        self._look()

    def _forget_tries(self, which: Iterable[str]) -> None:
        self._connection.execute(delete(tries).where(tries.c.which.in_(list(which))))
