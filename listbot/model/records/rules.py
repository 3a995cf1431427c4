"""What a group keeps a record of, and by which rules: `[group]` in the configuration."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from listbot.model.records.services import Service

PROJECT = "project"
"""The role of the project's active members, where a class names who votes."""
GROUP_ROLES = ("provisional", "confirmed", PROJECT)
"""The roles that the record gives; a class can name them like those of the roster."""


class Remove(StrEnum):
    """What happens when a member has been away for too long."""

    ASK = "ask"
    """The group is told in private; one member's yes removes them."""
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class ProjectMember:
    """A person of the whole project, from which the group takes its members."""

    name: str
    addresses: tuple[str, ...]
    """The first one gets letters."""
    active: bool = True
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GroupRules:
    """The rules of the group. Every part is off unless the configuration turns it on."""

    preset: str = "plain"
    """The set of rules that the configuration starts from."""
    members: bool = False
    meetings: bool = False
    access: bool = False
    services: bool = False
    records: bool = False
    announce: str = ""
    """The one address that reaches all members of the project; "" if nothing is announced."""
    private: str = ""
    """The group's own address; "": private letters go to each member."""
    greeter: str = ""
    """The person who is told of newcomers; "": the group."""
    keepers: tuple[str, ...] = ()
    """The people who may change the project's members by mail."""
    project_members: tuple[ProjectMember, ...] = ()
    zone: str = "UTC"
    """IANA name; the group's days and months are counted there."""
    needs_project: bool = False
    """A provisional member has a project, and can be confirmed once it is done."""
    provisional_months: int = 0
    """The months before a member can be confirmed; 0: none."""
    missed: int = 0
    """The meetings missed in a row that can end a membership; 0: none do."""
    absent_months: int = 0
    """And the months since the last one attended."""
    meetings_a_year: int = 0
    """How many meetings the group means to hold; 0: it says nothing of it."""
    inactive_days: int = 30
    """The days that somebody has to answer whether they are still active."""
    leave_hours: int = 48
    """The hours after which leaving in plain words counts without an answer."""
    digest: bool = False
    """The group gets a digest of what waits for it, on Mondays."""
    hello_days: int = 3
    """The days after which a newcomer whom nobody answered stands in the recap."""
    remove: Remove = Remove.ASK
    agenda_days: int = 3
    """The days before a meeting at which the list gets its agenda; 0: never."""
    notice_days: int = 0
    """The days between the first notice of a decision record and its use."""
    objections_stop: bool = False
    """Whether a decision record with an open objection cannot become final."""
    min_admins: int = 0
    """How many people each service should have; 0: any number."""
    look_months: int = 0
    """After so many months somebody says that what is known of a service is right; 0: never."""
    listed_services: tuple[Service, ...] = ()
    """The services by the configuration's file; then no mail changes them."""
    public_access: bool = False
    """Whether pages show who has access to what."""
    minutes_days: int = 3
    """The days after a meeting at which its chair is asked for the minutes; 0: never."""

    @property
    def where(self) -> ZoneInfo:
        """The time zone of the group."""
        return ZoneInfo(self.zone)

    @property
    def is_on(self) -> bool:
        """Whether any part of the record is kept."""
        return self.members or self.meetings or self.access or self.services or self.records
