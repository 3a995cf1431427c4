"""Statements on their way to the server: those whose answer nobody reads go with the next one.

A trip to the server and back takes longer than most statements, and so does the driver's cursor
(docs/decisions/0062). So what is only written waits here until something is read or committed.
Then all of it goes at once, by libpq's pipeline mode, and each statement is prepared on the server
when it goes there first. The server runs them in order, and none after one that fails.

Questions that do not depend on each other's answers can go together; each answer is kept until it
is asked for, or until something is written, which might change it.

Raises what SQLAlchemy would raise, with the statement that failed, when the trip is made. A
connection whose trip ends half way is closed, and so is one whose prepared statements are of no
more use: the transaction may be run again on another.
"""

import select
from collections.abc import Sequence
from itertools import count
from typing import Any, NamedTuple

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.pq.abc import PGresult
from sqlalchemy import Connection

from listbot.store.base.faults import as_sqlalchemy_raises

Rows = list[tuple[Any, ...]]
Question = tuple[str, tuple[object, ...]]
"""A statement's text, and its values by position."""

DONE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
STALE = ("26000", "0A000")
"""What was prepared is gone, or its table has another type of column than before."""


class _Waiting(NamedTuple):
    """A statement with its values as the server takes them."""

    text: str
    values: Sequence[Any]
    formats: Sequence[Format]


class _Step(NamedTuple):
    """Something that the server answers."""

    text: str
    prepares: bool
    """Whether the statement is only prepared."""


class Trips:
    """The trips of one connection. Its driver begins no transactions: BEGIN comes here, too."""

    def __init__(self, driver: "psycopg.Connection[Any]") -> None:
        self._server = driver.pgconn
        self._values = Transformer(driver)
        self._waiting: list[_Waiting] = []
        self._names: dict[str, bytes] = {}
        """Of the statements that are prepared, by their texts."""
        self._numbers = count()
        self._known: dict[Question, Rows] = {}
        """Answers that have not been asked for yet."""

    def later(self, connection: Connection, text: str, values: Sequence[object] = ()) -> None:
        """Send a statement with the next trip."""
        self._known.clear()
        self._add(connection, text, values)

    def ask(self, connection: Connection, question: Question) -> Rows:
        """Return the answer to a question, and send what waits before it."""
        found = self._known.pop(question, None)
        if found is None:
            self.ask_together(connection, (question,))
            found = self._known.pop(question)
        return found

    def ask_together(self, connection: Connection, questions: Sequence[Question]) -> None:
        """Send questions, and what waits before them, in one trip; keep their answers."""
        if not all(text.startswith("SELECT") for text, _ in questions):
            self._known.clear()
        for text, values in questions:
            self._add(connection, text, values)
        answers = self._go(connection)
        self._known.update(zip(questions, answers[len(answers) - len(questions) :], strict=True))

    def settle(self, connection: Connection) -> None:
        """Send what waits; something else may be written next."""
        self._known.clear()
        self._go(connection)

    def forget(self) -> None:
        """Send nothing of what waits."""
        self._known.clear()
        self._waiting.clear()

    def _add(self, connection: Connection, text: str, values: Sequence[object]) -> None:
        formats = [Format.BINARY if isinstance(each, bytes) else Format.TEXT for each in values]
        try:
            dumped = self._values.dump_sequence(values, [*map(PyFormat.from_pq, formats)])
        except psycopg.Error as fault:
            raise as_sqlalchemy_raises(fault, text, connection) from fault
        self._waiting.append(_Waiting(text, dumped, formats))

    def _go(self, connection: Connection) -> list[Rows]:
        """Send what waits; return the rows of each statement."""
        going, self._waiting = self._waiting, []
        if not going:
            return []
        steps: list[_Step] = []
        answers: list[PGresult] = []
        try:
            self._send(going, steps)
            self._receive(len(steps), answers)
        except BaseException as fault:
            connection.invalidate(fault)
            if isinstance(fault, psycopg.Error):
                raise as_sqlalchemy_raises(fault, going[0].text, connection, True) from fault
            raise
        self._check(steps, answers, connection)
        ran = zip(steps, answers, strict=True)
        return [self._rows(answer) for step, answer in ran if not step.prepares]

    def _rows(self, answer: PGresult) -> Rows:
        if not answer.ntuples:
            return []
        self._values.set_pgresult(answer)
        return self._values.load_rows(0, answer.ntuples, tuple)

    def _send(self, going: Sequence[_Waiting], steps: list[_Step]) -> None:
        """Send statements; note in `steps` what the server is going to answer."""
        server = self._server
        server.enter_pipeline_mode()
        for text, values, formats in going:
            name = self._names.get(text)
            if name is None:
                name = self._names[text] = b"listbot_%d" % next(self._numbers)
                server.send_prepare(name, text.encode())
                steps.append(_Step(text, prepares=True))
            server.send_query_prepared(name, values, formats)
            steps.append(_Step(text, prepares=False))
        server.pipeline_sync()
        while server.flush():
            self._wait(select.POLLIN | select.POLLOUT)

    def _receive(self, count: int, answers: list[PGresult]) -> None:
        """Take so many answers, and the one that says that the trip is over."""
        while len(answers) < count:
            answers.append(self._answer())
        self._answer()
        self._server.exit_pipeline_mode()

    def _answer(self) -> PGresult:
        """Return the server's next answer. Raises what ended the connection."""
        while True:
            while self._server.is_busy():
                self._wait(select.POLLIN)
            found = self._server.get_result()
            if self._server.status == ConnStatus.BAD:
                told = self._server.get_error_message()
                raise error_from_result(found) if found else psycopg.OperationalError(told)
            if found is not None:  # None ends the answers to one statement
                return found

    def _wait(self, events: int) -> None:
        """Wait for the server, without holding up other threads."""
        poll = select.poll()
        poll.register(self._server.socket, events)
        poll.poll()
        self._server.consume_input()

    def _check(
        self, steps: Sequence[_Step], answers: Sequence[PGresult], connection: Connection
    ) -> None:
        """Raise the fault of the first statement that failed; the server left out those after."""
        failed = [each for each in zip(steps, answers, strict=True) if each[1].status not in DONE]
        for step, _ in failed:
            if step.prepares:
                del self._names[step.text]
        if failed:
            step, answer = failed[0]
            fault = error_from_result(answer)
            is_stale = fault.sqlstate in STALE and not step.prepares
            if is_stale:
                connection.invalidate(fault)
            raise as_sqlalchemy_raises(fault, step.text, connection, is_stale) from fault
