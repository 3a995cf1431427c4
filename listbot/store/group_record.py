"""The group's record in a transaction: what a mail or a look needs of it, and acts by hand.

Never decides.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from listbot.mail import Mail, Unreadable
from listbot.model.case import Case
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.inputs import RecordInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.proposal import State
from listbot.records.calling.due import agendas_due
from listbot.records.newcomers import is_one_of_us
from listbot.store.base.schema import proposals
from listbot.store.desk.lines import question_of
from listbot.store.recap.nearby import nearby
from listbot.store.records import acts, newcomers
from listbot.store.unit_of_work import Unit


def _may_apply(mail: Mail, case: GroupCase) -> bool:
    """Return whether a mail may say that a vote was applied: it has the word, or it is the answer
    to a question whose line has it.
    """
    is_at_bot = mail.arrival.list.address == case.bot.address
    return case.rules.records and (is_at_bot or "applied" in mail.body.caseless)


class GroupRecord:
    """The part of a transaction that knows the group."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def case(self, mail: Mail | Unreadable | None = None) -> GroupCase | None:
        """Return the record, beside a mail if one is given; None if the group keeps none."""
        rules = self._unit.rules
        if rules.group is None:
            return None
        bot = rules.of_bot
        kept = self._unit.own_group if self._unit.changes_group else self._unit.context.group
        group = kept.of(self._unit.connection)
        lists = tuple(rules.with_role(ListRole.DECISIONS))
        case = GroupCase(rules.group, group, bot.roster, bot, lists)
        if not isinstance(mail, Mail):
            return case
        case = replace(
            case,
            is_ours=is_one_of_us(case, mail.author.address),
            passed=self._passed() if _may_apply(mail, case) else case.passed,
        )
        return newcomers.beside(self._unit.connection, rules, mail, case)

    def _passed(self) -> frozenset[str]:
        asked = select(proposals.c.number).where(proposals.c.state == State.PASSED)
        return frozenset(f"V-{number}" for number in self._unit.connection.scalars(asked))

    def round(self, due: datetime, now: datetime, nonce: str) -> GroupRound:
        """Return the record for a look at it, which was due at that time."""
        case = self.case()
        assert case is not None  # a group that keeps no record has no round
        round = GroupRound(
            case.rules,
            case.group,
            case.roster,
            case.bot,
            now,
            nonce,
            lists=case.lists,
            starters=newcomers.starters(self._unit.connection),
            due=due,
        )
        if not agendas_due(round):
            return round
        return replace(round, nearby=nearby(self._unit.connection, self._unit.rules, now))

    def confirmed_by(self, mail: Mail | Unreadable, by_way_of: ListRules) -> Case | None:
        """Return the case of an answer to our question about the record; None for other mails."""
        if isinstance(mail, Unreadable) or by_way_of.role is not ListRole.BOT:
            return None
        asked = question_of(self._unit.connection, self._unit.rules, mail)
        if asked is None or not asked.record:
            return None
        return Case(by_way_of, None, confirms=asked)

    def change(self, asked: RecordInput) -> None:
        """Add the acts of an operator, and record that."""
        self._unit.record(asked)
        acts.add(self._unit.connection, asked.acts)
        self._unit.group_changes()
        self._unit.lines.append(f"the group's record: {len(asked.acts)} acts by {asked.who}")
