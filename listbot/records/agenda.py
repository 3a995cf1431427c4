"""What members have asked for that belongs on the agenda of the next meeting. Pure.

Being discussed changes nothing: whoever decides writes it afterwards.
"""

from listbot.model.records.group import Group
from listbot.model.records.members import GroupMember, Standing


def to_confirm(group: Group) -> tuple[GroupMember, ...]:
    """Return the provisional members who asked to be confirmed, those who waited longest first."""
    asked = [
        (each.spell.confirm_asked, each)
        for each in group.members.values()
        if each.standing is Standing.PROVISIONAL
    ]
    found = [(at, each) for at, each in asked if at is not None]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))
