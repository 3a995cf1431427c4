"""The facts of the letter about an objection that is still open."""

from dataclasses import dataclass

from listbot.letters.facts.votes import ProposalFacts
from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class NudgeFacts(Facts):
    """M30: to the objector, whose objection was answered; or to the proposer, who has not answered
    it.
    """

    proposal: ProposalFacts
    mail: str
    """Message-ID of the objection."""
    answer: str
    """Message-ID of the last answer to it; "": the letter goes to the proposer."""
