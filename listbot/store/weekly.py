"""Weekly letters in a transaction: which are due, what they are about, and carrying them out.

Never decides.
"""

from listbot.model.decision import MomentDecision
from listbot.model.group_case import GROUP, GroupRound
from listbot.model.inputs import RecapInput, TickInput
from listbot.model.weekly.digest import DigestRound
from listbot.model.weekly.recap import RECAP, RecapRound
from listbot.recap.week import week_named
from listbot.store import apply
from listbot.store.desk import apply as desk_apply
from listbot.store.group_record import GroupRecord
from listbot.store.recap import rounds
from listbot.store.recap.digest import digest_round
from listbot.store.recap.due import DueRound, due_rounds
from listbot.store.recap.reading import recap_of
from listbot.store.unit_of_work import Unit


class Weekly:
    """The recap and digest part of a transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def due_now(self, tick: TickInput) -> list[DueRound]:
        """Return the weekly letters that are due and can be made."""
        found = due_rounds(self._unit.connection, self._unit.rules, tick)
        due = [each for each in found if each.name not in self._unit.asides]
        return [
            each
            for each in due
            if rounds.is_ready(self._unit.connection, self._unit.rules, each, tick)
        ]

    def begin(self, tick: TickInput) -> int:
        """Schedule first recaps of live lists, and the first digests; return how many are new."""
        return rounds.begin(self._unit.connection, self._unit.rules, tick)

    def load(self, due: DueRound, nonce: str = "") -> DigestRound | RecapRound | GroupRound:
        """Return the contents of a weekly letter that is due, or the group's record."""
        if due.kind == GROUP:
            return GroupRecord(self._unit).round(due.due, due.now, nonce)
        if due.kind == RECAP:
            return rounds.recap_round(self._unit.connection, self._unit.rules, due)
        return digest_round(self._unit.connection, self._unit.rules, due, self._unit.context.modes)

    def carry_out(self, due: DueRound, decision: MomentDecision) -> None:
        """Carry out a decision about weekly letters, and schedule the next ones after now."""
        assert decision.due is not None
        desk_apply.set_round(self._unit.connection, due.list, due.kind, decision.due)
        self._unit.lines.append(f"{due.list}: {due.kind}: {decision.why}")
        rules = self._unit.rules.of(due.list)
        self._unit.note(
            decision, apply.desk_moment(self._unit.connection, self._unit.context, rules, decision)
        )
        self._unit.is_due(decision.due)

    def asked(self, asked: RecapInput) -> RecapRound:
        """Return the contents of a recap for one week that an operator asked for.

        Raises KeyError for an unknown list and ValueError for a week that cannot be
        reported.
        """
        own = self._unit.rules.of(asked.list)
        week = week_named(asked.period, own.recap.zone)
        found = recap_of(
            self._unit.connection, self._unit.rules, asked.list, (week, week), asked.at
        )
        return RecapRound(own, found, asked.at)

    def post(self, case: RecapRound, asked: RecapInput, decision: MomentDecision) -> bool:
        """Queue a recap that was asked for; return False if that very letter exists."""
        before = self._unit.queued
        self._unit.note(
            decision,
            apply.desk_moment(self._unit.connection, self._unit.context, case.rules, decision),
        )
        if self._unit.queued == before:
            return False
        self._unit.record(asked)
        self._unit.lines.append(f"{asked.list}: {decision.why}, by {asked.who}")
        return True
