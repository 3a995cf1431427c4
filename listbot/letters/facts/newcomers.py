"""The facts of the letter about newcomers. Strangers wrote the names and the subjects."""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.recap import Rows
from listbot.model.order import Facts
from listbot.model.records.newcomers import Starter


@dataclass(frozen=True, slots=True)
class NewcomerFacts:
    """One person who wrote for the first time."""

    name: str
    subject: str
    at: datetime
    place: str
    """The address they wrote to, without its domain."""


@dataclass(frozen=True, slots=True)
class NewcomersFacts(Facts):
    """M36: somebody has written for the first time."""

    name: str
    """The first one's."""
    others: int
    """How many came besides them."""
    newcomers: Rows[NewcomerFacts]
    starters: tuple[Starter, ...]
    """Tickets that they may begin with."""
