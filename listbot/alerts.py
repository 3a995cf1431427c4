"""Report to the admin: a line in the log at once, and a letter when `alerting` says so.

Alerts come from the writer thread after a commit, from the sender and from the sources, so
`tell` may be called in any thread and never waits: the letter is a job for the store.
Alerts that are still being gathered are rows in the database, and the clock asks for them.
No letter is written while every list is in shadow mode, nor by a store without a composer
(imports, replays). Whatever a letter reports goes by the second route, too, and so does an alert
for which no letter could be written, because the database is what fails. If an alert's own letter
fails, that is only logged: it never causes another alert.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future

from listbot.alerting import alert, hear, is_due, tell
from listbot.letter_gate import Mode
from listbot.model.alert import Alert, AlertHistory, Cause
from listbot.store.outbox import alert_history
from listbot.store.outbox.queueing import alerts_today, queue
from listbot.store.overdue import long_waits
from listbot.store.store import Store
from listbot.store.transaction import Transaction

AGAIN = 3600.0
"""Seconds after which a cause goes by the second route again while no letter can be written."""

log = logging.getLogger(__name__)


class Alerts:
    """Reports to the admin."""

    def __init__(
        self,
        store: Store,
        bot: str,
        admin: str,
        second: Callable[[str, str], object] = lambda subject, text: None,
    ) -> None:
        """`bot` and `admin` are the addresses from the configuration's [bot] section. `second`
        takes subject and text to the admin by another way than mail.
        """
        self._store = store
        self._bot = bot
        self._admin = admin
        self._second = second
        self._unwritten: dict[Cause, float] = {}
        """When the second route was last used for a cause that could not be written down."""

    def tell(self, alert: Alert) -> None:
        """Report something to the admin."""
        log.error("ALERT %s", alert.text if alert.text.isprintable() else ascii(alert.text))
        if self._may_write():
            heard = self._store.hand_in(self._hear, alert)
            heard.add_done_callback(lambda done: self._tell_also(done, alert))

    def gather(self, *, is_sure: bool = True) -> None:
        """Report the alerts that were gathered long enough.

        `is_sure` says whether the clock can be believed: with a clock that is days ahead,
        every letter would seem to have waited for days.
        """
        if self._may_write():
            self._store.hand_in(self._gather, is_sure).add_done_callback(self._tell_also)

    def _may_write(self) -> bool:
        return self._store.context.composer is not None and any(
            mode is not Mode.SHADOW for mode in self._store.context.modes.values()
        )

    def _hear(self, tx: Transaction, alert: Alert) -> list[AlertHistory]:
        before = alert_history.of(tx.connection, alert.cause)
        after = hear(before, alert.text, self._store.context.clock())
        return self._tell_if_due(tx, after) if after != before else []

    def _gather(self, tx: Transaction, is_sure: bool) -> list[AlertHistory]:
        told = [
            each
            for untold in alert_history.untold(tx.connection)
            for each in self._tell_if_due(tx, untold)
        ]
        if is_sure:
            long_waits.tell(tx, self._store.context.clock())
        return told

    def _tell_if_due(self, tx: Transaction, what: AlertHistory) -> list[AlertHistory]:
        """Write the letter about a cause if it is due; return what it tells."""
        now, told = self._store.context.clock(), []
        if is_due(what, now, alerts_today(tx.connection, now)):
            told.append(what)
            order = alert(what, self._admin, now)
            queued = queue(tx.connection, self._store.context, self._bot, (order,))
            tx.queued += queued.letters
            for fault in queued.alerts:
                log.error("ALERT %s", fault.text)
            what = tell(what, now)
        alert_history.keep(tx.connection, what)
        return told

    def _tell_also(self, written: Future[list[AlertHistory]], alert: Alert | None = None) -> None:
        """Take by the second route what a letter tells, or an alert that has no letter."""
        fault = written.exception()
        if fault is None:
            for each in written.result():
                self._second(f"listbot: {each.cause}", "\n".join(each.texts))
            return
        log.error("could not write a letter about the last ALERT: %s", fault)
        now = time.monotonic()
        if alert is not None and now - self._unwritten.get(alert.cause, -AGAIN) >= AGAIN:
            self._unwritten[alert.cause] = now
            self._second(f"listbot: {alert.cause}", f"{alert.text}\nNo letter: {fault}")
