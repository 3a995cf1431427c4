"""The acts of the group's record: adding them, and the group that they make.

The group is kept in memory, since nearly every mail only asks who somebody is. New acts are read
and added to it; whatever rewrites old ones moves the newest, and then all are read again.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import after, fold
from listbot.model.records.group import Group
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.record_tables import record_acts
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import read_as, write


class _Newest(NamedTuple):
    id: int | None


class _Many(NamedTuple):
    acts: int


_NEW = insert_new(record_acts)
_NEWEST = Prepared(select(func.max(record_acts.c.id).label("id")), _Newest)
_MANY = Prepared(select(func.count().label("acts")).select_from(record_acts), _Many)
_IN_ORDER = select(record_acts.c.snapshot).order_by(record_acts.c.at, record_acts.c.id)


@dataclass(slots=True)
class KeptGroup:
    """The group as of its newest act: between transactions, or within one that changes it."""

    newest: int = -1
    """-1: nothing is kept."""
    count: int = 0
    """The acts that it was made of, undone ones too."""
    group: Group | None = None

    def forget(self) -> None:
        """Read the group again when it is needed next."""
        self.newest, self.count, self.group = -1, 0, None

    def of(self, connection: Connection) -> Group:
        """Return the group."""
        (row,) = _NEWEST.all(connection, {})
        newest = row.id or 0
        if self.group is not None and self.newest == newest:
            return self.group
        (many,) = _MANY.all(connection, {})
        self.group = self._grown(connection, many.acts) or fold(all_acts(connection))
        self.newest, self.count = newest, many.acts
        return self.group

    def _grown(self, connection: Connection, count: int) -> Group | None:
        """Return the group with the new acts; None if they, or something else, change old ones."""
        if self.group is None:
            return None
        query = _IN_ORDER.where(record_acts.c.id > self.newest)
        more = [read_as(RecordAct, text) for text in connection.execute(query).scalars()]
        if count != self.count + len(more):
            return None
        if any(act.verb is RecordVerb.UNDONE for act in more):
            return None  # it may bring back what was redacted
        return after(self.group, more)


def all_acts(connection: Connection) -> list[RecordAct]:
    """Return every act, undone ones too, in order of their time."""
    return [read_as(RecordAct, text) for text in connection.execute(_IN_ORDER).scalars()]


def add(connection: Connection, acts: tuple[RecordAct, ...]) -> None:
    """Add acts; one that is there already stays as it is."""
    for act in acts:
        row = {
            "key": act.key,
            "verb": act.verb,
            "at": act.at,
            "about": act.about,
            "snapshot": write(act),
        }
        connection.execute(_NEW[connection.dialect.name], row)


def rewritten(connection: Connection) -> None:
    """Let everybody who keeps the group know that old acts read otherwise now: the newest one gets
    the next number, which changes no order.
    """
    newest = select(func.max(record_acts.c.id)).scalar_subquery()
    query = select(record_acts).where(record_acts.c.id == newest)
    row = connection.execute(query).one()
    again = {**row._mapping, "key": f"{row.key} again"}
    del again["id"]
    connection.execute(insert(record_acts).values(again))
    connection.execute(delete(record_acts).where(record_acts.c.id == row.id))
    moved = update(record_acts).where(record_acts.c.key == again["key"])
    connection.execute(moved.values(key=row.key))
