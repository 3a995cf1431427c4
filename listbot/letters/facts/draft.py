"""The facts of a result that a person may announce; as in `votes.py`, without sentences."""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.votes import ResultFacts


@dataclass(frozen=True, slots=True)
class DraftFacts(ResultFacts):
    """M29: the text of a result, for the proposer to send."""

    until: datetime | None = None
    """When listbot posts it, if no person has announced the result by then."""
