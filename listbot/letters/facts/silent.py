"""The facts of the letter to somebody who could vote and has not."""

from dataclasses import dataclass

from listbot.letters.facts.votes import Counts, ItemLine, ProposalFacts
from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class SilentFacts(Facts):
    """M31: to one person, before the close. No names."""

    proposal: ProposalFacts
    counts: Counts
    shares: tuple[str, ...]
    """The arithmetic of each share that the rule asks for, as it stands."""
    is_active: bool
    """The rule counts the reader among its active voters, silent or not."""
    yes: str
    """The link that opens a mail to the list with this vote; "" if there is none, as for the next
    two.
    """
    zero: str
    no: str
    items: tuple[ItemLine, ...] = ()
    """How each item stands, if they decide."""
