"""What passes between a ticket and the tracker in which the team works: what it is asked to do, and
what is heard from it. Only values.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.model.desk.ticket import Change, Field


class CallKind(StrEnum):
    """What a tracker is asked to do."""

    CREATE = "create"
    """Make the ticket; if there is a stub already, write the request below it."""
    STUB = "stub"
    """Make a ticket that says no more than its number."""
    COMMENT = "comment"
    ATTACH = "attach"
    CHANGE = "change"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that a tracker is to do about a ticket; all of it may leave us."""

    kind: CallKind
    label: str
    """Identifies it within the ticket; letters and digits."""
    at: datetime
    title: str = ""
    """Of the ticket, or the name of the file."""
    text: str = ""
    who: str = ""
    """Address; "" if the tracker is not to have it."""
    name: str = ""
    field: Field | None = None
    value: str = ""
    mail: str = ""
    """The Message-ID of the mail that the file came with."""


@dataclass(frozen=True, slots=True)
class OuterKeyInput:
    """The tracker has made its own ticket for one of ours."""

    ticket: str
    """Our key."""
    key: str
    """Its key."""
    at: datetime


@dataclass(frozen=True, slots=True)
class HeardInput:
    """Somebody wrote or changed something in the tracker."""

    id: str
    """The tracker's own id of it: whatever has it again is the same."""
    key: str
    """The tracker's key of the ticket."""
    at: datetime
    who: str
    """Name or address, as the tracker knows them."""
    text: str
    changes: tuple[Change, ...]
    arrived: datetime
    """When we heard of it."""
