"""The facts of the two letters by which an operator approves others."""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """One letter that waits."""

    number: int
    kind: str
    to: str
    subject: str
    made: datetime
    rows: tuple[str, ...]
    """Its text, as `passage` lays it out."""
    left_out: int = 0
    """How many more rows it has."""


@dataclass(frozen=True, slots=True)
class ApprovalFacts(Facts):
    """M39: these letters wait."""

    token: str
    letters: tuple[WaitingLetter, ...]
    more: int
    """How many others wait that the letter does not show."""
    days: int
    """How long an answer counts."""


@dataclass(frozen=True, slots=True)
class DoneLetter:
    """What an answer did to one letter."""

    number: int
    subject: str
    became: str
    """"sent", "dropped", "gone" (it no longer waited) or "over" (it is no longer useful)."""


@dataclass(frozen=True, slots=True)
class ApprovedFacts(Facts):
    """M40: what an answer to M39 did."""

    letters: tuple[DoneLetter, ...]
    """(): it did nothing."""
    unknown: tuple[int, ...] = ()
    """Numbers that it names and that are not among the letters."""
