"""The group as its acts have made it."""

from dataclasses import dataclass, field

from listbot.model.records.acts import RecordAct
from listbot.model.records.members import GroupMember


@dataclass(slots=True)
class Group:
    """Everything that the record holds. Only `folding` changes it."""

    members: dict[str, GroupMember] = field(default_factory=dict)
    """By primary address, in the order in which they first joined."""
    acts: tuple[RecordAct, ...] = ()
    """All acts that were not undone, oldest first."""
