"""The facts of the letter about a recount: what changed, by whose hand, and why.

As in `votes.py`, there are no sentences here: the words are in the template.
"""

from dataclasses import dataclass

from listbot.letters.facts.votes import ResultFacts


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A vote that a recount counts otherwise than the result did."""

    value: str
    name: str
    mail: str
    """Message-ID."""
    before: str
    """What became of it then: "late"; "" if it was not seen."""
    now: str
    """What becomes of it now; "" if it is no longer read as a vote."""


@dataclass(frozen=True, slots=True)
class CorrectedFacts(ResultFacts):
    """M23: a vote was counted again by hand, and its result differs."""

    by: str = ""
    """Who had it counted again: "an operator of listbot", a member's name."""
    why: str = ""
    """The reason they gave."""
    was: str = ""
    """The outcome before."""
    changes: tuple[ChangedLine, ...] = ()
    replaces: str = ""
    """Message-ID of the result that it corrects."""
