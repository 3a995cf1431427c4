"""When recaps are due: a row for each list from its first moment on, and what a recap has to wait for.

A row is made by a moment that is written into the journal, so that a replay has it at the same place.
"""

from datetime import timedelta

from sqlalchemy import Connection, select

from listbot.case import ListRules, State
from listbot.journal import RulesInput, TickInput
from listbot.recap.decide import RECAP, RecapRound
from listbot.recap.week import due_after, week_before, weeks_told
from listbot.store.desk_moments import DueRound
from listbot.store.recap_reading import recap_of
from listbot.store.schema import proposals, rounds
from listbot.store.upsert import insert_new

AT_MOST_LATE = timedelta(days=1)  # for a vote that cannot be decided; then the recap goes without it

_NEW = insert_new(rounds)


def begin(connection: Connection, rules: RulesInput, tick: TickInput) -> int:
    """Give each list that is live its first recap's time; to how many."""
    lists = [each for each in rules.lists if _wants(each, tick)]
    known = set(connection.execute(select(rounds.c.list).where(rounds.c.kind == RECAP)).scalars())
    new = [each for each in lists if each.address not in known]
    for each in new:
        row = {"list": each.address, "kind": RECAP, "due": due_after(tick.now, each.recap)}
        connection.execute(_NEW[connection.dialect.name], row)
    return len(new)


def _wants(rules: ListRules, tick: TickInput) -> bool:
    is_live = rules.live_since is not None and rules.live_since <= tick.now
    return rules.role == "decisions" and rules.recap.on and is_live


def is_ready(connection: Connection, rules: RulesInput, round: DueRound, tick: TickInput) -> bool:
    """Whether all of the weeks it tells was read, and every vote that closed in them has its result."""
    until = tick.read_until.get(round.list)
    if until is None or until < round.due:
        return False
    ends = week_before(tick.now, rules.of(round.list).recap.zone).ends
    pending = select(proposals.c.number).where(
        proposals.c.list == round.list, proposals.c.state == State.OPEN, proposals.c.closes < ends
    )
    if tick.now - round.due > AT_MOST_LATE:
        return True
    return connection.execute(pending.limit(1)).scalar() is None


def recap_round(connection: Connection, rules: RulesInput, round: DueRound) -> RecapRound:
    """What the recap of one list is made from."""
    own = rules.of(round.list)
    weeks = weeks_told(round.due, round.now, own.recap) if own.recap.on else None
    recap = recap_of(connection, rules, round.list, weeks, round.now) if weeks else None
    return RecapRound(own, recap, round.now)
