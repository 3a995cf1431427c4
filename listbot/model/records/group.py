"""The group as its acts have made it."""

from dataclasses import dataclass, field
from datetime import datetime

from listbot.model.records.access import Departure, Grant
from listbot.model.records.acts import RecordAct
from listbot.model.records.decisions import DecisionRecord
from listbot.model.records.meetings import AgendaItem, Meeting
from listbot.model.records.members import GroupMember
from listbot.model.records.newcomers import Newcomer
from listbot.model.records.rules import ProjectMember
from listbot.model.records.services import Service


@dataclass(slots=True)
class Group:
    """Everything that the record holds. Only `folding` changes it."""

    members: dict[str, GroupMember] = field(default_factory=dict)
    """By primary address, in the order in which they first joined."""
    meetings: dict[str, Meeting] = field(default_factory=dict)
    """By key, in the order in which they were called."""
    unannounced: dict[str, Meeting] = field(default_factory=dict)
    """Meetings that only minutes speak of which nobody has published, by the minutes' act."""
    agenda: list[AgendaItem] = field(default_factory=list)
    """Everything that was ever put on an agenda, oldest first."""
    services: dict[str, Service] = field(default_factory=dict)
    """By name, those that ended, too."""
    records: dict[str, DecisionRecord] = field(default_factory=dict)
    """Decision records by key."""
    applied: dict[str, datetime] = field(default_factory=dict)
    """Passed votes that were carried out, by key: V-31."""
    systems: dict[str, datetime] = field(default_factory=dict)
    """What people can have access to: name -> since when it is known."""
    grants: dict[str, dict[str, Grant]] = field(default_factory=dict)
    """Person -> system -> their access, withdrawn or not."""
    departures: dict[str, Departure] = field(default_factory=dict)
    """The last checklist of each person who left."""
    newcomers: dict[str, Newcomer] = field(default_factory=dict)
    """By address, in the order in which they came."""
    project: dict[str, ProjectMember] = field(default_factory=dict)
    """The people of the project whom a keeper made known by mail, by primary address."""
    waiting: dict[str, RecordAct] = field(default_factory=dict)
    """What a plain yes to a mail agrees to, by Message-ID: a pair, or a project that is done."""
    acts: tuple[RecordAct, ...] = ()
    """All acts that were not undone, oldest first; without the words that were redacted."""
