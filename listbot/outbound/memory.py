"""The in-memory twins of the carriers and of the receipts: they keep what they are given, and fail
as they are told to.

For tests and dry runs. It never touches the network or the disk.
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
"""What one delivery comes to; None is a plain success."""


class MemoryCarrier:
    """A Carrier that plays a script, one outcome a delivery, and succeeds once the
    script is over.
    """

    name = "memory"

    def __init__(self, script: Iterable[Outcome] = (), *, ambiguous_arrives: bool = True) -> None:
        self.delivered: list[Parcel] = []
        """What the other side has, in order; an ambiguous one is there if `ambiguous_arrives`."""
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
    """Receipts that are there no longer than the process; for a database in memory, and
    for tests.
    """

    def __init__(self, standing: Standing = Standing.KEPT) -> None:
        self.noted: list[Attempt] = []
        self.standing = standing
        self.is_full = False
        """Whether the disk has no room left."""

    def load(self) -> FoundReceipts:
        """What was noted."""
        return FoundReceipts(self.standing, "in memory", last_of(self.noted))

    def begin(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Begin anew."""
        self.make_room()
        self.noted, self.standing = list(attempts), Standing.KEPT

    def make_room(self) -> None:
        """Fail if there is none."""
        if self.is_full:
            raise ReceiptsUnavailable("receipts in memory: No space left on device")

    def note(self, attempt: Attempt) -> None:
        """Keep it."""
        self.noted.append(attempt)
