"""The numbers of the last whole week of each voting list, for metrics. Never writes.

They are what the recap of that week counts. But each question is asked once about all lists: an
installation may have thousands of them, and few had anything to count.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, func, select

from listbot.letters.message_ids import is_about
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.proposal import Proposal, State
from listbot.model.weekly.recap import Week
from listbot.policies.outcome import outcome
from listbot.recap.sections import days_open
from listbot.recap.week import week_before
from listbot.store.base.conditions import IS_RECAP
from listbot.store.base.schema import log_lines, mails, outbox, proposals
from listbot.store.journal.codec import read_as
from listbot.store.outbox.outbox import FOLDED
from listbot.store.recap.desk_week import desk_week
from listbot.store.recap.reading import NO_ANSWERS, desks_told
from listbot.store.votes import stored

_OPEN = proposals.alias("open")
_UNANSWERED = (
    select(proposals.c.number, proposals.c.list, proposals.c.opened)
    # the open ones by an index, as there may be very many that ended
    .where(proposals.c.number.in_(select(_OPEN.c.number).where(_OPEN.c.state == State.OPEN)))
    .where(
        ~exists().where(
            mails.c.proposal == proposals.c.number,
            mails.c.seq != proposals.c.seq,
            mails.c.disposition.not_in(NO_ANSWERS),
        )
    )
)
_NEWEST_RECAPS = select(func.max(outbox.c.id)).where(IS_RECAP).group_by(outbox.c.list)


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """One list's week, as its recap counts it."""

    list: str
    period: str
    """2026-W37."""
    ends: datetime
    """The first moment after it."""
    votes_ended: dict[str, int]
    """By outcome."""
    votes_quiet: int
    """Open now, and unanswered for days."""
    log_lines: int
    """In the work log; closed tickets are counted below."""
    posts_folded: int
    tickets_opened: int | None
    """None if no help desk is reported on this list; so are the next two."""
    tickets_closed: int | None
    tickets_open: int | None
    """At the end of the week."""
    recap_made: datetime | None
    """When the newest recap of any week was made; None: there was none yet."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A vote that ended in its list's week."""

    state: str
    mail: str


def weeks(connection: Connection, rules: RulesInput, now: datetime) -> Iterator[WeekNumbers]:
    """Yield each list's week in its own time zone, in the order of the configuration."""
    lists = {each.address: each for each in rules.lists if each.role is ListRole.DECISIONS}
    zones = {each.recap.zone for each in lists.values()}
    of_zone = {zone: week_before(now, zone) for zone in zones}
    week_of = {address: of_zone[own.recap.zone] for address, own in lists.items()}
    first = [each.address for each in lists.values() if each.recap.on][:1]
    told = {address: desks_told(rules, address) for address in first}
    ended = _ended(connection, week_of)
    quiet = _quiet(connection, rules, lists, now)
    lines = _log_lines(connection, week_of, told)
    folded = _folded(connection, week_of, ended)
    made = _last_made(connection)
    for address, own in lists.items():
        week, desk = week_of[address], None
        if told.get(address):
            team = rules.everybody or own.roster
            desk = desk_week(connection, team, told[address], week.starts, week.ends, now)
        yield WeekNumbers(
            list=address,
            period=week.period,
            ends=week.ends,
            votes_ended=dict(Counter(each.state for each in ended[address])),
            votes_quiet=quiet[address],
            log_lines=lines[address],
            posts_folded=folded[address],
            tickets_opened=desk.opened if desk else None,
            tickets_closed=len(desk.closed) if desk else None,
            tickets_open=desk.open if desk else None,
            recap_made=made.get(address),
        )


def _within(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    at: ColumnElement[datetime],
    week_of: Mapping[str, Week],
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the rows whose list has them in its week; those of other lists are left out."""
    if not week_of:
        return
    starts = min(week.starts for week in week_of.values())
    ends = max(week.ends for week in week_of.values())
    for row in connection.execute(query.add_columns(at.label("at")).where(at >= starts, at < ends)):
        week = week_of.get(row.list)
        if week is not None and week.starts <= row.at < week.ends:
            yield row


def _ended(connection: Connection, week_of: Mapping[str, Week]) -> Mapping[str, list[_Ended]]:
    """Return the votes that ended, without those of a list's history."""
    query = (
        select(proposals.c.list, proposals.c.state, proposals.c.snapshot)
        .where(proposals.c.state.in_([state for state in State if state is not State.OPEN]))
        .order_by(proposals.c.closes, proposals.c.number)
    )
    found = defaultdict[str, list[_Ended]](list)
    for row in _within(connection, query, proposals.c.closes, week_of):
        proposal = read_as(Proposal, row.snapshot)
        if not proposal.history:
            found[row.list].append(_Ended(row.state, proposal.id))
    return found


def _quiet(
    connection: Connection, rules: RulesInput, lists: Mapping[str, ListRules], now: datetime
) -> Mapping[str, int]:
    """Return how many open votes nobody has answered for as long as their list minds."""
    found = Counter[str]()
    for row in connection.execute(_UNANSWERED).all():
        own = lists.get(row.list)
        if own is None or not days_open(row.opened, now, own.recap.quiet_days):
            continue
        case = stored.whole(connection, rules, row.number)
        standing = outcome(case.proposal, case.entries, case.posters, now)
        if not case.proposal.history and standing.closes is not None:
            found[row.list] += 1
    return found


def _log_lines(
    connection: Connection, week_of: Mapping[str, Week], told: Mapping[str, Iterable[str]]
) -> Mapping[str, int]:
    """Return the lines of the log; those of help desks count for the list that reports them."""
    of_desk = {desk: address for address, desks in told.items() for desk in desks}
    weeks_ = {desk: week_of[address] for desk, address in of_desk.items()} | dict(week_of)
    found = _within(connection, select(log_lines.c.list), log_lines.c.at, weeks_)
    return Counter(of_desk.get(row.list, row.list) for row in found)


def _folded(
    connection: Connection, week_of: Mapping[str, Week], ended: Mapping[str, Iterable[_Ended]]
) -> Mapping[str, int]:
    """Return the folded posts; a reminder is left out if the recap has its vote's result."""
    query = select(outbox.c.list, outbox.c.key).where(outbox.c.state == FOLDED)
    found = _within(connection, query, outbox.c.made, week_of)
    return Counter(
        row.list
        for row in found
        if not any(is_about(row.key, each.mail) for each in ended.get(row.list, ()))
    )


def _last_made(connection: Connection) -> Mapping[str, datetime]:
    query = select(outbox.c.list, outbox.c.made).where(outbox.c.id.in_(_NEWEST_RECAPS))
    return {row.list: row.made for row in connection.execute(query)}
