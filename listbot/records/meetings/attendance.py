"""Says which meetings a member missed. Pure.

Only meetings that took place and whose minutes are out count. Regrets are polite and count as
missed all the same; a cancelled meeting counts for nobody.
"""

from datetime import datetime

from listbot.model.records.group import Group
from listbot.model.records.meetings import Meeting
from listbot.model.records.members import GroupMember


def held(group: Group) -> tuple[Meeting, ...]:
    """Return the meetings that count, oldest first."""
    return tuple(
        sorted((each for each in group.meetings.values() if each.is_held), key=lambda each: each.at)
    )


def attended(meeting: Meeting, address: str) -> bool:
    """Return whether the person with this primary address was there, by the minutes."""
    sent = meeting.minutes
    return sent is not None and address in sent.minutes.attendees


def missed(group: Group, member: GroupMember) -> int:
    """Return how many meetings in a row, up to the last one, a member missed.

    It counts from their joining, or from the day on which the group last decided to keep them.
    """
    since = [each for each in held(group) if each.at >= member.spell.counts_from]
    count = 0
    for meeting in reversed(since):
        if attended(meeting, member.address):
            break
        count += 1
    return count


def last_attended(group: Group, member: GroupMember) -> datetime | None:
    """Return the time of the last meeting that a member attended since they joined, if any."""
    return max(
        (
            each.at
            for each in held(group)
            if each.at >= member.spell.began and attended(each, member.address)
        ),
        default=None,
    )
