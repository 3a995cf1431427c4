"""Ways out. A Carrier takes one composed letter and delivers it, or says how it failed.

A carrier never composes, never retries and never remembers: `sender` does the retries from the outbox.
"""

from dataclasses import dataclass, field
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
