"""Keeps the lease of a database that several daemons share: takes it, renews it, gives it back.

Never decides. A daemon that cannot reach the database loses the lease by itself when its time is
over, without hearing so from anybody.
"""

import asyncio
import logging
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from listbot.errors import StoreUnavailable
from listbot.store.leases import RENEWED, Lease, steady
from listbot.store.store import Store
from listbot.store.transaction import Transaction

T = TypeVar("T")
P = ParamSpec("P")

log = logging.getLogger(__name__)


def name_of(folder: Path) -> str:
    """Return a daemon's name: its machine, and the folder of its own files. A daemon that starts
    again has the same, and so takes its own lease back at once.
    """
    return f"{socket.gethostname()}:{folder}"


class LeaseKeeper:
    """Keeps one daemon's lease."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    async def run(self) -> None:
        """Keep it until cancelled."""
        lease = self._store.context.lease
        while lease is not None:
            await self.look(lease)
            await asyncio.sleep(RENEWED.total_seconds())

    async def look(self, lease: Lease) -> None:
        """Renew the lease or try to take it; wake whoever waits for it."""
        asked, had = steady(), lease.may_act
        try:
            number = await self._store.write(_take, lease, self._clock())
        except StoreUnavailable as fault:
            log.warning("the lease was not renewed: %s", fault)
            return
        if bool(number) != bool(lease.number):
            log.info("%s: %s the lease", lease.holder, "has" if number else "has lost")
        lease.taken(number, asked)
        if number and not had:
            self._store.due_moved(self._clock())
            self._store.letters_made()

    def give_back(self) -> None:
        """End the lease at a stop."""
        lease = self._store.context.lease
        if lease is None:
            return
        try:
            with self._store.transaction() as tx:
                lease.give_back(tx.connection)
        except StoreUnavailable as fault:
            log.warning("the lease was not given back: %s", fault)
        lease.taken(0, 0.0)


def held(
    job: Callable[Concatenate[Transaction, P], T],
) -> Callable[Concatenate[Transaction, P], T | None]:
    """Return the job as one that does nothing if this daemon's lease no longer stands."""

    def only(tx: Transaction, /, *args: P.args, **kwargs: P.kwargs) -> T | None:
        return job(tx, *args, **kwargs) if tx.holds_lease else None

    return only


def _take(tx: Transaction, lease: Lease, at: datetime) -> int:
    return lease.take(tx.connection, at)
