"""What the grammar finds in one statement."""

from dataclasses import dataclass

from listbot.mail.mail import Line
from listbot.model.reading import Cast, Doubt, Parent

QUOTE_LIMIT = 200  # Characters of a line that a letter or a page shows.


@dataclass(frozen=True, slots=True)
class NotAVote:
    """Words or a number that look like a vote and are none, with the reason in words."""

    quote: str
    line: int
    reason: str


TALK = "talk about votes"
COUNTED = "votes are counted up, or a rule is stated"
AGREES = "agrees with a remark inside the thread"
PERHAPS_AGREES = "agrees with a remark; it is not clear whether the proposal is meant"
ANSWERS_ASIDE = "answers a side question inside the thread"
AGREEMENTS = frozenset({AGREES, PERHAPS_AGREES, ANSWERS_ASIDE})
SOFT = "it may be meant against the proposal"
"""The reason of a doubt from soft words; beside a cast it is only the cast's reason."""
ASKED = "a question that may be meant against the proposal"
"""The same of a plain question. It stands in the count like other soft words; where people vote in
numbers, its writer gets no note."""
MISSENT = "meant for another thread, it says"
MAY_OBJECT = "it is more than thanks, agreement or a mere question, so it may be an objection"
"""The reason of a doubt that only a policy of silence counts."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who writes, and to what: what the grammar may know besides the statement."""

    author: frozenset[str] = frozenset()
    """The writer's names, folded."""
    answers_opening: bool = True
    parent: Parent = Parent.UNKNOWN
    proposes: bool = False
    """The writer opened the proposal: only an explicit value is a vote then."""
    brief: bool = True
    """The mail is short, or answers the opening: then soft words against are an opinion, not a
    discussion.
    """
    may_agree: bool = True
    """Whether words in favour can be a vote: deep in a thread only where they are the whole mail.
    """


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
    remark: int = 0
    """The number of the quoted line that the statement stands right under, 0 for none."""
    proposed: bool = False
    """That quoted line proposes something or asks for votes."""
    changes: bool = False
    """It says that it changes an earlier vote."""
