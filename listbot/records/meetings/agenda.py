"""What stands on the agenda of a meeting, and what the record adds to it. Pure."""

from datetime import UTC, datetime

from listbot.model.records.group import Group
from listbot.model.records.meetings import Action, AgendaItem, Meeting
from listbot.records.meetings.attendance import held
from listbot.records.meetings.finding import in_order

_EVER = datetime.min.replace(tzinfo=UTC)


def items_of(group: Group, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return what people asked for since the meeting before. A cancelled meeting leaves its agenda
    to the next one.
    """
    before = [each.at for each in in_order(group) if each.at < meeting.at]
    since = max(before, default=_EVER)
    return tuple(each for each in group.agenda if since <= each.at < meeting.at)


def open_actions(group: Group, meeting: Meeting) -> tuple[Action, ...]:
    """Return the actions in the last published minutes before a meeting."""
    before = [each for each in held(group) if each.at < meeting.at]
    sent = before[-1].minutes if before else None
    return sent.minutes.actions if sent else ()
