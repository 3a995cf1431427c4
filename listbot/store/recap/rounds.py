"""When weekly letters are due: one row for each list's recap, and one for everybody's digests.

A moment makes each row, and is written to the journal, so that a replay has it at the same
place.
"""

from datetime import timedelta

from sqlalchemy import Connection, select

from listbot.model.group_case import GROUP
from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.proposal import State
from listbot.model.weekly.digest import DIGEST
from listbot.model.weekly.recap import RECAP, RecapRound
from listbot.recap.week import WEEK, due_after, week_before, weeks_told
from listbot.store.base.schema import proposals, rounds
from listbot.store.base.upsert import insert_or_set
from listbot.store.people.preferences import is_wanted
from listbot.store.recap.due import DueRound, watched
from listbot.store.recap.reading import recap_of

# how long to wait for a vote that cannot be decided; then the recap goes out without it
AT_MOST_LATE = timedelta(days=1)

_NEW = insert_or_set(rounds, rounds.c.due)


def begin(connection: Connection, rules: RulesInput, tick: TickInput) -> int:
    """Schedule the first recap of each live list, and the first digests once somebody wants
    one; return how many are new.

    A round later than any can be due was made by a wrong clock, and is scheduled again.
    """
    wanted = [(each, kind) for each in rules.lists if (kind := _round_of(each, tick))]
    if rules.group is not None and any(kind == DIGEST for _, kind in wanted):
        wanted.append((rules.of_bot, GROUP))
    latest = tick.now + WEEK + AT_MOST_LATE
    sane = select(rounds.c.list, rounds.c.kind).where(rounds.c.due <= latest)
    known = {(row.list, row.kind) for row in connection.execute(sane)}
    missing = [(each, kind) for each, kind in wanted if (each.address, kind) not in known]
    new = [(each, kind) for each, kind in missing if kind != DIGEST or is_wanted(connection)]
    for each, kind in new:
        due = tick.now if kind == GROUP else due_after(tick.now, each.recap)
        row = {"list": each.address, "kind": kind, "due": due}
        connection.execute(_NEW[connection.dialect.name], row)
    return len(new)


def _round_of(rules: ListRules, tick: TickInput) -> str:
    """Return the kind of weekly letter that a watched address sends; "" for none."""
    if rules.live_since is None or rules.live_since > tick.now:
        return ""
    if rules.role is ListRole.BOT:
        return DIGEST
    return RECAP if rules.role is ListRole.DECISIONS and rules.recap.on else ""


def is_ready(connection: Connection, rules: RulesInput, round: DueRound, tick: TickInput) -> bool:
    """Return whether its lists were read far enough, and closed votes have their results."""
    if round.kind in (DIGEST, GROUP):
        return all(_is_read(address, round, tick) for address in watched(rules))
    if not _is_read(round.list, round, tick):
        return False
    ends = week_before(tick.now, rules.of(round.list).recap.zone).ends
    pending = select(proposals.c.number).where(
        proposals.c.list == round.list, proposals.c.state == State.OPEN, proposals.c.closes < ends
    )
    if tick.now - round.due > AT_MOST_LATE:
        return True
    return connection.execute(pending.limit(1)).scalar() is None


def _is_read(address: str, round: DueRound, tick: TickInput) -> bool:
    until = tick.read_until.get(address)
    return until is not None and until >= round.due


def recap_round(connection: Connection, rules: RulesInput, round: DueRound) -> RecapRound:
    """Return what the recap of one list is made from."""
    own = rules.of(round.list)
    weeks = weeks_told(round.due, round.now, own.recap) if own.recap.on else None
    recap = recap_of(connection, rules, round.list, weeks, round.now) if weeks else None
    return RecapRound(own, recap, round.now)
