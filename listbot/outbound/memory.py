"""The in-memory twin of the carriers: keeps what it was given, and fails as it is told to.

For tests and dry runs. It never touches the network or the disk.
"""

from collections import deque
from collections.abc import Iterable

from listbot.errors import CarrierAmbiguous, ListbotError
from listbot.outbound import Parcel, Receipt

Outcome = Receipt | ListbotError | None
"""What one delivery comes to; None is a plain success."""


class MemoryCarrier:
    """A Carrier that plays a script, one outcome a delivery, and succeeds once the script is over."""

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
