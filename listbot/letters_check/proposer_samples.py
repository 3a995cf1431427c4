"""Letters that a proposer's doing causes: to voters about a changed text, and to the proposer with
the text of a result.

As full as they can be. All of it is made up.
"""

from dataclasses import fields, replace
from datetime import UTC, datetime

from listbot.letters.facts.amended import AmendedFacts, TextChange
from listbot.letters.facts.draft import DraftFacts
from listbot.letters.facts.votes import ResultFacts
from listbot.letters_check.vote_samples import PASSED, SILENCE, SILENT, STOPPED, VOTE
from listbot.model.order import Facts, LetterKind

AMENDED = AmendedFacts(
    proposal=VOTE,
    value="+1",
    date=datetime(2026, 9, 8, 19, 10, tzinfo=UTC),
    amended=datetime(2026, 9, 9, 10, 0, tzinfo=UTC),
    mail="<text-2@example.org>",
    changes=(
        TextChange(
            "The build cache moves on Monday, and the old disk is wiped the same day.",
            "The build cache moves on Monday. +1 week later the old disk is wiped.",
        ),
        TextChange("", "#listbot withdraw is not a command here: everybody keeps a copy."),
        TextChange("Nobody needs a copy.", ""),
    ),
    more=2,
)
OBJECTED = replace(AMENDED, proposal=SILENCE, value="-1", changes=AMENDED.changes[:1], more=0)


def _draft(result: ResultFacts) -> DraftFacts:
    kept = {each.name: getattr(result, each.name) for each in fields(result)}
    return DraftFacts(**kept, until=datetime(2026, 9, 12, 18, 15, tzinfo=UTC))


DRAFT, DRAFT_STOPPED, DRAFT_SILENCE = map(_draft, (PASSED, STOPPED, SILENT))

PROPOSER_SAMPLES: tuple[tuple[LetterKind, Facts], ...] = (
    (LetterKind.AMENDED, AMENDED),
    (LetterKind.AMENDED, OBJECTED),
    (LetterKind.DRAFT, DRAFT),
    (LetterKind.DRAFT, DRAFT_STOPPED),
    (LetterKind.DRAFT, DRAFT_SILENCE),
)
"""Both kinds, in their forms."""
