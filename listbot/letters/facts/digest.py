"""The facts of the weekly digest."""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.recap import Rows
from listbot.model.order import Facts
from listbot.model.weekly.digest import TicketWaiting, VoteWaiting


@dataclass(frozen=True, slots=True)
class DigestFacts(Facts):
    """M12: the votes and tickets waiting for a person, who asked for the digest."""

    names: tuple[str, ...]
    """The lists it mentions, without their domains."""
    at: datetime
    votes: Rows[VoteWaiting]
    asked: Rows[TicketWaiting]
    mine: Rows[TicketWaiting]
    nobodys: Rows[TicketWaiting]
    waiting_votes: int
    """Shown or not."""
    waiting_tickets: int
    """Without those that nobody has taken."""
    waiting_nobodys: int
    oldest: int
    """Days that this person's oldest ticket has waited; without one, the oldest nobody has taken.
    """
