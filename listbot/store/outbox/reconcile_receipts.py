"""Compares the receipts beside the database with the outbox at a start: which letters have left?

Usually they agree, except about a letter cut off by a crash. A database that lacks what the
receipts know was restored from a backup; one whose receipts are missing or a copy may have
been. Then the outbox learns what it can, and every letter is held until the admin has
looked. Never sends and never writes the receipts: what they lack is returned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from listbot.model.letter_state import LetterState
from listbot.model.receipts import LEFT, Attempt, FoundReceipts, Standing
from listbot.store.base.schema import outbox as letters
from listbot.store.journal.codec import read_as
from listbot.store.outbox import outbox, pause, receipts
from listbot.store.outbox.pause import Pause

WHO = "listbot"
UNSURE = (LetterState.SENDING, LetterState.RESENDING)

_LETTERS = select(
    letters.c.id,
    letters.c.message_id,
    letters.c.state,
    letters.c.attempts,
    letters.c.recipients,
    letters.c.made,
    letters.c.sent,
)


@dataclass(frozen=True, slots=True)
class Met:
    """The result of the comparison."""

    lacking: tuple[Attempt, ...]
    """Attempts that have left, or may have, and that the receipts lack."""
    held: str
    """Why every letter is held from now on; "" if none is held for this."""


def meet(
    connection: Connection,
    found: FoundReceipts,
    now: datetime,
    since: datetime,
    *,
    joins: bool = False,
) -> Met:
    """Make the outbox follow the receipts, and pause it if it was behind.

    The receipts don't keep what left before `since`. `joins`: another daemon works on this
    database, so missing receipts are those of a new daemon.
    """
    rows = {row.message_id: row for row in connection.execute(_LETTERS)}
    known = receipts.remembered(connection)
    lacking = tuple(_lacking(rows, known, found.attempts, since))
    has_sent = bool(known) or any(
        row.attempts or row.state == LetterState.SENT for row in rows.values()
    )
    behind = 0
    for attempt in found.attempts.values():
        row = rows.get(attempt.message_id)
        if row is not None:
            behind += _follow(connection, row, attempt, now)
        elif attempt.may_have_left:
            behind += _learn(connection, known.get(attempt.message_id), attempt)
    held = why_held(found, behind, has_sent and not joins)
    if held:
        pause.pause(connection, Pause(now, WHO, held))
    return Met(lacking, held)


def why_held(found: FoundReceipts, behind: int, has_sent: bool) -> str:
    """Return why letters must be held, in words for the admin; "" if they need not be."""
    look = "check `listbot outbox list`"
    if behind:
        of_them = "1 letter" if behind == 1 else f"{behind} letters"
        return (
            f"the database is older than {found.place}: it does not know "
            f"of {of_them} that left; {look}"
        )
    if found.standing is Standing.KEPT or not (has_sent or found.attempts):
        return ""
    return (
        f"{found.place} is {found.standing.value}: listbot cannot tell which "
        f"letters left since this database was last in use; {look}"
    )


def _lacking(
    rows: Mapping[str, Row[*tuple[Any, ...]]],
    known: Mapping[str, Attempt],
    noted: Mapping[str, Attempt],
    since: datetime,
) -> list[Attempt]:
    ours = [
        Attempt(row.message_id, max(row.attempts, 1), row.state, row.sent or row.made)
        for row in rows.values()
        if row.state in LEFT
    ]
    return [
        each
        for each in (*known.values(), *ours)
        if each.at >= since
        and (
            (there := noted.get(each.message_id)) is None
            or each.state == LetterState.SENT != there.state
        )
    ]


def _follow(
    connection: Connection, row: Row[*tuple[Any, ...]], attempt: Attempt, now: datetime
) -> bool:
    """Bring a letter to where the receipts saw it; return whether the outbox was restored."""
    if row.state in (LetterState.SENT, LetterState.DRAFT):
        return False
    values = receipts.where_it_is(attempt, read_as(list[str], row.recipients), now)
    if row.state in UNSURE and row.attempts == attempt.number:
        if row.state != attempt.state:
            due = {"due": now if attempt.state in outbox.UNDER_WAY else None}
            outbox.change(connection, row.id, **({"state": attempt.state} | due | values))
        return False
    if attempt.state != LetterState.SENT and (
        row.attempts >= attempt.number or not attempt.may_have_left
    ):
        return False
    outbox.change(connection, row.id, **values)
    return True


def _learn(connection: Connection, known: Attempt | None, attempt: Attempt) -> bool:
    """Keep an attempt at a letter that is not in the outbox; return whether it was new."""
    if known is None or (attempt.state == LetterState.SENT != known.state):
        receipts.remember(connection, attempt)
    return known is None
