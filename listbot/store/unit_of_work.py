"""One unit of work: everything shared within one transaction.

Never decides. All statements run on one connection; whoever opened the transaction commits
it, and only then announces what was gathered here.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from listbot.model.alert import Alert
from listbot.model.decision import Decision, MailDecision
from listbot.model.inputs import Input, RulesInput
from listbot.model.records.acts import GroupChange
from listbot.store.asides import Asides
from listbot.store.context import Context
from listbot.store.journal import inbox, rules
from listbot.store.outbox.queueing import Queued
from listbot.store.records.acts import KeptGroup


class Unit:
    """A connection, the rules in force on it, and what to announce after the commit."""

    def __init__(self, connection: Connection, context: Context) -> None:
        self.connection = connection
        self.context = context
        self.queued = 0
        """Letters written to the outbox."""
        self.alerts: list[Alert] = []
        """Reports for the admin."""
        self.lines: list[str] = []
        """Lines for the log: one for each mail that was decided, and for each outcome."""
        self.earliest_due: datetime | None = None
        """The earliest moment at which it has made something due."""
        self.asides = Asides(connection, context)
        self._rules: RulesInput | None = None
        self._adopts = False
        self.changes_group = False
        """Whether this transaction has changed the group's record, so that no other may see it."""
        self.own_group = KeptGroup()
        """The group, once this transaction has changed it."""
        self.said: dict[str, GroupChange] = {}
        """What mails did to the record, if their words no longer say so; by the mail's key."""

    @property
    def rules(self) -> RulesInput:
        """The rules in force."""
        if self._rules is None:
            found = rules.look(self.connection, self.context.rules)
            self._rules = found.rules
            if not self._adopts:  # this transaction may still be rolled back
                self.context.rules = found
        return self._rules

    @property
    def holds_lease(self) -> bool:
        """Whether this daemon may decide at a moment or send letters, until the commit."""
        lease = self.context.lease
        return lease is None or lease.stands(self.connection)

    def adopt(self, new: RulesInput) -> bool:
        """Put new rules in force; return False if they already are."""
        adopted = rules.adopt(self.connection, new)
        self.rules_changed()
        return adopted

    def rules_changed(self) -> None:
        """Read the rules again when needed: the journal has others from here on."""
        self._adopts = True
        self._rules = self.context.rules = None

    def group_grows(self) -> None:
        """Read the group's new acts when it is needed next. What this transaction reads of them is
        its own until the commit.
        """
        if not self.changes_group:
            self.own_group = replace(self.context.group)
        self.changes_group = True

    def group_changes(self) -> None:
        """Read the whole group again when it is needed next: old acts may read otherwise."""
        self.changes_group = True
        self.own_group.forget()
        self.context.group.forget()

    def record(self, happened: Input) -> int:
        """Write an input other than a mail to the journal; return its number."""
        return inbox.record(self.connection, happened)

    def is_due(self, at: datetime) -> None:
        """Note that something is due at a moment."""
        self.earliest_due = min(at, self.earliest_due or at)

    def note(self, decision: Decision, queued: Queued) -> None:
        """Gather what to announce about a decision that was carried out."""
        if decision.records is not None and decision.records.acts:
            self.group_grows()
        self.queued += queued.letters
        for due in _moved(decision):
            self.is_due(due)
        self.alerts += queued.alerts
        if isinstance(decision, MailDecision):
            self.alerts += decision.alerts


def _moved(decision: Decision) -> Iterator[datetime]:
    """Yield when something is due after a decision: a vote, a ticket, the record."""
    changes = decision.desk.changes if decision.desk is not None else ()
    look = decision.records.look if decision.records is not None else None
    yield from filter(None, (decision.due, look, *(each.due for each in changes)))
