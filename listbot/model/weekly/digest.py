"""What waits for one person, for the weekly digest. Only values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.model.list_rules import ListRules

DIGEST = "digest"
"""The kind of round that makes it."""


class Need(StrEnum):
    """What a vote needs of a person."""

    VOTE = "vote"
    REASON = "reason"
    """Of their -1."""
    CLEAR = "clear word"
    """They wrote, and it could not be counted."""


@dataclass(frozen=True, slots=True)
class VoteWaiting:
    """An open vote that needs something of the person."""

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
    """A ticket that waits for the person."""

    key: str
    title: str
    list: str
    days: int
    """Since it was opened; where an answer is waited for, since it was asked for."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits for one person; the oldest first, votes by when they close."""

    address: str
    """Where it goes."""
    token: str
    """What ends it."""
    votes: tuple[VoteWaiting, ...] = ()
    asked: tuple[TicketWaiting, ...] = ()
    """Their requests that the team waits with for their answer."""
    mine: tuple[TicketWaiting, ...] = ()
    """Tickets that are theirs to work on."""
    nobodys: tuple[TicketWaiting, ...] = ()
    """Those that are nobody's, for a member."""

    @property
    def lists(self) -> tuple[str, ...]:
        """Where something of it waits, each once: votes first."""
        votes = (row.list for row in self.votes)
        tickets = (row.list for row in (*self.asked, *self.mine, *self.nobodys))
        return tuple(dict.fromkeys((*votes, *tickets)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.votes or self.asked or self.mine or self.nobodys)


@dataclass(frozen=True, slots=True)
class DigestRound:
    """All that the digests of a week need."""

    rules: ListRules
    """Those of the bot's own address, in whose name they are sent; `recap` says at which hour."""
    digests: tuple[Digest, ...]
    now: datetime
