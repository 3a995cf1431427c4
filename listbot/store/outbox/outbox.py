"""The outbox: letters waiting to be delivered, written in the transaction that decided them
(invariant 2).

The states of a letter: draft (shadow; never sent), held (waits for approval; the note says
if the fuse holds it), queued, sending (being attempted; after a crash: may have been sent),
resending (the same, for the one repetition), sent, dead (refused for good, or given up),
dropped (by the admin), folded (over the week's budget; the recap reports it). Only the
sender and the admin move a letter; its bytes never change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select, update

from listbot.letters.letter import Parcel
from listbot.letters.message_ids import letter_key as letter_key_of
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.receipts import Attempt
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.schema import lists, outbox
from listbot.store.journal.codec import read_as, write

UNDER_WAY = (LetterState.QUEUED, LetterState.SENDING, LetterState.RESENDING)
FOLDED = LetterState.FOLDED
OVER = (LetterState.SENT, LetterState.DEAD, LetterState.DROPPED)
AT_ONCE = 20  # letters that are looked up together
LONGER_THAN_ANY_WAIT = timedelta(days=1)  # the sender waits for two hours at most
LAST = "last "
"""Begins the keys of letters that are emptied once they are done."""
ECHO_SEEN, ECHO_MISSED = "seen", "missed"
EMPTIED = {"raw": b"", "text": "", "subject": "", "recipients": "[]", "envelope_from": ""}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in the outbox, as the sender and the admin see it."""

    id: int
    key: str
    kind: LetterKind
    list: str
    to_list: bool
    state: LetterState
    attempts: int
    made: datetime
    due: datetime | None
    sent: datetime | None
    subject: str
    text: str
    note: str
    parcel: Parcel
    echo: str = ""
    """For a post to a list: ECHO_SEEN once it came back, ECHO_MISSED if it did not in time."""
    until: datetime | None = None
    """The letter is useless after this time; None: it never is."""

    def is_over(self, now: datetime) -> bool:
        """Return whether it became useless while it waited."""
        return self.until is not None and now >= self.until


def sent_among(connection: Connection, message_ids: Sequence[str]) -> list[Attempt]:
    """Return those of these letters that are sent by now, as attempts for the receipts."""
    query = select(outbox).where(
        outbox.c.message_id.in_(message_ids), outbox.c.state == LetterState.SENT
    )
    return [
        Attempt(row.message_id, max(row.attempts, 1), LetterState.SENT, row.sent or row.made)
        for row in connection.execute(query)
    ]


def put_off_doubtful(
    connection: Connection,
    until: datetime,
    *,
    only: Sequence[str] | None = None,
    made_after: datetime | None = None,
) -> None:
    """Put off posts that may have been sent, if their list may give us an echo, until this time.

    `only` names the lists, else it is about all; `made_after` leaves older posts alone.
    """
    echoing = select(lists.c.address).where(lists.c.echoes)
    doubtful = update(outbox).where(
        outbox.c.state.in_((LetterState.SENDING, LetterState.RESENDING)),
        outbox.c.to_list,
        outbox.c.list.in_(echoing),
        outbox.c.due < until,
    )
    if only is not None:
        doubtful = doubtful.where(outbox.c.list.in_(only))
    if made_after is not None:
        doubtful = doubtful.where(outbox.c.made > made_after)
    connection.execute(doubtful.values(due=until))


_DUE = (
    select(outbox)
    .where(
        or_(
            outbox.c.due <= bindparam("now"),
            and_(outbox.c.due > bindparam("beyond"), outbox.c.state == LetterState.QUEUED),
        ),
        outbox.c.state.in_(UNDER_WAY),
        outbox.c.list.not_in(bindparam("not_for", expanding=True)),
    )
    .order_by(outbox.c.due, outbox.c.id)
    .limit(bindparam("at_most"))
)


class _Id(NamedTuple):
    id: int


_SAME = Prepared(
    select(outbox.c.id).where(
        outbox.c.id == bindparam("of"),
        outbox.c.state == bindparam("state"),
        outbox.c.attempts == bindparam("attempts"),
    ),
    _Id,
)
_HERE = update(outbox).where(outbox.c.id == bindparam("of"))
_EMPTY = Prepared(_HERE.where(outbox.c.key.startswith(LAST)).values(EMPTIED), tuple[()])


