"""People's preferences, to rows and back: notes, and the digest with the token that ends it.

Never decides. The latest wish for a digest wins, in whatever order wishes are decided and
however often. A token stays with its person once it is drawn, so the links in old letters
keep working.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from listbot.model.desk.people import Notes, Person, Preference
from listbot.store.base.conditions import HAS_TOKEN, HAS_WEEKLY
from listbot.store.base.schema import people
from listbot.store.base.upsert import insert_or_newer, insert_or_set

COLUMNS = tuple(people.c[each.name] for each in fields(Person))
"""What `person_of` needs of a row."""

_NOTES = insert_or_set(people, people.c.notes)
_DIGEST = insert_or_newer(people, people.c.wished, people.c.digest)
_TOKEN = (
    update(people)
    .where(people.c.address == bindparam("of"), people.c.unsubscribe == "")
    .values(unsubscribe=bindparam("drawn"))
)
_BY_TOKEN = select(people.c.address).where(HAS_TOKEN, people.c.unsubscribe == bindparam("token"))
_NO_NOTES = select(people.c.address).where(
    people.c.notes == Notes.OFF, people.c.address.in_(bindparam("who", expanding=True))
)
_ANYBODY = select(people.c.address).where(HAS_WEEKLY).limit(1)
_WANTS = select(people.c.address).where(
    HAS_WEEKLY, people.c.address.in_(bindparam("who", expanding=True))
)


def carry_out(connection: Connection, preferences: Iterable[Preference]) -> None:
    """Store what people want from now on."""
    for each in preferences:
        if each.notes:
            row = {"address": each.address, "notes": each.notes}
            connection.execute(_NOTES[connection.dialect.name], row)
        if each.digest:
            wish = {
                "address": each.address,
                "notes": Notes.PROBLEMS,
                "digest": each.digest,
                "wished": each.at,
            }
            connection.execute(_DIGEST[connection.dialect.name], wish)
        if each.token:
            connection.execute(_TOKEN, {"of": each.address, "drawn": each.token})


def person_of(row: Mapping[str, Any]) -> Person:
    """Return a person from the columns that are named like its fields."""
    return Person(**(dict(row) | {"notes": Notes(row["notes"])}))


def holder_of(connection: Connection, token: str) -> str:
    """Return the person whose digest a token ends, wanted or not; "" if nobody was sent it."""
    return (connection.execute(_BY_TOKEN, {"token": token}).scalar() or "") if token else ""


def without_notes(connection: Connection, addresses: Iterable[str]) -> frozenset[str]:
    """Return those of these addresses whose owners want no private notes."""
    return frozenset(connection.execute(_NO_NOTES, {"who": sorted(addresses)}).scalars())


def is_wanted(connection: Connection) -> bool:
    """Return whether anybody wants a digest."""
    return connection.execute(_ANYBODY).first() is not None


def has_digest(connection: Connection, addresses: Iterable[str]) -> bool:
    """Return whether one of these addresses gets a digest."""
    return connection.execute(_WANTS, {"who": list(addresses)}).first() is not None
