"""The lease of a database: of several daemons, one decides at moments and sends letters.

Every daemon takes mail in and decides it, in the transaction that stores it. The clock's
decisions and the letters are the holder's alone: each transaction about them looks whether
the number of its lease still stands. The write lock, which it has, keeps that true until its
commit, so a daemon that wakes up late commits nothing (invariant 9, docs/decisions/0052).

A SQLite database needs no lease, because its daemon locks a file beside it.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, text, update

from listbot.store.base.record_tables import leases

LASTS = timedelta(seconds=20)  # so that another takes over within 30
RENEWED = timedelta(seconds=5)  # between two renewals
_NAME = "daemon"
_MS = timedelta(milliseconds=1)
_NOW = text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)")
_HELD = select(leases).where(leases.c.name == _NAME)
_HERE = update(leases).where(leases.c.name == _NAME)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds the lease, as `listbot status` shows it."""

    holder: str
    since: datetime
    left: timedelta
    """For how long it lasts unless it is renewed; negative if it is over."""

    @property
    def is_over(self) -> bool:
        """Return whether nobody holds it."""
        return self.left <= timedelta()


class Lease:
    """What one daemon knows of the lease."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        self.number = 0
        """Of this daemon's lease; 0: it has none."""
        self.lasts_until = 0.0
        """By this machine's steady clock."""
        self.has_met_another = False
        """Whether another daemon was seen to have it: a lease in a restored backup is over."""

    @property
    def may_act(self) -> bool:
        """Return whether it surely holds the lease now; asks nobody, so it is only a first look,
        and the last one before a letter leaves.
        """
        return bool(self.number) and steady() < self.lasts_until

    def stands(self, connection: Connection) -> bool:
        """Return whether it holds the lease, in a transaction that writes: true until its end."""
        row = connection.execute(_HELD).one_or_none()
        return row is not None and (row.holder, row.number) == (self.holder, self.number)

    def take(self, connection: Connection, at: datetime) -> int:
        """Renew the lease, or take it if it is over; return its number, 0 if another holds it.

        A lease that lasts longer than any may was made before the database's clock was set back.
        """
        row = connection.execute(_HELD).one_or_none()
        now = connection.execute(_NOW).scalar_one()
        until = now + LASTS // _MS
        if row is None:
            values = {"holder": self.holder, "number": 1, "since": at, "until": until}
            connection.execute(insert(leases), {"name": _NAME} | values)
            return 1
        is_ours = row.holder == self.holder
        if not is_ours and now < row.until <= until:
            self.has_met_another = True
            return 0
        if is_ours and row.number == self.number:
            connection.execute(_HERE.values(until=until))
            return self.number
        number = int(row.number) + 1
        values = {"holder": self.holder, "number": number, "since": at, "until": until}
        connection.execute(_HERE.values(values))
        return number

    def taken(self, number: int, asked: float) -> None:
        """Note the number of a lease that was committed; `asked` is when, by the steady clock."""
        self.number = number
        self.lasts_until = asked + LASTS.total_seconds() if number else 0.0

    def give_back(self, connection: Connection) -> None:
        """End the lease at a stop, so that another daemon takes it at once."""
        if self.stands(connection):
            connection.execute(_HERE.values(until=0))


def steady() -> float:
    """Return a clock in seconds that nobody sets and that counts a machine's sleep."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def holding(connection: Connection) -> Holding | None:
    """Return who holds the lease; None: nobody ever took one, as on SQLite."""
    row = connection.execute(_HELD).one_or_none()
    if row is None:
        return None
    now = connection.execute(_NOW).scalar_one()
    return Holding(row.holder, row.since, (row.until - now) * _MS)
