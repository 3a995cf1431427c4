"""The group as its acts have made it."""

from dataclasses import dataclass, field

from listbot.model.records.acts import RecordAct
from listbot.model.records.meetings import AgendaItem, Meeting
from listbot.model.records.members import GroupMember


@dataclass(slots=True)
class Group:
    """Everything that the record holds. Only `folding` changes it."""

    members: dict[str, GroupMember] = field(default_factory=dict)
    """By primary address, in the order in which they first joined."""
    meetings: dict[str, Meeting] = field(default_factory=dict)
    """By key, in the order in which they were called."""
    agenda: list[AgendaItem] = field(default_factory=list)
    """Everything that was ever put on an agenda, oldest first."""
    acts: tuple[RecordAct, ...] = ()
    """All acts that were not undone, oldest first; without the words that were redacted."""
