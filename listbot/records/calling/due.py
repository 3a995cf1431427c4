"""What is due about meetings: the agenda before one, and its minutes after it. Pure.

Whether something is due depends on the days in the calendar, not on when we look: a daemon that
was down catches up, and an agenda that would come after its meeting is not sent at all.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from listbot.model.group_case import GroupRound
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Meeting
from listbot.recap.week import at_local
from listbot.records.calendar import MORNING
from listbot.records.letters.meeting_orders import agenda, minutes_wanted
from listbot.records.meetings.finding import in_order
from listbot.records.steps import NOTHING, Looked, sum_of

GROUP_AFTER = 7  # days after a meeting; then its chair had time, and the group is asked
NOT_AFTER = timedelta(days=31)
"""Minutes that are older than this will not come; imported meetings are not asked about either."""


def agendas(case: GroupRound) -> Looked:
    """Send the agenda of each meeting that is near."""
    return sum_of(
        Looked(
            (_act(RecordVerb.AGENDA_SENT, each, case),),
            letters=(agenda(each, case),),
        )
        for each in agendas_due(case)
    )


def agendas_due(case: GroupRound) -> list[Meeting]:
    """Return the meetings whose agenda goes out now."""
    rules = case.rules
    if not rules.meetings or not rules.agenda_days:
        return []
    near = timedelta(days=rules.agenda_days)
    return [
        each
        for each in in_order(case.group)
        if each.at > case.now
        and each.agenda_sent is None
        and each.list
        and at_local(_day(each, case) - near, MORNING, rules.zone) <= case.now
    ]


def minutes_due(case: GroupRound) -> Looked:
    """Ask for the minutes of each meeting that has none."""
    return sum_of(_asked(case)) if case.rules.meetings and case.rules.minutes_days else NOTHING


def _asked(case: GroupRound) -> Iterator[Looked]:
    for each in in_order(case.group):
        days = _days_since(each, case)
        late = max(GROUP_AFTER, case.rules.minutes_days + 1)
        if each.is_held or not each.at <= case.now < each.at + NOT_AFTER or len(each.wanted) > 1:
            continue
        to_chair = bool(each.chair) and not each.wanted and days < late
        if days >= (case.rules.minutes_days if to_chair else late):
            times = 1 if to_chair or each.wanted else 2  # the group was asked, and so was its chair
            yield Looked(
                tuple(_act(RecordVerb.MINUTES_WANTED, each, case, nth) for nth in range(times)),
                letters=tuple(minutes_wanted(each, days, to_chair, case)),
            )


def _act(verb: RecordVerb, meeting: Meeting, case: GroupRound, nth: int = 0) -> RecordAct:
    key = case.key(f"{verb} {meeting.key} {nth}")
    return RecordAct(verb, key, case.now, meeting.key)


def _days_since(meeting: Meeting, case: GroupRound) -> int:
    """Return how many mornings have come since a meeting."""
    local = case.now.astimezone(case.rules.where)
    days = (local.date() - _day(meeting, case)).days
    return days if local.time() >= MORNING else days - 1


def _day(meeting: Meeting, case: GroupRound) -> date:
    return meeting.at.astimezone(case.rules.where).date()
