"""Says how long a member has been away from the meetings, and when that is too long. Pure.

Two things have to hold together: so many meetings missed in a row, and so many months since the
last one attended, counted from their joining if there is none. The member alone is warned; the
group alone is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from listbot.model.group_case import GroupRound
from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Meeting
from listbot.model.records.members import GroupMember, Why
from listbot.records.calendar import day_of, months_after
from listbot.records.meetings.attendance import held, last_attended, missed
from listbot.records.members.moments import at_moment
from listbot.records.members.removal import Due, due
from listbot.records.people import Known, those_in
from listbot.records.steps import Looked

WARNED_BEFORE = timedelta(days=30)
"""A member is told so long before the months are over."""
NOT_AGAIN = timedelta(days=14)
"""And not twice within so long a time."""


@dataclass(frozen=True, slots=True)
class Away:
    """How long a member has been away."""

    missed: int
    last: date | None
    """The day of the last meeting they attended; None: they attended none."""
    since: date
    """The day from which absence counts, if they attended none."""
    over: date
    """The day from which it is too long, if enough meetings were missed."""
    is_due: bool
    is_near: bool
    """One more meeting, or only some days are missing."""


def away(
    member: GroupMember, known: Known, now: datetime, meetings: tuple[Meeting, ...] | None = None
) -> Away:
    """Return how long a member has been away. `meetings`: those that count, if they are known."""
    if meetings is None:
        meetings = held(known.group)
    rules = known.rules
    last = last_attended(meetings, member)
    since = member.spell.counts_from
    base = day_of(max(last or since, since), rules.where)
    over = months_after(base, rules.absent_months)
    count = missed(meetings, member)
    today = day_of(now, rules.where)
    return Away(
        count,
        None if last is None else day_of(last, rules.where),
        day_of(since, rules.where),
        over,
        is_due=count >= rules.missed and today >= over,
        is_near=count >= rules.missed - 1 and count > 0,
    )


def too_long(case: GroupRound) -> Looked:
    """Warn those who are nearly away for too long, and ask the group about those who are."""
    if not (case.rules.members and case.rules.meetings and case.rules.missed):
        return Looked()
    meetings = held(case.group)
    found = [act for member in those_in(case) for act in _of(member, case, meetings)]
    return Looked(at_moment(found, case, "away"))


def _of(member: GroupMember, case: GroupRound, meetings: tuple[Meeting, ...]) -> Iterator[Due]:
    """Yield what is due about one member: verb, whom, and the text."""
    found = away(member, case, case.now, meetings)
    spell = member.spell
    if found.is_due and spell.due is None:
        yield due(member.address, Why.AWAY, case)
    elif not found.is_due and spell.due is not None and spell.why == Why.AWAY:
        yield (RecordVerb.KEPT, member.address, "")  # they came to a meeting meanwhile
    elif found.is_near and not found.is_due:
        today = day_of(case.now, case.rules.where)
        what = "days" if today >= found.over - WARNED_BEFORE else "meetings"
        if not _knows(spell.warned, what, found, case):
            yield (RecordVerb.WARNED, member.address, what)


def _knows(
    warned: tuple[tuple[str, datetime], ...], what: str, found: Away, case: GroupRound
) -> bool:
    """Return whether they were told so since the last meeting that they attended."""
    base = max(found.last or found.since, found.since)
    told = [(each, at) for each, at in warned if day_of(at, case.rules.where) >= base]
    return any(each == what or case.now - at < NOT_AGAIN for each, at in told)
