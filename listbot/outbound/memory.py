"""In-memory carriers and receipts, for tests and dry runs: they keep what they get, and
fail on demand.

They never touch the network or the disk.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime

from listbot.errors import CarrierAmbiguous, ListbotError, ReceiptsUnavailable
from listbot.letters.letter import Parcel
from listbot.model.receipts import Attempt, FoundReceipts, Standing
from listbot.outbound import Receipt
from listbot.outbound.receipts import last_of

Outcome = Receipt | ListbotError | None
"""The result of one delivery; None is a plain success."""


class MemoryCarrier:
    """A Carrier that plays a script, one outcome per delivery, and then succeeds."""

    name = "memory"

    def __init__(self, script: Iterable[Outcome] = (), *, ambiguous_arrives: bool = True) -> None:
        self.delivered: list[Parcel] = []
        """Letters the other side has, in order; ambiguous ones too if `ambiguous_arrives`."""
        self.attempts: list[Parcel] = []
        self._script = deque(script)
        self._ambiguous_arrives = ambiguous_arrives

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Play the next outcome of the script."""
        self.attempts.append(parcel)
        outcome = self._script.popleft() if self._script else None
        if isinstance(outcome, CarrierAmbiguous) and self._ambiguous_arrives:
            self.delivered.append(parcel)
        if isinstance(outcome, ListbotError):
            raise outcome
        self.delivered.append(parcel)
        return outcome or Receipt("250 kept in memory")

    async def check(self) -> str:
        """Fail as the next delivery would, without using it up."""
        if self._script and isinstance(self._script[0], ListbotError):
            raise self._script[0]
        return "memory: takes everything"


class MemoryReceipts:
    """Receipts that last as long as the process: for a database in memory, and for tests."""

    def __init__(self, standing: Standing = Standing.KEPT) -> None:
        self.noted: list[Attempt] = []
        self.standing = standing
        self.is_full = False
        """Whether the disk is full."""

    def load(self) -> FoundReceipts:
        """Return what was noted."""
        return FoundReceipts(self.standing, "in memory", last_of(self.noted))

    def begin(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Start over with these attempts."""
        self.make_room()
        self.noted, self.standing = list(attempts), Standing.KEPT

    def make_room(self) -> None:
        """Raise ReceiptsUnavailable if the disk is full."""
        if self.is_full:
            raise ReceiptsUnavailable("receipts in memory: No space left on device")

    def note(self, attempt: Attempt) -> None:
        """Keep the attempt."""
        self.noted.append(attempt)
