"""Findings: one thing that was looked at, and what came of it. Only values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is, the worst first."""

    FAULT = "fault"
    """Something does not work."""
    WARNING = "warning"
    """Somebody should look at it."""
    NOTE = "note"
    """Worth knowing."""
    WELL = "ok"


RANKS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding."""

    about: str
    """"database", "imap:INBOX.infra", "infra@example.org"."""
    level: Level
    what: str
    """One sentence without its full stop."""
    since: datetime | None = None
    todo: tuple[str, ...] = ()
    """What to type or to set, in this order."""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the worst first; findings of one level stay in their order."""
    return tuple(sorted(findings, key=lambda each: RANKS.index(each.level)))


def worst(findings: Iterable[Finding]) -> Level:
    """Return the level of the worst finding."""
    return min((each.level for each in findings), key=RANKS.index, default=Level.WELL)
