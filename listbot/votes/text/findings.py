"""What the grammar finds in one statement."""

from dataclasses import dataclass

from listbot.mail.mail import Line
from listbot.model.reading import Cast, Doubt, Parent

QUOTE_LIMIT = 200  # Characters of a line that a letter or a page shows.


@dataclass(frozen=True, slots=True)
class NotAVote:
    """Words or a number that look like a vote but are not, with the reason in words."""

    quote: str
    line: int
    reason: str


TALK = "mentions votes without casting one"
ABOUT_TALK = "about the discussion itself"
COUNTED = "counts votes, or states a rule"
AGREES = "agrees with a remark inside the thread"
PERHAPS_AGAINST = "it answers a vote against; it may agree with that, or be for the proposal"
PERHAPS_AGREES = "agrees with a remark; unclear whether also with the proposal"
ANSWERS_ASIDE = "answers a side question inside the thread"
CAUGHT = "a number that may be a vote; nothing shows whose"
"""The reason of a doubt about a value that no rule understands. Beside a vote it is dropped."""
AGREEMENTS = frozenset({AGREES, PERHAPS_AGREES, ANSWERS_ASIDE})
SOFT = "it may be meant against the proposal"
"""The reason of a doubt from soft words; beside a cast it is only the cast's reason."""
ASKED = "a question that may be meant against the proposal"
"""The same for a plain question. It counts like other soft words; if people vote in
numbers, its writer gets no note.
"""
BOTH = "words for it, and words against it"
MISSENT = "it says it was meant for another thread"
MAY_VOTE = "a brief answer that may take a side, but has no number"
"""The reason of a doubt without any word known to be a vote: gone if its writer has voted before.
Stored with votes: never change it.
"""
MAY_OBJECT = "it is more than thanks, agreement or a mere question, so it may be an objection"
"""The reason of a doubt that only silence-passes policies count. Stored with votes: never
change it.
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is writing, and to what: what the grammar may know besides the statement."""

    author: frozenset[str] = frozenset()
    """The writer's names, folded."""
    answers_opening: bool = True
    parent: Parent = Parent.UNKNOWN
    proposes: bool = False
    """The writer opened the proposal: then only an explicit value is a vote."""
    opines: bool = True
    """It is brief, or a few sentences below a vote: then soft words against are an opinion, too."""
    brief: bool = True
    """The mail is short, or answers the opening: then soft words against are an opinion,
    not a discussion.
    """
    may_agree: bool = True
    """Whether words in favour can be a vote: deep in a thread only if they are the whole mail."""
    title: str = ""
    """The proposal's."""
    proposer: frozenset[str] = frozenset()
    """The proposer's names, folded."""
    begins: int = 0
    """The number of the mail's first own line."""


Finding = Cast | Doubt | NotAVote


def quote_of(line: Line) -> str:
    """The line as people see it in a letter: trimmed and bounded."""
    return line.text.strip()[:QUOTE_LIMIT]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, with what `reconcile.py` needs to weigh it against the others of its mail."""

    finding: Finding
    topic: str = ""
    """What a value is for, folded: "on the new name" -> "the new name"."""
    named: bool = False
    """There is only a value and a name."""
    remark: int = 0
    """The number of the quoted line directly above the statement, 0 for none."""
    proposed: bool = False
    """That quoted line proposes something or asks for votes."""
    changes: bool = False
    """It says it changes an earlier vote."""
    label: str = ""
    """What stands before the value and a colon, as written: "Second disk"."""
    mine: bool = False
    """It says whose it is: "+1 from me", "I'm +1"."""
    former: bool = False
    """It is one that the writer tells of having given before: "I voted +1", "Scrap my +1"."""
    under: str = ""
    """The text of the quoted line directly above the statement."""
