"""The copies of mails from before their lists: those that wait, and those that prove a mail.

A copy waits for ten days: the list's mail may be held by a moderator for seven, after which no
proof is good, and we may be away for three. The oldest go earlier if all together are too large.
Such a copy is not an input, and no replay needs it: what proves a mail is written to the journal,
before the list's mail or after it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, exists, func, insert, or_, select, update

from listbot.mail import Mail, TapCopy
from listbot.mail.authorship import KeyAnswer, KeyAnswers
from listbot.model.disposition import Disposition
from listbot.model.inputs import CopyInput
from listbot.model.proposal import State
from listbot.store.base.schema import copies, journal, mails, proposals, tapped
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import KINDS, read_as, write
from listbot.store.journal.open_keys import AT_ONCE, FIRST, GIVE_UP, MOST

KEPT = timedelta(days=10)
MOST_BYTES = 256 * 1024 * 1024  # of all copies that wait
WEIGHED, SMALL = 64, 1024 * 1024
"""After how many copies all are weighed, and the bytes of one after which they always are: to weigh
them takes as long as there are many, and anybody can send many small ones.
"""
LOOKED_AT = 20  # copies, or mails, under one Message-ID

_KEEP = insert_new(tapped, tapped.c.id)


class Waiting(NamedTuple):
    """A copy that waits for the list's mail."""

    id: int
    tap: str
    copy: TapCopy


class Candidate(NamedTuple):
    """A stored mail that a copy may prove."""

    seq: int
    list: str
    which: str
    """`Arrival.key`."""


def keep(connection: Connection, copy: Mail, *, is_open: bool) -> bool:
    """Keep a copy; return False if it is already here. `is_open`: the DNS has to be asked again."""
    came = copy.arrival
    row = {
        "tap": came.list.address,
        "digest": copy.digest,
        "message_id": copy.message_id,
        "author": copy.author.address,
        "words": copy.words_digest,
        "source": came.source,
        "arrived": came.arrived,
        "answers": write(came.key_answers or KeyAnswers()),
        "size": len(came.raw),
        "raw": came.raw,
        "ask_at": came.arrived + FIRST if is_open else None,
    }
    id = connection.execute(_KEEP[connection.dialect.name], row).scalar()
    if id is None:
        return False
    if id % WEIGHED == 0 or len(came.raw) > SMALL:
        _make_room(connection)
    return True


def _make_room(connection: Connection) -> None:
    """Let the oldest go while all together are too large."""
    excess = (connection.execute(select(func.sum(tapped.c.size))).scalar() or 0) - MOST_BYTES
    if excess <= 0:
        return
    gone = []
    for row in connection.execute(select(tapped.c.id, tapped.c.size).order_by(tapped.c.arrived)):
        if excess <= 0:
            break
        gone.append(row.id)
        excess -= row.size
    connection.execute(delete(tapped).where(tapped.c.id.in_(gone)))


def sweep(connection: Connection, now: datetime) -> int:
    """Let go of the copies that no mail needs any more; return how many."""
    return connection.execute(delete(tapped).where(tapped.c.arrived <= now - KEPT)).rowcount


def waiting_for(connection: Connection, mail: Mail, taps: Sequence[str]) -> list[TapCopy]:
    """Return the copies that may prove a list's mail, the first ones first."""
    query = (
        select(tapped)
        .where(
            tapped.c.message_id == mail.message_id,
            tapped.c.author == mail.author.address,
            tapped.c.words == mail.words_digest,
            tapped.c.tap.in_(taps),
        )
        .order_by(tapped.c.id)
        .limit(LOOKED_AT)
    )
    return [
        TapCopy(row.raw, row.source, row.arrived, read_as(KeyAnswers, row.answers))
        for row in connection.execute(query)
    ]


def candidates(connection: Connection, copy: Mail, lists: Sequence[str]) -> list[Candidate]:
    """Return the mails of these lists that a copy may still prove.

    A mail that has opened a proposal keeps its place, and a vote that is closed its result.
    """
    query = (
        select(mails.c.seq, mails.c.list, journal.c.digest)
        .join(journal, journal.c.seq == mails.c.seq)
        .where(
            mails.c.message_id == copy.message_id,
            mails.c.author == copy.author.address,
            mails.c.words == copy.words_digest,
            journal.c.list.in_(lists),
        )
        .order_by(mails.c.seq)
        .limit(LOOKED_AT)
    )
    found = connection.execute(query.add_columns(journal.c.list.label("way"))).all()
    all_found = [Candidate(row.seq, row.way, f"{row.way} {row.digest}") for row in found]
    return [each for each in all_found if may_change(connection, each.seq)]