def due(
    connection: Connection, now: datetime, *, not_for: Sequence[str] = (), at_most: int = AT_ONCE
) -> list[Waiting]:
    """Return letters to be tried now, the longest waiting first, without those of the lists
    in `not_for`.

    One that waits longer than any wait lasts was queued by a clock that was ahead: it goes
    now.
    """
    question = {
        "now": now,
        "beyond": now + LONGER_THAN_ANY_WAIT,
        "at_most": at_most,
        "not_for": list(not_for),
    }
    return [_waiting(row) for row in connection.execute(_DUE, question)]


def is_as_it_was(connection: Connection, letter: Waiting) -> bool:
    """Return whether the letter has not moved since it was looked at."""
    same = {"of": letter.id, "state": letter.state, "attempts": letter.attempts}
    return _SAME.first(connection, same) is not None


def is_tried(connection: Connection, number: int, attempts: int) -> bool:
    """Return whether this attempt at a letter is the last one, and its end not noted yet."""
    there = select(outbox.c.id).where(
        outbox.c.id == number,
        outbox.c.state.in_((LetterState.SENDING, LetterState.RESENDING)),
        outbox.c.attempts == attempts,
    )
    return connection.execute(there).scalar() is not None


def find(
    connection: Connection, *, number: int | None = None, state: str | None = None, after: int = 0
) -> list[Waiting]:
    """Return letters by number or state, or all, in the order made; only those after `after`."""
    query = select(outbox).where(outbox.c.id > after).order_by(outbox.c.id)
    if number is not None:
        query = query.where(outbox.c.id == number)
    if state is not None:
        query = query.where(outbox.c.state == state)
    return [_waiting(row) for row in connection.execute(query)]


def last(connection: Connection) -> int:
    """Return the number of the newest letter; 0 if there is none."""
    return connection.execute(select(func.max(outbox.c.id))).scalar() or 0


def change(connection: Connection, number: int, **values: object) -> None:
    """Change one letter: its state, due time, attempts, note."""
    given = {f"new_{name}": value for name, value in values.items()}
    _change_of(tuple(values)).run(connection, {"of": number, **given})
    if values.get("state") in OVER:
        _EMPTY.run(connection, {"of": number})


@cache
def _change_of(columns: tuple[str, ...]) -> Prepared[tuple[()]]:
    """The statement that sets these columns of a letter; the sender always sets the same few."""
    given = {name: bindparam(f"new_{name}", type_=outbox.c[name].type) for name in columns}
    return Prepared(_HERE.values(given), tuple[()])


def make_last(connection: Connection, order: LetterOrder) -> None:
    """Mark the last letter to a person who was forgotten: it is emptied once sent."""
    ours = outbox.c.key == letter_key_of(order)
    connection.execute(update(outbox).where(ours).values(key=LAST + outbox.c.message_id))


def readdress(connection: Connection, number: int, recipients: tuple[str, ...]) -> None:
    """Restrict the letter to these recipients."""
    change(connection, number, recipients=write(recipients))


def note_answered(connection: Connection, address: str) -> None:
    """Note that mail to this address is read: letters to it have arrived."""
    theirs = update(outbox).where(~outbox.c.to_list, outbox.c.recipients == write((address,)))
    connection.execute(theirs.values(answered=True))


def _waiting(row: Row[*tuple[Any, ...]]) -> Waiting:
    recipients = tuple(read_as(list[str], row.recipients))
    return Waiting(
        id=row.id,
        key=row.key,
        kind=LetterKind(row.kind),
        list=row.list,
        to_list=row.to_list,
        state=LetterState(row.state),
        attempts=row.attempts,
        made=row.made,
        due=row.due,
        sent=row.sent,
        subject=row.subject,
        text=row.text,
        note=row.note,
        parcel=Parcel(row.message_id, row.envelope_from, recipients, row.raw),
        echo=row.echo,
        until=row.until,
    )
