"""The rules in force: the newest of their kind in the journal."""

from sqlalchemy import Connection, insert, select

from listbot.journal import RulesInput, read_as, write
from listbot.store.schema import IS_RULES, journal

_NEWEST = select(journal.c.payload).where(IS_RULES).order_by(journal.c.seq.desc()).limit(1)


def in_force(connection: Connection) -> RulesInput:
    """The rules of the newest version; none at all before the first was adopted."""
    payload = connection.execute(_NEWEST).scalar()
    return RulesInput(()) if payload is None else read_as(RulesInput, payload)


def adopt(connection: Connection, new: RulesInput) -> bool:
    """Write a new version, unless it says what is in force already."""
    payload = write(new)
    if connection.execute(_NEWEST).scalar() == payload:
        return False
    connection.execute(insert(journal).values(kind="rules", list="", payload=payload))
    return True
