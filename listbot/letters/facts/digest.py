"""The facts of the weekly digest."""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.recap import Rows
from listbot.model.order import Facts
from listbot.model.weekly.digest import TicketWaiting, VoteWaiting


@dataclass(frozen=True, slots=True)
class DigestFacts(Facts):
    """M12: what waits for a person. Private, to those who asked for it."""

    names: tuple[str, ...]
    """The lists of what stands in it, without their domains."""
    at: datetime
    votes: Rows[VoteWaiting]
    asked: Rows[TicketWaiting]
    mine: Rows[TicketWaiting]
    nobodys: Rows[TicketWaiting]
    waiting_votes: int
    """All of them, shown or not."""
    waiting_tickets: int
    """All but those that are nobody's."""
    waiting_nobodys: int
    oldest: int
    """Days, of the oldest ticket that waits for this person; of nobody's where nothing waits for
    them.
    """
