"""Letters that have left, or may have, but are not in the outbox: a restored database makes
them again.

They are known from the receipts beside the database, and from our own posts that come in
with a valid mark. When such a letter is made, it begins where its last attempt brought it,
and is not sent again. Never decides which letters these are.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from listbot.model.letter_state import LetterState
from listbot.model.receipts import LEFT, Attempt
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.schema import receipts
from listbot.store.base.upsert import insert_or_set
from listbot.store.journal.codec import read_as, write

# a list server that is up gives a post back within seconds, unless it is moderated
ECHO_WAIT = timedelta(minutes=15)
LEFT_BEFORE = "it left before this database was restored"
MAY_HAVE_LEFT = "it may have left before this database was restored"

_REMEMBER = insert_or_set(
    receipts, receipts.c.attempts, receipts.c.state, receipts.c.at, receipts.c.later
)


class _Row(NamedTuple):
    message_id: str
    attempts: int
    state: LetterState
    at: datetime
    later: str


_KNOWN = select(*(receipts.c[name] for name in _Row._fields))
_ONE = Prepared(_KNOWN.where(receipts.c.message_id == bindparam("id")), _Row)


def remember(connection: Connection, attempt: Attempt) -> None:
    """Store how far a letter got that is not in the outbox."""
    row = {
        "message_id": attempt.message_id,
        "attempts": attempt.number,
        "state": attempt.state,
        "at": attempt.at,
        "later": write(attempt.later),
    }
    connection.execute(_REMEMBER[connection.dialect.name], row)


def of(connection: Connection, message_id: str) -> Attempt | None:
    """Return how far the letter with this Message-ID got; None if that is unknown."""
    row = _ONE.first(connection, {"id": message_id})
    return None if row is None else _attempt(*row)


def remembered(connection: Connection) -> dict[str, Attempt]:
    """Return all of them, by Message-ID."""
    return {row.message_id: _attempt(*row) for row in connection.execute(_KNOWN)}


def where_it_is(attempt: Attempt, recipients: Sequence[str], now: datetime) -> dict[str, object]:
    """Return a letter's columns after this attempt; `recipients` are all it is for."""
    values: dict[str, object] = {"attempts": attempt.number}
    if attempt.later:
        values["recipients"] = write(
            [each for each in recipients if mark_of(each) in attempt.later]
        )
    if attempt.state == "sent":
        values |= {"state": LetterState.SENT, "sent": attempt.at, "due": None, "note": LEFT_BEFORE}
    elif attempt.state in LEFT:
        values |= {"state": attempt.state, "due": now + ECHO_WAIT, "note": MAY_HAVE_LEFT}
    return values


def mark_of(address: str) -> str:
    """Return the mark that replaces a recipient in the receipts, which contain no addresses."""
    return sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _attempt(message_id: str, number: int, state: LetterState, at: datetime, later: str) -> Attempt:
    return Attempt(message_id, number, state, at, tuple(read_as(list[str], later)))