def may_change(connection: Connection, seq: int) -> bool:
    """Return whether a stored mail can still be decided in another way."""
    query = (
        select(mails.c.seq)
        .outerjoin(proposals, proposals.c.number == mails.c.proposal)
        .where(
            mails.c.seq == seq,
            mails.c.disposition != Disposition.OPENS,
            or_(proposals.c.state.is_(None), proposals.c.state == State.OPEN),
        )
    )
    return connection.execute(query).scalar() is not None


def record(connection: Connection, said: CopyInput, raw: bytes, digest: str) -> None:
    """Write what proves a mail to the journal; the mail may be here or still to come."""
    row = {"kind": KINDS[CopyInput], "list": "", "payload": write(said), "raw": raw}
    id = connection.execute(insert(journal).values(row).returning(journal.c.seq)).scalar_one()
    connection.execute(delete(copies).where(copies.c.which == said.which))
    connection.execute(insert(copies), {"which": said.which, "digest": digest, "id": id})


def proving(connection: Connection, which: str) -> TapCopy | None:
    """Return the copy that proves a mail; None if there is none."""
    query = (
        select(journal.c.payload, journal.c.raw)
        .join(copies, copies.c.id == journal.c.seq)
        .where(copies.c.which == which)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else read_as(CopyInput, row.payload).copy(row.raw)


# ---- keys that the DNS has not told -----------------------------------------------------


class Question(NamedTuple):
    """The keys to ask for, and for which copy."""

    id: int
    names: tuple[str, ...]


def due(connection: Connection, now: datetime) -> list[Question]:
    """Return what to ask now: only about copies whose mail is here, or strangers make us ask."""
    is_here = exists().where(mails.c.message_id == tapped.c.message_id)
    query = (
        select(tapped.c.id, tapped.c.answers)
        .where(tapped.c.ask_at <= now, is_here)
        .order_by(tapped.c.ask_at)
        .limit(AT_ONCE)
    )
    return [
        Question(row.id, read_as(KeyAnswers, row.answers).open) for row in connection.execute(query)
    ]


def put_off(connection: Connection, id: int, now: datetime) -> None:
    """Ask again later, or never again if it was long enough."""
    row = connection.execute(
        select(tapped.c.arrived, tapped.c.tries).where(tapped.c.id == id)
    ).one_or_none()
    if row is None:
        return
    ask_at = now + min(MOST, FIRST * 2 ** min(row.tries + 1, 10))
    values = {"ask_at": ask_at if now < row.arrived + GIVE_UP else None, "tries": row.tries + 1}
    connection.execute(update(tapped).where(tapped.c.id == id).values(values))


def answer(connection: Connection, id: int, said: tuple[KeyAnswer, ...]) -> Waiting | None:
    """Keep later answers; return the copy, None if it is gone."""
    row = connection.execute(select(tapped).where(tapped.c.id == id)).one_or_none()
    if row is None:
        return None
    after = read_as(KeyAnswers, row.answers).with_later(said)
    values: dict[str, object] = {"answers": write(after)}
    if not after.open:
        values["ask_at"] = None
    connection.execute(update(tapped).where(tapped.c.id == id).values(values))
    return Waiting(id, row.tap, TapCopy(row.raw, row.source, row.arrived, after))


# ---- people -----------------------------------------------------------------------------


def of_person(connection: Connection, address: str, seqs: Sequence[int]) -> Iterator[bytes]:
    """Yield the copies of somebody's mails: those that wait, then those that proved one."""
    waiting = select(tapped.c.raw).where(tapped.c.author == address).order_by(tapped.c.id)
    yield from connection.execute(waiting).scalars()
    whose = journal.alias()
    proved = (
        select(journal.c.raw)
        .join(copies, copies.c.id == journal.c.seq)
        .join(whose, copies.c.which == whose.c.list + " " + whose.c.digest)
        .where(whose.c.seq.in_(seqs))
        .order_by(whose.c.seq)
    )
    yield from connection.execute(proved).scalars()


def forget_of(connection: Connection, address: str) -> None:
    """Remove the copies of somebody's mails that wait."""
    connection.execute(delete(tapped).where(tapped.c.author == address))


def forget(connection: Connection, seq: int) -> None:
    """Remove what proved a mail whose author is forgotten, also from the journal."""
    row = connection.execute(select(journal).where(journal.c.seq == seq)).one()
    which = f"{row.list} {row.digest}"
    connection.execute(delete(copies).where(copies.c.which == which))
    said = select(journal.c.seq, journal.c.payload).where(
        journal.c.kind == KINDS[CopyInput], journal.c.payload.contains(which, autoescape=True)
    )
    for each in connection.execute(said).all():
        empty = CopyInput(which, "", read_as(CopyInput, each.payload).arrived)
        here = update(journal).where(journal.c.seq == each.seq)
        connection.execute(here.values(payload=write(empty), raw=None))
