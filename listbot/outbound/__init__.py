"""Ways out. A Carrier takes one composed letter and delivers it, or says how it failed.

A carrier never composes, never retries and never remembers: `sender` does the retries from the outbox, and Receipts
remember what has left, even where an older backup of the database takes its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter as the carrier sees it."""

    message_id: str
    envelope_from: str
    """"" is the null sender."""
    recipients: tuple[str, ...]
    raw: bytes
    """The whole mail, CRLF line ends."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side said when it took the letter."""

    reply: str
    refused: dict[str, str] = field(default_factory=dict)
    """Recipients refused while others were taken: address -> the server's words."""


class Carrier(Protocol):
    """A way out."""

    name: str

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver once. Raises CarrierRefused (5xx), CarrierUnavailable (4xx, no connection) or
        CarrierAmbiguous (the connection broke after the final dot)."""
        ...

    async def check(self) -> str:
        """Say in one line whether the other side would take mail now (`check-config --connect`). Same errors."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """Where an attempt has brought a letter: one line of the receipts. It names no person."""

    message_id: str
    number: int
    """Which of the letter's attempts, from 1."""
    state: str
    """The state the letter has since then, as in the outbox: `sending` and `resending` from before the attempt on,
    `sent`, or what it went back to because it surely did not leave."""
    at: datetime
    later: tuple[str, ...] = ()
    """Marks of the recipients who are still to get it, where others have it; empty: it is whole."""

    @property
    def may_have_left(self) -> bool:
        """Whether somebody has the letter, or may have it."""
        return self.state in LEFT or bool(self.later)


LEFT = ("sent", "sending", "resending")
NOTED = (*LEFT, "queued", "dead")
"""The states that an attempt can bring a letter to."""


class Standing(Enum):
    """How the receipts are found at a start."""

    KEPT = "as they were left"
    MISSING = "missing"
    COPIED = "a copy of other ones"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Found:
    """The receipts at a start."""

    standing: Standing
    place: str
    """Where they are, for the admin."""
    attempts: Mapping[str, Attempt]
    """Message-ID -> its last attempt, the oldest first."""


class Receipts(Protocol):
    """What has left, noted apart from the database. All raise ReceiptsUnavailable, and may wait for the disk."""

    def load(self) -> Found:
        """What is there; changes nothing."""
        ...

    def begin(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Put receipts of these attempts in place of whatever is there."""
        ...

    def make_room(self) -> None:
        """See that the next attempt and its end can be noted, even if the disk fills up in between."""
        ...

    def note(self, attempt: Attempt) -> None:
        """Note an attempt; durably once it left."""
        ...
