"""Who has access to what, and what is withdrawn when somebody leaves."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """One person's access to one system."""

    system: str
    who: str
    granted: datetime
    by: str
    revoked: datetime | None = None
    revoked_by: str = ""

    @property
    def is_held(self) -> bool:
        """Whether they have it now."""
        return self.revoked is None


@dataclass(frozen=True, slots=True)
class Revoked:
    """One item of a checklist that is done."""

    at: datetime
    by: str
    act: str = ""
    """Key of the act."""


@dataclass(frozen=True, slots=True)
class Departure:
    """What has to be withdrawn from somebody who has left."""

    who: str
    name: str
    at: datetime
    systems: tuple[str, ...]
    """Every system that the group has: first those that the record says they hold."""
    held: int
    """How many of them the record says they hold."""
    done: dict[str, Revoked] = field(default_factory=dict)
    """By system."""
    asked: tuple[str, ...] = ()
    """The members who were asked by name, in order."""
    last_asked: datetime | None = None
    urgent: datetime | None = None
    """When somebody said that it cannot wait."""
    dropped: datetime | None = None
    """When the group last gave a system up that was left on it."""

    @property
    def left(self) -> tuple[str, ...]:
        """The systems that nobody has withdrawn yet."""
        return tuple(each for each in self.systems if each not in self.done)

    @property
    def ended(self) -> datetime | None:
        """When the last one was withdrawn, or was a system no more; None: something is left."""
        if self.left:
            return None
        return max((self.at, self.dropped or self.at, *(each.at for each in self.done.values())))
