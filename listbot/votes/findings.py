"""What the grammar finds in one statement."""

from dataclasses import dataclass

from listbot.mail.mail import Line
from listbot.votes.cast import Cast, Doubt

QUOTE_LIMIT = 200  # Characters of a line that a letter or a page shows.


@dataclass(frozen=True, slots=True)
class NotAVote:
    """Words or a number that look like a vote and are none, with the reason in words."""

    quote: str
    line: int
    reason: str


Finding = Cast | Doubt | NotAVote


def quote_of(line: Line) -> str:
    """The line as people see it in a letter: trimmed and bounded."""
    return line.text.strip()[:QUOTE_LIMIT]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, with what `settling.py` needs to weigh it against the others of its mail."""

    finding: Finding
    topic: str = ""
    """What a value is for, folded: "on the new name" -> "the new name"."""
    named: bool = False
    """Nothing but a value and a name stands there."""
    changes: bool = False
    """It says that it changes an earlier vote."""
