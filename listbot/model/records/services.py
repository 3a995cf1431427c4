"""The services that the group runs, and the people responsible for them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ServiceSaid:
    """What a line says about a service; None: it says nothing of that."""

    leads: tuple[str, ...] | None = None
    """Primary addresses, as `admins`."""
    admins: tuple[str, ...] | None = None
    outside: str | None = None
    """Who runs it for the group, in words; "": the group does."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service as it stands."""

    name: str
    looked: datetime
    """When somebody last said that this is right."""
    leads: tuple[str, ...] = ()
    admins: tuple[str, ...] = ()
    outside: str = ""
    ended: datetime | None = None
