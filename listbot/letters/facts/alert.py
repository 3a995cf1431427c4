"""The facts of the letter to the admin."""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class AlertFacts(Facts):
    """A1: something the admin should look at."""

    cause: str
    """A `Cause`."""
    texts: tuple[str, ...]
    """One sentence each, maybe with a stranger's words. Of many, the first and the last."""
    count: int
    """How many alerts the letter reports."""
    since: datetime
    """When the first of them came."""
    at: datetime
