"""Ways out. A Carrier takes one composed letter and delivers it, or says how it failed.

A carrier never composes, never retries and never remembers: `sender` does the retries from the
outbox, and Receipts remember what has left, even where an older backup of the database takes its
place.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from listbot.letters.letter import Parcel
from listbot.model.receipts import Attempt, FoundReceipts


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
        """Say in one line whether the other side would take mail now (`check-config --connect`).
        Same errors.
        """
        ...


class Receipts(Protocol):
    """What has left, noted apart from the database. All raise ReceiptsUnavailable, and may wait for
    the disk.
    """

    def load(self) -> FoundReceipts:
        """What is there; changes nothing."""
        ...

    def begin(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Put receipts of these attempts in place of whatever is there."""
        ...

    def make_room(self) -> None:
        """See that the next attempt and its end can be noted, even if the disk fills up
        in between.
        """
        ...

    def note(self, attempt: Attempt) -> None:
        """Note an attempt; durably once it left."""
        ...
