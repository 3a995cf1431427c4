"""Letters about a changed text, as full as they can be. All of it is made up."""

from dataclasses import replace
from datetime import UTC, datetime

from listbot.letters.facts.amended import AmendedFacts, TextChange
from listbot.letters.facts.votes import ProposalFacts
from listbot.model.order import Facts, LetterKind


def amended_samples(
    vote: ProposalFacts, silence: ProposalFacts
) -> tuple[tuple[LetterKind, Facts], ...]:
    """Return M28 for a vote and for a proposal that passes by silence."""
    amended = AmendedFacts(
        proposal=vote,
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
    objects = replace(amended, proposal=silence, value="-1", changes=amended.changes[:1], more=0)
    return ((LetterKind.AMENDED, amended), (LetterKind.AMENDED, objects))
