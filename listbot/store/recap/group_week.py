"""Reads what a recap says about the group: the newcomers whom nobody has answered. Never writes.

Only live groups cost anything, and a recap is made once a week, so the record is folded here.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from listbot.model.group_case import GroupRound
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRules
from listbot.model.proposal import Proposal, State
from listbot.model.records.folding import fold
from listbot.model.weekly.recap import Hello, MeetingLine, PersonLine, RecordLine, Week
from listbot.recap.week import told_on, week_before
from listbot.records.meetings.told_weekly import meetings_of_week
from listbot.records.members.told_weekly import people_of_week
from listbot.records.newcomers import is_kept, unanswered
from listbot.records.told_weekly import ASKED_AFTER, records_of_week, votes_to_apply
from listbot.store.base.schema import proposals
from listbot.store.journal.codec import read_as
from listbot.store.records.acts import all_acts

DAY = timedelta(days=1)


def group_at(connection: Connection, rules: RulesInput, now: datetime) -> GroupRound | None:
    """Return the group's record as it stands; None if the group keeps none."""
    if rules.group is None:
        return None
    bot = rules.of_bot
    return GroupRound(rules.group, fold(all_acts(connection)), bot.roster, bot, now)


def people(group: GroupRound, weeks: tuple[Week, Week]) -> tuple[PersonLine, ...]:
    """Return what happened to members of the group in these weeks."""
    since, week = weeks
    return tuple(people_of_week(group, since.starts, week.ends))


def meetings(
    group: GroupRound, own: ListRules, weeks: tuple[Week, Week]
) -> tuple[MeetingLine, ...]:
    """Return what a list is told about the group's meetings."""
    since, week = weeks
    return tuple(meetings_of_week(group, own.address, since.starts, week.ends, group.now))


def decided_here(
    connection: Connection, group: GroupRound, address: str, weeks: tuple[Week, Week], first: bool
) -> Iterator[RecordLine]:
    """Yield what is told about decision records, on the first list with a recap, and about votes of
    this list that are to be carried out.
    """
    if not group.rules.records:
        return
    since, week = weeks
    if first:
        yield from records_of_week(group, since.starts, week.ends)
    query = (
        select(proposals.c.number, proposals.c.message_id, proposals.c.closes, proposals.c.snapshot)
        .where(
            proposals.c.list == address,
            proposals.c.state == State.PASSED,
            proposals.c.closes >= since.starts - ASKED_AFTER,
            proposals.c.closes < week.ends - ASKED_AFTER,
        )
        .order_by(proposals.c.number)
    )
    rows = [(row, read_as(Proposal, row.snapshot)) for row in connection.execute(query)]
    passed = (
        (row.number, proposal.title, row.message_id, row.closes)
        for row, proposal in rows
        if not proposal.history
    )
    yield from votes_to_apply(group, passed)


def hellos(group: GroupRound, own: ListRules, weeks: tuple[Week, Week]) -> Iterator[Hello]:
    """Yield a list's newcomers who have waited for `hello_days` since the previous recap was due;
    so each of them stands in one recap. What people wrote to a help desk is private.
    """
    if not is_kept(group):
        return
    since, week = weeks
    after = told_on(week_before(since.starts, own.recap.zone), own.recap)
    until = told_on(week, own.recap)
    for each in unanswered(group):
        due = each.came + group.rules.hello_days * DAY
        if each.place == own.address and after <= due < until:
            yield Hello(each.subject, each.name, each.mail, (group.now - each.came) // DAY)
