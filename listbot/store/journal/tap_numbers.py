"""How a tap does, for people: what waits, when the last copy came, how many mails are proven by it.

It only reads.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from listbot.store.base.schema import copies, journal
from listbot.store.base.tap_tables import tapped

LAST = 20  # mails of its lists


@dataclass(frozen=True, slots=True)
class TapNumbers:
    """The numbers of one tap."""

    waiting: int
    """Copies that are kept, also those that have proved something."""
    newest: datetime | None
    """When the newest of them came."""
    proven: int
    """How many of the last mails of its lists a copy has proved, of whatever tap."""
    of: int
    """How many mails of its lists were looked at."""


def tap_numbers(connection: Connection, tap: str, lists: tuple[str, ...]) -> TapNumbers:
    """Return how a tap of these lists does."""
    here = select(func.count(), func.max(tapped.c.arrived)).where(tapped.c.tap == tap)
    waiting, newest = connection.execute(here).one()
    last = (
        select(journal.c.list, journal.c.digest)
        .where(journal.c.kind == "mail", journal.c.list.in_(lists))
        .order_by(journal.c.seq.desc())
        .limit(LAST)
    )
    keys = [f"{row.list} {row.digest}" for row in connection.execute(last)]
    proven = select(func.count()).where(copies.c.which.in_(keys))
    return TapNumbers(waiting, newest, connection.execute(proven).scalar_one(), len(keys))
