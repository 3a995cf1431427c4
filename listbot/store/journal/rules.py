"""The rules in force: the newest of their kind in the journal."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from listbot.model.inputs import RulesInput
from listbot.store.base.conditions import IS_RULES
from listbot.store.base.prepared_statements import Prepared, Question
from listbot.store.base.schema import journal
from listbot.store.journal.codec import read_as, write

_NEWEST = select(journal.c.payload).where(IS_RULES).order_by(journal.c.seq.desc()).limit(1)


class _Since(NamedTuple):
    seq: int


_SINCE = Prepared(
    select(journal.c.seq).where(IS_RULES).order_by(journal.c.seq.desc()).limit(1), _Since
)

SINCE: Question = (_SINCE, {})
"""What `look` asks first."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A version of the rules, and the input since which it is in force."""

    since: int
    rules: RulesInput


def look(connection: Connection, known: InForce | None) -> InForce:
    """Return the newest version; if `known` is current, it is not read again.

    Another process may have put a new one in force: the command line does after a change of
    the configuration. Later inputs are decided under it, or a replay would differ.
    """
    newest = _SINCE.first(connection, {})
    since = newest.seq if newest else 0
    if known is not None and known.since == since:
        return known
    return InForce(since, in_force(connection))


def in_force(connection: Connection) -> RulesInput:
    """Return the rules of the newest version; empty rules if none was adopted."""
    payload = connection.execute(_NEWEST).scalar()
    return RulesInput(()) if payload is None else read_as(RulesInput, payload)


def since_ever(connection: Connection) -> list[InForce]:
    """Return all versions, the oldest first."""
    query = select(journal.c.seq, journal.c.payload).where(IS_RULES).order_by(journal.c.seq)
    return [InForce(row.seq, read_as(RulesInput, row.payload)) for row in connection.execute(query)]


def adopt(connection: Connection, new: RulesInput) -> bool:
    """Write a new version, unless it equals the one in force; return whether it was written."""
    payload = write(new)
    if connection.execute(_NEWEST).scalar() == payload:
        return False
    connection.execute(insert(journal).values(kind="rules", list="", payload=payload))
    return True
