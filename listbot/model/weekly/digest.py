"""What is waiting for one person, for the weekly digest. Only values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.model.list_rules import ListRules

DIGEST = "digest"
"""The kind of round that makes it."""


class Need(StrEnum):
    """What a vote needs from a person."""

    VOTE = "vote"
    REASON = "reason"
    """For their -1."""
    CLEAR = "clear word"
    """They wrote, but it could not be counted."""


@dataclass(frozen=True, slots=True)
class VoteWaiting:
    """An open vote that needs something from the person."""

    number: int
    title: str
    list: str
    closes: datetime
    standing: str
    """"2 of 3 +1, no -1": counts, no names."""
    need: Need
    mail: str
    """Message-ID of the opening, for the link."""


@dataclass(frozen=True, slots=True)
class TicketWaiting:
    """A ticket that is waiting for the person."""

    key: str
    title: str
    list: str
    days: int
    """Since it was opened; if an answer is missing, since we asked for it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything waiting for one person; the oldest first, votes by closing time."""

    address: str
    """The recipient."""
    token: str
    """The token that ends it."""
    votes: tuple[VoteWaiting, ...] = ()
    asked: tuple[TicketWaiting, ...] = ()
    """Their requests on which the team is waiting for their answer."""
    mine: tuple[TicketWaiting, ...] = ()
    """Tickets assigned to them."""
    nobodys: tuple[TicketWaiting, ...] = ()
    """Unassigned tickets, for a member."""

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists with something waiting, each once: votes first."""
        votes = (row.list for row in self.votes)
        tickets = (row.list for row in (*self.asked, *self.mine, *self.nobodys))
        return tuple(dict.fromkeys((*votes, *tickets)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is waiting."""
        return not (self.votes or self.asked or self.mine or self.nobodys)


@dataclass(frozen=True, slots=True)
class DigestRound:
    """Everything needed for the digests of a week."""

    rules: ListRules
    """The rules of the bot's own address, the sender; `recap` gives the hour."""
    digests: tuple[Digest, ...]
    now: datetime
