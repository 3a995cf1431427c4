"""The acts of the group's record: adding them, and the group that they make.

The group is kept in memory as long as its acts are the newest; they are few, and nearly every mail
only asks who somebody is.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from listbot.model.records.acts import RecordAct
from listbot.model.records.folding import fold
from listbot.model.records.group import Group
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.record_tables import record_acts
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import read_as, write


class _Newest(NamedTuple):
    id: int | None


_NEW = insert_new(record_acts)
_NEWEST = Prepared(select(func.max(record_acts.c.id).label("id")), _Newest)


@dataclass(slots=True)
class KeptGroup:
    """The group as of its newest act: between transactions, or within one that changes it."""

    newest: int = -1
    """-1: nothing is kept."""
    group: Group | None = None

    def forget(self) -> None:
        """Read the group again when it is needed next."""
        self.newest, self.group = -1, None

    def of(self, connection: Connection) -> Group:
        """Return the group."""
        (row,) = _NEWEST.all(connection, {})
        newest = row.id or 0
        if self.group is not None and self.newest == newest:
            return self.group
        self.newest, self.group = newest, fold(all_acts(connection))
        return self.group


def all_acts(connection: Connection) -> list[RecordAct]:
    """Return every act, undone ones too, in order of their time."""
    query = select(record_acts.c.snapshot).order_by(record_acts.c.at, record_acts.c.id)
    return [read_as(RecordAct, text) for text in connection.execute(query).scalars()]


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
