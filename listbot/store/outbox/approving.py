"""What an operator's answer about letters that wait does to them.

The mail that asks is made in `store/overdue/approvals.py`. Its token is kept as a digest, with the
numbers of its letters, until an answer has used it or it is too old. Like alerts, these are
settings and no inputs: the outbox is the daemon's memory of what it did, and a replay makes no
letters. The answer itself is a mail in the journal.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from listbot.letter_gate import approved
from listbot.letters.facts.approvals import ApprovedFacts, DoneLetter
from listbot.model.decision import Approval, Choice
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterOrder
from listbot.store.base.schema import settings
from listbot.store.base.upsert import insert_or_set
from listbot.store.context import Context
from listbot.store.journal.codec import read_as, write
from listbot.store.outbox import outbox

GOOD_FOR = timedelta(days=7)  # then the token is worth nothing, and what still waits is told again

_PREFIX = "approval."
_KEEP = insert_or_set(settings, settings.c.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail about letters that wait."""

    who: str
    at: datetime
    letters: tuple[int, ...]
    """(): its token is used up."""
    puzzled: bool = False
    """An answer to it could not be understood, and its writer was told so, which happens once."""


def carry_out(
    connection: Connection, context: Context, answer: Approval
) -> tuple[LetterOrder, ...]:
    """Do what an answer says, if its token is one of ours, unused and not too old, and its writer
    is the operator whom we wrote to; return the letter that says what it did. Else nothing.
    """
    name, now = name_of(answer.token), context.clock()
    asked = dict(standing(connection, now)).get(name)
    if asked is None or not asked.letters or not answer.who == asked.who == context.operator:
        return ()
    choice = answer.choice and _in_full(answer.choice, asked)
    unknown = _unknown(choice, asked)
    if choice is None or unknown:
        keep(connection, name, replace(asked, puzzled=True))
        return () if asked.puzzled else (approved(answer, ApprovedFacts((), unknown), name),)
    keep(connection, name, replace(asked, letters=()))
    sent = [_settle(connection, number, True, now) for number in choice.send]
    dropped = [_settle(connection, number, False, now) for number in choice.drop]
    facts = ApprovedFacts(tuple(sorted((*sent, *dropped), key=lambda each: each.number)))
    return (approved(answer, facts, name),)


def was_shown(connection: Connection, tokens: Iterable[str]) -> None:
    """Use up the tokens that were posted for others to read; their letters are told again."""
    for name in map(name_of, tokens):
        row = select(settings.c.value).where(settings.c.name == name)
        value = connection.execute(row).scalar()
        if value is not None:
            keep(connection, name, replace(read_as(Asked, value), letters=()))


def _in_full(choice: Choice, asked: Asked) -> Choice:
    """Write out what a choice without numbers means."""
    if choice.rest is None:
        return choice
    return Choice(send=asked.letters) if choice.rest else Choice(drop=asked.letters)


def _unknown(choice: Choice | None, asked: Asked) -> tuple[int, ...]:
    named = () if choice is None else (*choice.send, *choice.drop)
    return tuple(sorted(set(named) - set(asked.letters)))


def _settle(connection: Connection, number: int, is_sent: bool, now: datetime) -> DoneLetter:
    """Send or drop one letter, if it still waits."""
    found = outbox.find(connection, number=number, state=LetterState.HELD)
    if not found:
        return DoneLetter(number, "", "gone")
    (letter,) = found
    if is_sent and letter.is_over(now):
        return DoneLetter(number, letter.subject, "over")
    state, due, note = (
        (LetterState.QUEUED, now, "approved by mail")
        if is_sent
        else (LetterState.DROPPED, None, "dropped by mail")
    )
    outbox.change(connection, number, state=state, due=due, note=note, approved=is_sent)
    return DoneLetter(number, letter.subject, "sent" if is_sent else "dropped")


def standing(connection: Connection, now: datetime) -> Iterable[tuple[str, Asked]]:
    """Yield the mails that an answer may still come to; forget the others."""
    rows = connection.execute(
        select(settings.c.name, settings.c.value).where(settings.c.name.startswith(_PREFIX))
    )
    kept = {row.name: read_as(Asked, row.value) for row in rows}
    old = [name for name, each in kept.items() if not now - GOOD_FOR < each.at <= now]
    _forget(connection, old)
    return [(name, each) for name, each in kept.items() if name not in old]


def keep(connection: Connection, name: str, asked: Asked) -> None:
    """Remember such a mail."""
    row = {"name": name, "value": write(asked)}
    connection.execute(_KEEP[connection.dialect.name], row)


def _forget(connection: Connection, names: Iterable[str]) -> None:
    for name in names:
        connection.execute(delete(settings).where(settings.c.name == name))


def name_of(secret: str) -> str:
    """The name under which a token is kept, which does not give it away; String(32)."""
    return f"{_PREFIX}{hashlib.sha256(secret.encode()).hexdigest()[:23]}"
