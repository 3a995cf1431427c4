"""The mails for whose signatures the DNS did not answer at once: what to ask again, and when.

Such a mail is decided as one whose author is not proven. It is asked about after a minute, then
at growing intervals, until there is an answer, its proposal closes, or five days are over. Each
answer is an input; when the next question is due is only the daemon's memory.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, or_, select, update

from listbot.mail.authorship import KeyAnswer, KeyAnswers
from listbot.model.disposition import Disposition
from listbot.model.inputs import KeyInput, MailInput
from listbot.model.proposal import State
from listbot.store.base.schema import journal, mails, open_keys, proposals
from listbot.store.journal.codec import KINDS, read_as, write

FIRST = timedelta(minutes=1)
MOST = timedelta(minutes=15)  # between two questions
GIVE_UP = timedelta(days=5)  # as mail hosts do
AT_ONCE = 20  # mails asked about in one go

_WITH_MAIL = (
    select(open_keys, journal.c.list, journal.c.digest, journal.c.payload)
    .join(journal, journal.c.seq == open_keys.c.seq)
    .outerjoin(mails, mails.c.seq == open_keys.c.seq)
    .outerjoin(proposals, proposals.c.number == mails.c.proposal)
    .where(or_(proposals.c.state.is_(None), proposals.c.state == State.OPEN))
)


class Question(NamedTuple):
    """The keys to ask for, and for which mail."""

    seq: int
    which: str
    """`Arrival.key`."""
    names: tuple[str, ...]


def keep(connection: Connection, seq: int, answers: KeyAnswers, arrived: datetime) -> None:
    """Remember a new mail about whose keys something is not known."""
    row = {"seq": seq, "answers": write(answers), "ask_at": arrived + FIRST}
    connection.execute(insert(open_keys), row)


def due(connection: Connection, now: datetime) -> list[Question]:
    """Return what to ask now, the longest waiting first."""
    query = _WITH_MAIL.where(open_keys.c.ask_at <= now).order_by(open_keys.c.ask_at).limit(AT_ONCE)
    return [
        Question(row.seq, f"{row.list} {row.digest}", read_as(KeyAnswers, row.answers).open)
        for row in connection.execute(query)
    ]


def put_off(connection: Connection, seq: int, now: datetime) -> None:
    """Ask again later, or never again if it was long enough."""
    row = connection.execute(_WITH_MAIL.where(open_keys.c.seq == seq)).one_or_none()
    ask_at = None
    if row is not None and now < read_as(MailInput, row.payload).arrived + GIVE_UP:
        ask_at = now + min(MOST, FIRST * 2 ** min(row.tries + 1, 10))
    tries = 0 if row is None else row.tries + 1
    here = update(open_keys).where(open_keys.c.seq == seq)
    connection.execute(here.values(ask_at=ask_at, tries=tries))


def answer(connection: Connection, said: KeyInput) -> int | None:
    """Keep a later answer; return the mail to decide again, None if it changes nothing any more.

    A mail that has opened a proposal keeps its place, and a vote that is closed its result.
    """
    address, _, digest = said.which.partition(" ")
    query = _WITH_MAIL.where(journal.c.list == address, journal.c.digest == digest)
    opened = mails.c.disposition == Disposition.OPENS
    row = connection.execute(query.where(or_(mails.c.seq.is_(None), ~opened))).one_or_none()
    if row is None:
        return None
    before = read_as(KeyAnswers, row.answers)
    after = before.with_later(said.answers)
    values: dict[str, object] = {"answers": write(after)}
    if not after.open:
        values["ask_at"] = None
    connection.execute(update(open_keys).where(open_keys.c.seq == row.seq).values(values))
    seq: int = row.seq
    return None if after == before else seq


def heard_later(connection: Connection) -> dict[tuple[str, str], tuple[KeyAnswer, datetime]]:
    """Return what the DNS answered after mails had come, and when, by the `Arrival.key` of the mail
    and the name of the key; the first answer stands.
    """
    query = select(journal.c.payload).where(journal.c.kind == KINDS[KeyInput])
    found: dict[tuple[str, str], tuple[KeyAnswer, datetime]] = {}
    for row in connection.execute(query.order_by(journal.c.seq)):
        said = read_as(KeyInput, row.payload)
        for each in said.answers:
            found.setdefault((said.which, each.name), (each, said.at))
    return found


def forget(connection: Connection, seq: int) -> None:
    """Remove what the DNS said about a mail whose author is forgotten, also from the journal."""
    row = connection.execute(select(journal).where(journal.c.seq == seq)).one()
    connection.execute(delete(open_keys).where(open_keys.c.seq == seq))
    which = f"{row.list} {row.digest}"
    said = select(journal.c.seq, journal.c.payload).where(
        journal.c.kind == KINDS[KeyInput], journal.c.payload.contains(which, autoescape=True)
    )
    for each in connection.execute(said).all():
        empty = KeyInput(which, (), read_as(KeyInput, each.payload).at)
        here = update(journal).where(journal.c.seq == each.seq)
        connection.execute(here.values(payload=write(empty)))
