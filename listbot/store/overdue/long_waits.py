"""Reports letters that have waited two days for approval to the people whose proposal or
request they are about.

The admin hears at once that a letter waits; but the proposer of a vote whose result nobody
saw, or the requester whose answer did not leave, would be left to wonder. Letters held
because of a flood are not reported, since nobody knows who is behind it. Like alerts, this
is about the daemon and not an input, and a replay makes no letters. Never decides on a
mail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, update

from listbot.letter_gate import Hold, waits
from listbot.letters.facts.votes import WaitsFacts
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterOrder
from listbot.model.proposal import Proposal
from listbot.store.base.schema import outbox, people, proposals
from listbot.store.base.ticket_tables import tickets
from listbot.store.journal.codec import read_as
from listbot.store.outbox.queueing import queue

if TYPE_CHECKING:
    from listbot.store.transaction import Transaction

LONG = timedelta(hours=48)
OFF = "off"


@dataclass(frozen=True, slots=True)
class _Subject:
    """The subject of letters."""

    name: str
    """"V-31" or "T-118"."""
    is_vote: bool
    person: str
    thread: str
    """Message-ID of the mail that began it."""
    title: str


def tell(tx: "Transaction", now: datetime) -> None:
    """Report every letter that has waited long, each once."""
    for address, subject, rows in _by_subject(tx.connection, now):
        if subject is not None and not _is_silenced(tx.connection, subject):
            tx.queued += queue(tx.connection, tx.context, address, (_order(subject, rows),)).letters
        told = update(outbox).where(outbox.c.id.in_([row.id for row in rows]))
        tx.connection.execute(told.values(wait_told=True))


@dataclass(frozen=True, slots=True)
class _Letter:
    id: int
    list: str
    cause: str
    subject: str
    message_id: str
    made: datetime


def _by_subject(
    connection: Connection, now: datetime
) -> Iterator[tuple[str, _Subject | None, list[_Letter]]]:
    """Yield the letters in groups with list and subject; None: not about anybody's matter."""
    waiting = select(outbox).where(
        outbox.c.state == LetterState.HELD,
        outbox.c.hold.in_((Hold.MODE, Hold.FUSE)),
        ~outbox.c.wait_told,
        outbox.c.made <= now - LONG,
    )
    groups: dict[tuple[str, str], list[_Letter]] = {}
    for row in connection.execute(waiting.order_by(outbox.c.id)):
        cause = row.key.partition("|")[2].rpartition("|")[0]
        letter = _Letter(row.id, row.list, cause, row.subject, row.message_id, row.made)
        groups.setdefault((row.list, cause), []).append(letter)
    for (address, cause), letters in groups.items():
        yield address, _vote(connection, cause) or _ticket(connection, cause), letters


def _vote(connection: Connection, cause: str) -> _Subject | None:
    """Return the vote. A post's cause is the Message-ID of its proposal; a private note's
    cause ends with it.
    """
    opening = cause.rpartition(" ")[2]
    row = connection.execute(
        select(proposals.c.number, proposals.c.snapshot).where(proposals.c.message_id == opening)
    ).one_or_none()
    if row is None:
        return None
    proposal = read_as(Proposal, row.snapshot)
    return _Subject(f"V-{row.number}", True, proposal.proposer, proposal.id, proposal.subject)


def _ticket(connection: Connection, cause: str) -> _Subject | None:
    """Return the ticket. The cause of a letter about a ticket begins with its key."""
    row = connection.execute(
        select(tickets.c.key, tickets.c.requester, tickets.c.root).where(
            tickets.c.key == cause.partition(" ")[0]
        )
    ).one_or_none()
    return (
        None if row is None else _Subject(row.key, False, row.requester, row.root, f"[{row.key}]")
    )


def _is_silenced(connection: Connection, subject: _Subject) -> bool:
    """Return whether the person wants no letters of this kind."""
    wish = people.c.notes if subject.is_vote else people.c.mail
    return (
        connection.execute(select(wish).where(people.c.address == subject.person)).scalar() == OFF
    )


def _order(subject: _Subject, letters: list[_Letter]) -> LetterOrder:
    facts = WaitsFacts(
        about=subject.name,
        is_vote=subject.is_vote,
        count=len(letters),
        subjects=tuple(each.subject for each in letters) if subject.is_vote else (),
        since=letters[0].made,
    )
    return waits(subject.person, facts, subject.thread, subject.title, period=letters[0].message_id)
