"""What is passed over without a look because it ended the daemon again and again, and how often
what has ended it.

`asides` is derived: an input puts something there, an operator's retry takes it out. `tries` is the
daemon's own memory. A mail that stands there before it is in the journal is stored unread when it
comes again.
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
    """What one transaction sees of it."""

    def __init__(self, connection: Connection, context: Context) -> None:
        self._connection = connection
        self._context = context
        self.seen: dict[str, str] | None = None
        """All that is passed over, each with the reason, once that was asked for."""

    def __contains__(self, which: object) -> bool:
        """Whether something is passed over."""
        return which in self.known()

    def known(self) -> dict[str, str]:
        """All that is passed over, each with the reason."""
        return self._look() if self.seen is None else self.seen

    def _look(self) -> dict[str, str]:
        rows = self._connection.execute(select(asides.c.which, asides.c.why))
        self.seen = {row.which: row.why for row in rows}
        return self.seen

    def unread(self, arrival: Arrival) -> Unreadable | None:
        """A mail that came and must not be read; None: this one may be."""
        why = self.known().get(arrival.key)
        return None if why is None else unread(arrival, why)

    @contextmanager
    def in_hand(self, act: Handling, which: str) -> Iterator[None]:
        """Mark what is worked on, should the process end over it; what goes well has no tries
        behind it any more.
        """
        with self._context.hand.holding(Lane.WRITER, Work(act, which)):
            yield
        if which in self._context.tried:
            self._forget_tries((which,))

    def remember_tries(self) -> None:
        """Tell the store over what runs have ended."""
        self._context.tried |= set(self._connection.execute(select(tries.c.which)).scalars())

    def count_try(self, which: str, run: str) -> int:
        """Note that a run ended over something; how many have in a row. The same run is counted
        once.
        """
        self._context.tried.add(which)
        row = self._connection.execute(select(tries).where(tries.c.which == which)).one_or_none()
        if row is not None and row.run == run:
            return int(row.times)
        so_far = 1 if row is None else int(row.times) + 1
        counted = {"which": which, "times": so_far, "run": run}
        self._connection.execute(_COUNT[self._connection.dialect.name], counted)
        return so_far

    def put(self, asked: AsideInput) -> None:
        """Pass something over from here on."""
        row = {"which": asked.which, "act": asked.act, "why": asked.why, "at": asked.at}
        self._connection.execute(_PUT[self._connection.dialect.name], row)
        self._look()

    def lift(self, which: Iterable[str]) -> None:
        """Look at these again, as if nothing had ever been."""
        names = list(which)
        self._connection.execute(delete(asides).where(asides.c.which.in_(names)))
        self._forget_tries(names)
        self._look()

    def _forget_tries(self, which: Iterable[str]) -> None:
        self._connection.execute(delete(tries).where(tries.c.which.in_(list(which))))
