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


def missed(meetings: tuple[Meeting, ...], member: GroupMember) -> int:
    """Return how many of these meetings in a row, up to the last one, a member missed.

    They are those that `held` returns. It counts from their joining, or from the day on which the
    group last decided to keep them.
    """
    count = 0
    for meeting in reversed(meetings):
        if meeting.at < member.spell.counts_from or attended(meeting, member.address):
            break
        count += 1
    return count


def last_attended(meetings: tuple[Meeting, ...], member: GroupMember) -> datetime | None:
    """Return the time of the last of these that a member attended since they joined, if any."""
    there = (each.at for each in reversed(meetings) if attended(each, member.address))
    last = next(there, None)
    return last if last is not None and last >= member.spell.began else None
