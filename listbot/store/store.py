"""The store: one transaction at a time on a writer thread; jobs that wait share a commit.

The pipeline awaits `write`: its job runs in a transaction, and the future is resolved only
after the commit. Jobs that arrive during a commit share the next one; if a shared one
fails, each job runs again alone, so that a job's fault never affects another; and again if
only a server's restart, a cut connection or another's transaction was in its way. A job that
was handed in runs even if its caller is gone: whatever the sender notes has happened.
Raises StoreUnavailable if the database could not run a transaction; nothing was stored
then, unless it is StoreUnsure.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from listbot.errors import StoreUnavailable, StoreUnsure
from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.model.alert import Alert
from listbot.store.base.engine import may_work_at_once, unavailable_as_temporary
from listbot.store.base.postgresql.sessions import Marks
from listbot.store.context import Context
from listbot.store.to_read import StoreToRead
from listbot.store.transaction import Transaction

T = TypeVar("T")
P = ParamSpec("P")

WAITS = (0.0, 0.1, 0.5, 2.0)  # seconds; a server restarts in one or two
GROUP = 64  # jobs per commit; limits how many a fault makes us run again

_Job = tuple[Callable[[Transaction], Any], "Future[Any]"]

log = logging.getLogger(__name__)


class Store(StoreToRead):
    """The database, as the rest of listbot sees it.

    A change is a job, a function that gets a Transaction; reading needs none::

        disposition = await store.write(settle, mail)
        with store.reading() as connection:
            found = reading.vote(connection, 31)
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        composer: Composer | None = None,
        modes: Mapping[str, Mode] | None = None,
    ) -> None:
        """`composer` and `modes`: see Context."""
        super().__init__(engine)
        self.context = Context(clock, composer, modes or {})
        self.letters_made: Callable[[], object] = lambda: None
        """Called after a commit that queued letters; the sender sets it."""
        self.due_moved: Callable[[datetime], object] = lambda due: None
        """Called after a commit with the earliest moment at which it has made something due; the
        clock sets it.
        """
        self.alert: Callable[[Alert], object] = log.error
        """Called after a commit with each report for the admin."""
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._kept: Connection | None = None
        self._marks = Marks()

    @property
    def may_act(self) -> bool:
        """Whether this daemon surely may decide at moments and send letters, without asking."""
        lease = self.context.lease
        return lease is None or lease.may_act

    async def write(
        self, job: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run the job in a transaction on the writer thread; return its value after the commit.

        Raises what the job raises, and StoreUnavailable or StoreBroken for a fault of the
        database; nothing was stored then.
        """
        return await asyncio.wrap_future(self.hand_in(job, *args, **kwargs))

    def hand_in(
        self, job: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `write` for callers that cannot await it; return the future. May be called
        in any thread.
        """
        if self._thread is None:
            self._start()
        future: Future[T] = Future()
        # from here on it cannot be cancelled; only the waiting for it can
        future.set_running_or_notify_cancel()
        self._jobs.put((lambda tx: job(tx, *args, **kwargs), future))
        return future

    @contextmanager
    def transaction(self, cautious: bool = True) -> Iterator[Transaction]:
        """Run one transaction on the calling thread and commit it at the end; for the command line.

        Raises StoreUnavailable or StoreBroken; nothing was stored then.
        """
        with unavailable_as_temporary(self.engine), self._connection() as connection:
            tx = Transaction(connection, self.context, cautious)
            # an exception leaves the block here, and closing the connection rolls back
            yield tx
            self._commit_surely(connection)
        if tx.asides.seen is not None:
            self.context.asides = tx.asides.seen
        self._announce(tx)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """Yield the writer's connection, kept until a fault: opening one is a tenth of a mail."""
        if threading.current_thread() is not self._thread:
            with self.engine.connect() as connection:
                yield connection
            return
        if self._kept is None:
            self._kept = self.engine.connect()
        try:
            yield self._kept
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        """Roll back what is not committed, and close the connection."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    def _commit_surely(self, connection: Connection) -> None:
        """Commit; if the connection is cut before the answer, ask the server what became of it."""
        has_marks = connection.dialect.name == "postgresql"
        if has_marks:
            self._marks.make(connection)
        try:
            self.commit(connection)
        except DBAPIError as fault:
            was_cut = has_marks and fault.connection_invalidated
            if not (was_cut and self._marks.was_committed(self.engine)):
                raise

    def commit(self, connection: Connection) -> None:
        """Commit: the only place where anything becomes durable (the crash tests hook in here)."""
        connection.commit()

    def _announce(self, tx: Transaction) -> None:
        """Report what was committed. A listener that raises cannot undo that."""
        try:
            for line in tx.lines:
                log.info("%s", line if line.isprintable() else ascii(line))
            for alert in tx.alerts:
                self.alert(alert)
            if tx.queued:
                self.letters_made()
            if tx.earliest_due is not None:
                self.due_moved(tx.earliest_due)
        except Exception:
            log.exception("could not announce a commit")

    def close(self) -> None:
        """Run the jobs handed in so far, then stop the thread and close the database."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None
        self._marks.remove(self.engine)
        super().close()
        self.context.hand.close()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._serve, name="listbot-writer", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        """Run the writer thread: take waiting jobs, run them in one transaction, answer."""
        while True:
            group = self._take()
            if group is None:
                self._let_go()
                return
            self._run(group)

    def _take(self) -> list[_Job] | None:
        first = self._jobs.get()
        if first is None:
            return None
        group = [first]
        while len(group) < GROUP and not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                self._jobs.put(None)
                break
            group.append(job)
        return group

    def _run(self, group: list[_Job], cautious: bool = False) -> None:
        try:
            with self.transaction(cautious) as tx:
                answers = [job(tx) for job, _ in group]
        except Exception as fault:
            if cautious or isinstance(fault, StoreUnsure):
                for _, future in group:
                    future.set_exception(fault)
            else:
                self._run_each(group)
            return
        for (_, future), answer in zip(group, answers, strict=True):
            future.set_result(answer)

    def _run_each(self, group: list[_Job]) -> None:
        """Run each job alone, but stop at the first database outage."""
        for at, job in enumerate(group):
            fault = self._run_alone(job)
            if isinstance(fault, StoreUnavailable):
                for _, future in group[at + 1 :]:
                    future.set_exception(fault)
                return

    def _run_alone(self, job: _Job) -> BaseException | None:
        """Run a job, again if that may help at once; return its fault, if it has one."""
        waits = list(WAITS)
        while True:
            answered: Future[Any] = Future()
            self._run([(job[0], answered)], cautious=True)
            fault = answered.exception()
            if fault is None:
                job[1].set_result(answered.result())
                return None
            if not (waits and may_work_at_once(fault.__cause__)):
                job[1].set_exception(fault)
                return fault
            time.sleep(waits.pop(0))
