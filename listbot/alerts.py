"""What the admin has to know: a line in the log at once, and a letter, one a day for the same text.

Alerts come from the writer thread after a commit, from the sender and from the ways in, so `tell` may be called in any
thread and never waits: it hands the letter to the store as a job of its own. No letter is written where every list is
in shadow, none over a day's measure, and none by a store without a composer (imports, replays). What fails about an
alert's own letter is logged and never told by another one.
"""

import logging
from concurrent.futures import Future

from listbot.letters import orders
from listbot.store import outbox
from listbot.store.store import Store
from listbot.store.transaction import Transaction

log = logging.getLogger(__name__)


class Alerts:
    """Tells the admin."""

    def __init__(self, store: Store, bot: str, admin: str) -> None:
        """`bot` and `admin` are the addresses of the configuration's section [bot]."""
        self._store = store
        self._bot = bot
        self._admin = admin

    def tell(self, text: str) -> None:
        """One sentence for the admin."""
        log.error("ALERT %s", text if text.isprintable() else ascii(text))
        if any(mode != "shadow" for mode in self._store.modes.values()):
            self._store.hand_in(self._write, text).add_done_callback(_log_fault)

    def _write(self, tx: Transaction, text: str) -> None:
        now = self._store.clock()
        today = outbox.alerts_today(tx.connection, now)
        if today >= outbox.MOST_A_DAY:
            return
        order = orders.alert(text, self._admin, now, is_last=today == outbox.MOST_A_DAY - 1)
        queued = outbox.queue(tx.connection, self._store, self._bot, (order,))
        tx.queued += queued.letters
        for fault in queued.alerts:
            log.error("ALERT %s", fault)


def _log_fault(written: Future[None]) -> None:
    fault = written.exception()
    if fault is not None:
        log.error("no letter could be written about the last ALERT: %s", fault)
