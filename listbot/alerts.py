"""Report to the admin: a line in the log at once, and a letter when `alerting` says so.

Alerts come from the writer thread after a commit, from the sender and from the sources, so
`tell` may be called in any thread and never waits: the letter is a job for the store.
Alerts that are still being gathered are rows in the database, and the clock asks for them.
No letter is written while every list is in shadow mode, nor by a store without a composer
(imports, replays). If an alert's own letter fails, that is only logged: it never causes
another alert.
"""

import logging
from concurrent.futures import Future

from listbot.alerting import alert, hear, is_due, tell
from listbot.letter_gate import Mode
from listbot.model.alert import Alert, AlertHistory
from listbot.store.outbox import alert_history
from listbot.store.outbox.queueing import alerts_today, queue
from listbot.store.overdue import long_waits
from listbot.store.store import Store
from listbot.store.transaction import Transaction

log = logging.getLogger(__name__)


class Alerts:
    """Reports to the admin."""

    def __init__(self, store: Store, bot: str, admin: str) -> None:
        """`bot` and `admin` are the addresses from the configuration's [bot] section."""
        self._store = store
        self._bot = bot
        self._admin = admin

    def tell(self, alert: Alert) -> None:
        """Report something to the admin."""
        log.error("ALERT %s", alert.text if alert.text.isprintable() else ascii(alert.text))
        if self._may_write():
            self._store.hand_in(self._hear, alert).add_done_callback(_log_fault)

    def gather(self, *, is_sure: bool = True) -> None:
        """Report the alerts that were gathered long enough.

        `is_sure` says whether the clock can be believed: with a clock that is days ahead,
        every letter would seem to have waited for days.
        """
        if self._may_write():
            self._store.hand_in(self._gather, is_sure).add_done_callback(_log_fault)

    def _may_write(self) -> bool:
        return self._store.context.composer is not None and any(
            mode is not Mode.SHADOW for mode in self._store.context.modes.values()
        )

    def _hear(self, tx: Transaction, alert: Alert) -> None:
        before = alert_history.of(tx.connection, alert.cause)
        after = hear(before, alert.text, self._store.context.clock())
        if after != before:
            self._tell_if_due(tx, after)

    def _gather(self, tx: Transaction, is_sure: bool) -> None:
        for each in alert_history.untold(tx.connection):
            self._tell_if_due(tx, each)
        if is_sure:
            long_waits.tell(tx, self._store.context.clock())

    def _tell_if_due(self, tx: Transaction, what: AlertHistory) -> None:
        now = self._store.context.clock()
        if is_due(what, now, alerts_today(tx.connection, now)):
            order = alert(what, self._admin, now)
            queued = queue(tx.connection, self._store.context, self._bot, (order,))
            tx.queued += queued.letters
            for fault in queued.alerts:
                log.error("ALERT %s", fault.text)
            what = tell(what, now)
        alert_history.keep(tx.connection, what)


def _log_fault(written: Future[None]) -> None:
    fault = written.exception()
    if fault is not None:
        log.error("could not write a letter about the last ALERT: %s", fault)
