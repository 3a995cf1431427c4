"""Reads a list's week for its recap: its votes, the work log, the sentence on top, posts
that were folded.

Every query uses an index; only votes that are open, or ended in these weeks, are counted.
The help desk's part is in `desk_week`. Never writes.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, select

from listbot.letters.message_ids import is_about
from listbot.model.case import OpenCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Roster
from listbot.model.proposal import State
from listbot.model.weekly.recap import (
    Decided,
    Folded,
    LogLine,
    OpenVote,
    Recap,
    Sentence,
    Topic,
    Week,
)
from listbot.policies.items import decides_by_item
from listbot.policies.outcome import Outcome, outcome
from listbot.policies.reasons import many, standing_in_words
from listbot.recap.sections import days_open, is_quiet
from listbot.recap.week import told_on, week_before
from listbot.store.base.conditions import HAS_TOPIC, IS_RECAP
from listbot.store.base.schema import log_lines, mails, outbox, proposals, sentences
from listbot.store.journal.inbox import UNDECIDED
from listbot.store.outbox.outbox import FOLDED
from listbot.store.recap.desk_week import closed_lines, desk_week
from listbot.store.recap.group_week import decided_here, group_at, hellos, meetings, people
from listbot.store.records.newcomers import starters
from listbot.store.votes import stored

DAY = timedelta(days=1)
TOPICS_LISTED = timedelta(weeks=4)
"""For how long a recap lists a topic that nobody answers; then silence is the answer."""
NO_ANSWERS = (Disposition.AUTOMATIC, Disposition.DUPLICATE, *UNDECIDED)


def recap_of(
    connection: Connection, rules: RulesInput, address: str, weeks: tuple[Week, Week], now: datetime
) -> Recap:
    """Return the recap of a list over these weeks, the first and the last, as of now."""
    own = rules.of(address)
    since, week = weeks
    desks, team = desks_told(rules, address), rules.everybody or own.roster
    found = list(_open(connection, rules, address, now))
    group, first = group_at(connection, rules, now), is_first_told(rules, address)
    decided = tuple(_decided(connection, rules, address, since, week))
    return Recap(
        rules=own,
        week=week,
        since=since,
        is_first=not _was_told(connection, address),
        sentence=sentence_of(connection, own, (address, *desks), since, week),
        votes=tuple(found),
        quiet=tuple(filter(is_quiet, found)),
        decided=decided,
        desk=desk_week(connection, team, desks, since.starts, week.ends, now) if desks else None,
        log=_done(connection, team, (address, *desks), desks, weeks),
        folded=tuple(_folded(connection, address, since, week, decided)),
        topics=tuple(topics(connection, own, now)),
        hellos=tuple(hellos(group, own, weeks)) if group else (),
        starters=starters(connection) if desks else (),
        meetings=meetings(group, own, weeks) if group else (),
        records=tuple(
            decided_here(connection, group, address, weeks, is_first_told(rules, address))
        )
        if group
        else (),
        people=people(group, weeks) if group and first else (),
    )


def desks_told(rules: RulesInput, address: str) -> tuple[str, ...]:
    """Return the help desks this list reports: all on the first list with a recap, else none."""
    if not is_first_told(rules, address):
        return ()
    return tuple(each.address for each in rules.lists if each.role is ListRole.SUPPORT)


def is_first_told(rules: RulesInput, address: str) -> bool:
    """Return whether this is the first list with a recap, which reports what belongs to no list."""
    told = (
        each.address for each in rules.lists if each.role is ListRole.DECISIONS and each.recap.on
    )
    return next(told, "") == address


def _was_told(connection: Connection, address: str) -> bool:
    told = select(outbox.c.id).where(IS_RECAP, outbox.c.list == address).limit(1)
    return connection.execute(told).scalar() is not None


# ---- votes ------------------------------------------------------------------------------


def open_cases(
    connection: Connection, rules: RulesInput, address: str, now: datetime
) -> Iterator[tuple[int, OpenCase, Outcome]]:
    """Yield the open votes of a list, the next to close first: number of the opening mail,
    vote, outcome.

    Votes from a list's history are left out.
    """
    query = (
        select(proposals.c.number, proposals.c.seq)
        .where(proposals.c.list == address, proposals.c.state == State.OPEN)
        .order_by(proposals.c.closes, proposals.c.number)
    )
    for row in connection.execute(query).all():
        case = stored.whole(connection, rules, row.number)
        standing = _outcome(case, now)
        if not case.proposal.history and standing.closes is not None:
            yield row.seq, case, standing


def _open(
    connection: Connection, rules: RulesInput, address: str, now: datetime
) -> Iterator[OpenVote]:
    for seq, case, standing in open_cases(connection, rules, address, now):
        assert standing.closes is not None
        yield OpenVote(
            case.proposal.number,
            case.proposal.title,
            standing.closes,
            standing_in_words(standing.tally, standing.policy, standing.held),
            case.proposal.id,
            quiet_days(connection, case, seq, now),
        )


def quiet_days(connection: Connection, case: OpenCase, seq: int, now: datetime) -> int:
    """Return for how many days nobody has answered, if that is as long as the list minds."""
    days = days_open(case.proposal.opened, now, case.rules.recap.quiet_days)
    if not days:
        return 0
    answer = (
        select(mails.c.seq)
        .where(
            mails.c.proposal == case.proposal.number,
            mails.c.seq != seq,
            mails.c.disposition.not_in(NO_ANSWERS),
        )
        .limit(1)
    )
    return days if connection.execute(answer).scalar() is None else 0


def topics(connection: Connection, own: ListRules, now: datetime) -> Iterator[Topic]:
    """Yield the topics that only their own writers have said anything about, the oldest first."""
    least = timedelta(days=own.recap.quiet_days)
    asked = select(mails).where(
        HAS_TOPIC,
        mails.c.list == own.address,
        mails.c.received > now - least - TOPICS_LISTED,
        mails.c.received <= now - least,
    )
    for row in connection.execute(asked.order_by(mails.c.received, mails.c.seq)).all():
        answer = (
            select(mails.c.seq)
            .where(
                mails.c.seq > row.seq,
                mails.c.list == own.address,
                mails.c.subject_key == row.subject_key,
                mails.c.author.not_in(own.roster.addresses(row.author)),
                mails.c.disposition.not_in(NO_ANSWERS),
            )
            .limit(1)
        )
        if connection.execute(answer).scalar() is None:
            days = days_open(row.received, now, own.recap.quiet_days)
            yield Topic(row.topic, row.name or row.author, row.message_id, days)


def _decided(
    connection: Connection, rules: RulesInput, address: str, since: Week, week: Week
) -> Iterator[Decided]:
    query = (
        select(proposals.c.number, proposals.c.state)
        .where(
            proposals.c.list == address,
            proposals.c.state.in_([state for state in State if state is not State.OPEN]),
            proposals.c.closes >= since.starts,
            proposals.c.closes < week.ends,
        )
        .order_by(proposals.c.closes, proposals.c.number)
    )
    for row in connection.execute(query).all():
        case = stored.whole(connection, rules, row.number)
        if not case.proposal.history:
            counts = "" if row.state == State.CANCELLED else _counts(_outcome(case, week.ends))
            yield Decided(row.number, case.proposal.title, row.state, counts, case.proposal.id)


def _counts(final: Outcome) -> str:
    tally = final.tally
    if decides_by_item(final.items, tally, final.policy):
        # Not the reason, which has their names: those are a stranger's words.
        passed = sum(each.state is State.PASSED for each in final.items)
        return f"{passed} of {many(len(final.items), 'item')} passed"
    return final.reason if final.policy.silence else f"{tally.yes}/{tally.zero}/{tally.no}"


def _outcome(case: OpenCase, now: datetime) -> Outcome:
    return outcome(case.proposal, case.entries, case.posters, now)


# ---- words ------------------------------------------------------------------------------


def sentence_of(
    connection: Connection, rules: ListRules, places: tuple[str, ...], since: Week, week: Week
) -> Sentence | None:
    """Return the latest by a member, else by anybody, since the previous recap was due."""
    zone = rules.recap.zone
    after = told_on(week_before(since.starts, zone), rules.recap)
    query = (
        select(sentences.c.name, sentences.c.text, sentences.c.mail)
        .where(
            sentences.c.list.in_(places),
            sentences.c.at >= after,
            sentences.c.at < told_on(week, rules.recap),
        )
        .order_by(sentences.c.is_member.desc(), sentences.c.at.desc(), sentences.c.mail)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Sentence(row.name, row.text, row.mail)


def _done(
    connection: Connection,
    team: Roster,
    places: tuple[str, ...],
    desks: tuple[str, ...],
    weeks: tuple[Week, Week],
) -> tuple[LogLine, ...]:
    """Return the log lines and the public tickets that were closed, in order."""
    since, week = weeks
    closed = closed_lines(connection, team, desks, since.starts, week.ends)
    return tuple(
        sorted((*_log(connection, places, since, week), *closed), key=lambda line: line.at)
    )


def _log(
    connection: Connection, places: tuple[str, ...], since: Week, week: Week
) -> Iterator[LogLine]:
    within = and_(log_lines.c.at >= since.starts, log_lines.c.at < week.ends)
    query = (
        select(log_lines).where(within, log_lines.c.list.in_(places)).order_by(log_lines.c.number)
    )
    for row in connection.execute(query):
        text = "" if row.embargoed else row.text
        ticket = "" if row.embargoed else row.ticket
        yield LogLine(
            row.number, row.at, row.name, text, ticket, row.struck, row.embargoed, row.mail
        )


def _folded(
    connection: Connection, address: str, since: Week, week: Week, decided: tuple[Decided, ...]
) -> Iterator[Folded]:
    """Yield folded posts; a reminder is left out if the recap has its vote's result."""
    query = (
        select(outbox.c.key, outbox.c.subject, outbox.c.text, outbox.c.made)
        .where(
            outbox.c.made >= since.starts,
            outbox.c.made < week.ends,
            outbox.c.list == address,
            outbox.c.state == FOLDED,
        )
        .order_by(outbox.c.id)
    )
    for row in connection.execute(query):
        if any(is_about(row.key, each.mail) for each in decided):
            continue
        yield Folded(
            row.subject,
            next((line for line in row.text.splitlines() if line.strip()), ""),
            row.made,
        )
