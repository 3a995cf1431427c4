"""One unit of work: what everything that is done in one transaction shares.

Nothing here decides. All statements run on one connection; whoever opened the transaction commits
it, and announces what is gathered here only then.
"""

from sqlalchemy import Connection

from listbot.model.alert import Alert
from listbot.model.decision import Decision, MailDecision
from listbot.model.inputs import Input, RulesInput
from listbot.store.asides import Asides
from listbot.store.context import Context
from listbot.store.journal import inbox, rules
from listbot.store.outbox.queueing import Queued


class Unit:
    """A connection, the rules in force on it, and what is to be announced once it is committed."""

    def __init__(self, connection: Connection, context: Context) -> None:
        self.connection = connection
        self.context = context
        self.queued = 0
        """Letters written to the outbox."""
        self.alerts: list[Alert] = []
        """What the admin has to know."""
        self.lines: list[str] = []
        """What the log says: a line for each mail that was decided, and each outcome."""
        self.moves_due = False
        """Whether a proposal or a ticket is to be looked at sooner or later than before."""
        self.asides = Asides(connection, context)
        self._rules: RulesInput | None = None
        self._adopts = False

    @property
    def rules(self) -> RulesInput:
        """The rules in force."""
        if self._rules is None:
            found = rules.look(self.connection, self.context.rules)
            self._rules = found.rules
            if not self._adopts:  # this transaction may yet be rolled back
                self.context.rules = found
        return self._rules

    def adopt(self, new: RulesInput) -> bool:
        """Put new rules in force; False when they are the ones in force already."""
        adopted = rules.adopt(self.connection, new)
        self.rules_changed()
        return adopted

    def rules_changed(self) -> None:
        """The rules in the journal are others from here on: they are read again when asked for."""
        self._adopts = True
        self._rules = self.context.rules = None

    def record(self, happened: Input) -> int:
        """Write an input other than a mail to the journal; its number."""
        return inbox.record(self.connection, happened)

    def note(self, decision: Decision, queued: Queued) -> None:
        """Gather what a decision that was carried out leaves to announce."""
        self.queued += queued.letters
        self.moves_due = self.moves_due or decision.due is not None or _moves_ticket(decision)
        self.alerts += queued.alerts
        if isinstance(decision, MailDecision):
            self.alerts += decision.alerts


def _moves_ticket(decision: Decision) -> bool:
    """Whether some ticket is to be looked at sooner or later than before."""
    return decision.desk is not None and any(each.due is not None for each in decision.desk.changes)
