"""What comes back from the team's tracker, in a transaction: a key, or something that happened.

Never decides. Nothing of it is sent back.
"""

from listbot.model.decision import MailDecision
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.desk_case import DeskCase
from listbot.model.inputs import ActInput
from listbot.store import apply
from listbot.store.desk import due
from listbot.store.tracking import knowing
from listbot.store.unit_of_work import Unit


class OuterMoments:
    """The tracker's part of a transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def is_news(self, said: HeardInput | OuterKeyInput) -> bool:
        """Note what was said; return whether it is new, and about a ticket of ours."""
        connection = self._unit.connection
        if isinstance(said, OuterKeyInput):
            is_new = not knowing.ticket_of(connection, said.key)
            knowing.learn(connection, said.ticket, said.key)
            return is_new
        return bool(knowing.ticket_of(connection, said.key)) and knowing.is_new(connection, said.id)

    def case(self, said: HeardInput | OuterKeyInput) -> DeskCase | None:
        """Return the case of the ticket that this is about; None if it is gone or was merged."""
        connection = self._unit.connection
        key = said.ticket if isinstance(said, OuterKeyInput) else ""
        key = key or knowing.ticket_of(connection, said.key)
        act = ActInput(key, "", "", "", "", said.at)
        case = due.act_case(connection, self._unit.rules, act)
        is_there = case is not None and case.ticket is not None and not case.ticket.merged_into
        return case if is_there else None

    def carry_out(
        self, case: DeskCase, said: HeardInput | OuterKeyInput, seq: int, decision: MailDecision
    ) -> None:
        """Carry out what was decided about it."""
        key = case.ticket.key if case.ticket is not None else ""
        self._unit.lines.append(f"{case.rules.address}: {key}: {decision.why}")
        queued = apply.desk_moment(
            self._unit.connection, self._unit.context, case.rules, decision, seq, is_heard=True
        )
        self._unit.note(decision, queued)
