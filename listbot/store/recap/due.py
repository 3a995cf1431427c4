"""Weekly letters that are due."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from listbot.model.group_case import GROUP
from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRole
from listbot.store.base.schema import rounds

_DUE_ROUNDS = (
    select(rounds).where(rounds.c.due <= bindparam("now")).order_by(rounds.c.list, rounds.c.kind)
)


class DueRound(NamedTuple):
    """A weekly letter that is due."""

    list: str
    kind: str
    due: datetime
    now: datetime

    @property
    def name(self) -> str:
        """Return a name for people: "recap of infra@example.org"."""
        return f"{self.kind} of {self.list}"


def watched(rules: RulesInput) -> tuple[str, ...]:
    """Return the addresses that people write to."""
    roles = (ListRole.DECISIONS, ListRole.SUPPORT)
    return tuple(each.address for each in rules.lists if each.role in roles)


def known_until(rules: RulesInput, tick: TickInput) -> datetime:
    """Return until when every list was read.

    The group's record is looked at as of then: after a time in which the daemon was down, an answer
    that came in time is not overtaken by the end of that time.
    """
    return min((tick.now, *(tick.read_until.get(each, tick.now) for each in watched(rules))))


def due_rounds(connection: Connection, rules: RulesInput, tick: TickInput) -> list[DueRound]:
    """Return the weekly letters that are due, without those of lists no longer watched."""
    rows = connection.execute(_DUE_ROUNDS, {"now": tick.now})
    found = [DueRound(row.list, row.kind, row.due, tick.now) for row in rows]
    if rules.group is None:
        found = [each for each in found if each.kind != GROUP]
    known = known_until(rules, tick)
    found = [
        each._replace(now=max(each.due, known)) if each.kind == GROUP else each for each in found
    ]
    return [each for each in found if rules.of(each.list).role is not ListRole.RETIRED]
