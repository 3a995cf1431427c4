"""Tickets in a transaction without a mail: a moment, or an operator's act.

Never decides.
"""

from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase, DueTicket
from listbot.model.inputs import ActInput, TickInput
from listbot.store import apply
from listbot.store.desk import due
from listbot.store.unit_of_work import Unit


class DeskMoments:
    """The help desk's part of a transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def due_now(self, tick: TickInput) -> list[str]:
        """Return the keys of the tickets that are due by now, the longest due first."""
        found = due.due_tickets(self._unit.connection, self._unit.rules, tick)
        return [key for key in found if key not in self._unit.asides]

    def load(self, key: str) -> DueTicket:
        """Return one ticket with everything needed to decide about it at a moment."""
        return due.due_ticket(self._unit.connection, self._unit.rules, key)

    def carry_out(self, case: DueTicket, decision: MomentDecision) -> None:
        """Carry out a decision about a ticket at a moment."""
        self._unit.lines.append(f"{case.rules.address}: {case.ticket.key}: {decision.why}")
        self._unit.note(
            decision,
            apply.desk_moment(self._unit.connection, self._unit.context, case.rules, decision),
        )

    def case_of_act(self, asked: ActInput) -> DeskCase | None:
        """Return the case of an operator's act; None if the ticket does not exist."""
        return due.act_case(self._unit.connection, self._unit.rules, asked)

    def carry_out_act(self, case: DeskCase, asked: ActInput, decision: MailDecision) -> None:
        """Carry out a decision about an operator's act, and record the act as an input."""
        seq = self._unit.record(asked)
        self._unit.lines.append(
            f"{case.rules.address}: {asked.ticket}: {asked.verb} by {asked.who}: {decision.why}"
        )
        self._unit.note(
            decision,
            apply.desk_moment(self._unit.connection, self._unit.context, case.rules, decision, seq),
        )
