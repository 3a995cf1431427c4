"""Letters about acts by hand and open objections: facts that fill a template as far as one letter
can.

All of it is made up.
"""

from dataclasses import replace

from listbot.letters.facts.by_hand import ChangedLine, CorrectedFacts
from listbot.letters.facts.nudge import NudgeFacts
from listbot.letters.facts.tickets import QuestionFacts
from listbot.letters.facts.votes import Counts
from listbot.letters_check.vote_samples import BINDING, CANCELLED, NOW, OPENED, VOTE
from listbot.model.order import Facts, LetterKind

CORRECTED = CorrectedFacts(
    proposal=VOTE,
    state="passed",
    reason="3 x +1 (3 needed), 1 x 0, 0 x -1",
    counts=Counts(yes=3, zero=1, no=0, needed=3, held=0, doubts=0),
    binding=BINDING,
    by="an operator of listbot",
    why="A mail that the list had in time reached listbot after the result.",
    was="not passed",
    changes=(
        ChangedLine("+1", "新井 千代", "<c2@example.org>", "late", "counted"),
        ChangedLine("0", "Emil Falk", "<e1@example.org>", "", "not binding"),
        ChangedLine("-1", "Pia Quist", "<p1@example.net>", "counted", ""),
    ),
    replaces="<r1@example.org>",
)

MOVED = replace(
    OPENED,
    proposal=replace(VOTE, closes=OPENED.example_closes),
    change="close",
    by="a member",
    why="The host of the list was down all Wednesday.",
)
ADOPTED = replace(OPENED, by="an operator of listbot", why="The thread votes already.")
WITHDRAWN = replace(
    CANCELLED,
    cancelled_by="",
    withdrawn_by="an operator of listbot",
    withdrawn_for="It was meant for another list.",
)

ASKED = QuestionFacts("k7w2m4x5q3n6p7ab", ("extend",), "V-31", NOW, vote=True)

ANSWERED = NudgeFacts(VOTE, "<d1@example.org>", "<a2@example.org>")

HAND_SAMPLES: tuple[tuple[LetterKind, Facts], ...] = (
    (LetterKind.OPENED, MOVED),
    (LetterKind.OPENED, ADOPTED),
    (LetterKind.NOT_PASSED, WITHDRAWN),
    (LetterKind.NOT_PASSED, replace(WITHDRAWN, cancelled_by=CANCELLED.cancelled_by)),
    (LetterKind.QUESTION, ASKED),
    (LetterKind.NUDGE, ANSWERED),
    (LetterKind.NUDGE, replace(ANSWERED, answer="")),
    (LetterKind.CORRECTED, CORRECTED),
    (LetterKind.CORRECTED, replace(CORRECTED, was="passed", changes=(), replaces="")),
)
"""Each kind that an act by hand causes; some in several forms."""
