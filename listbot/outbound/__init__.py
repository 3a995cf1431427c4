"""Ways out. A Carrier delivers one composed letter, or says how that failed.

A carrier never composes, never retries and never remembers: `sender` retries from the outbox, and
Receipts remember what has left, even if an older backup of the database is restored.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from listbot.letters.letter import Parcel
from listbot.model.receipts import Attempt, FoundReceipts


@dataclass(frozen=True, slots=True)
class Receipt:
    """The other side's answer when it accepted the letter."""

    reply: str
    refused: dict[str, str] = field(default_factory=dict)
    """Recipients refused while others were accepted: address -> the server's words."""


class Carrier(Protocol):
    """A way out.

    Every method makes a single attempt; its errors say whether the letter may have been sent::

        try:
            receipt = await carrier.deliver(parcel)
        except CarrierRefused:  # never try again
            ...
        except CarrierUnavailable:  # surely not sent: try again later
            ...
        except CarrierAmbiguous:  # may have been sent
            ...
    """

    name: str

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver once; return as soon as at least one recipient was accepted.

        Raises CarrierRefused (5xx about the letter), CarrierUnavailable (4xx, no connection;
        CarrierDenied if the server refuses us rather than the letter) or CarrierAmbiguous (the
        connection broke after the final dot).
        """
        ...

    async def check(self) -> str:
        """Say in one line that the other side accepts mail now (`check-config --connect`).

        Raises the same errors, except CarrierAmbiguous.
        """
        ...


class Receipts(Protocol):
    """Which letters have left, noted apart from the database.

    Every method may wait for the disk and raises ReceiptsUnavailable if it failed; nothing was
    noted then::

        found = receipts.load()
        receipts.begin(found.attempts.values(), now)  # once at a start
        receipts.make_room()
        receipts.note(attempt)  # before and after each delivery
    """

    def load(self) -> FoundReceipts:
        """Return what is there; change nothing."""
        ...

    def begin(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Replace everything there by receipts of these attempts."""
        ...

    def make_room(self) -> None:
        """Make sure the next attempt and its end can be noted, even if the disk fills up."""
        ...

    def note(self, attempt: Attempt) -> None:
        """Note an attempt; durably if the letter left."""
        ...
