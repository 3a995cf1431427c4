"""The facts of the group's own digest. It is private; strangers wrote some names and subjects."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from listbot.letters.facts.newcomers import NewcomerFacts
from listbot.letters.facts.recap import Rows
from listbot.model.order import Facts


class Waits(StrEnum):
    """What waits for a word of the group."""

    REMOVAL = "removal"
    CONFIRMING = "confirming"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """One question that is open."""

    waits: Waits
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """How the group stands with its meetings; nothing of it is a breach."""

    held: int
    meant: int
    days: int | None
    """Since the last one; None: there was none."""
    is_planned: bool


@dataclass(frozen=True, slots=True)
class GroupDigestFacts(Facts):
    """M37: what waits for the group."""

    count: int
    """Of all lines."""
    open: Rows[OpenFacts]
    meetings: HeldFacts | None
    newcomers: Rows[NewcomerFacts]
    alone: Rows[str]
    """Provisional members who work with nobody."""
    services: Rows[str]
    access: Rows[str]
