"""The ovirt preset as a table of cases: people's words in, the outcome and its words out.

Each case is judged as if the vote closed now, after all put-offs; Pat is not on the roster.
"""

import pytest

from listbot.model.proposal import State
from listbot.policies.outcome import judge
from listbot.votes.counting.counted import Electors, Tally
from tests.votes.counting.ballots import CLOSES, MINOR, SUBSTANTIAL, entry, heard, proposal, vote

PASSED, NOT_PASSED, STOPPED = State.PASSED, State.NOT_PASSED, State.STOPPED

SUBSTANTIAL_CASES = (
    ("", NOT_PASSED, "too few: 0 x +1 (3 needed), 0 x 0, 0 x -1", ""),
    ("Ana +1; Ravi +1; Ines +1", PASSED, "3 x +1 (3 needed), 0 x 0, 0 x -1", ""),
    ("Ana +1; Ravi +1; Ines 0", NOT_PASSED, "too few: 2 x +1 (3 needed), 1 x 0, 0 x -1", ""),
    (
        "Ana +1; Ravi +1; Pat@example.com +1",
        NOT_PASSED,
        "too few: 2 x +1 (3 needed), 0 x 0, 0 x -1",
        "",
    ),
    ("Ana +1; Ravi +1; Ines +0.5", NOT_PASSED, "too few: 3 x +1 (3 needed), 0 x 0, 0 x -1", ""),
    (
        "Ana +1; Ravi +1; Ana@example.net +1",
        NOT_PASSED,
        "too few: 2 x +1 (3 needed), 0 x 0, 0 x -1",
        "",
    ),
    (
        "Ana +1; Ravi +1; Ines +1; Omar -1 with reason",
        STOPPED,
        "1 objection open at the close",
        "",
    ),
    (
        "Ana +1; Ravi +1; Ines +1; Omar -1",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1; 1 x -1 without a reason, no weight",
        "",
    ),
    (
        "Ana +1; Ravi +1; Ines +1; Pat@example.com -1 with reason",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1",
        "",
    ),
    (
        "Ana +1; Ravi +1; Ines +1; Omar -1 with reason; Omar withdraws",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1",
        "",
    ),
    (
        (
            "Ana +1; Ravi +1; Ines +1; Omar -0.9 with reason; Kim -0.9 with reason; Lena -0.9 with "
            "reason"
        ),
        NOT_PASSED,
        "a tie does not pass: 3 x +1 (3 needed), 0 x 0, 3 x -1",
        "",
    ),
    (
        "Ana +1; Ravi +1; Ines +1; Omar unclear",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1",
        "Would not pass if the one unclear vote were -1",
    ),
    (
        "Ana +1; Ravi +1; Ines unclear",
        NOT_PASSED,
        "too few: 2 x +1 (3 needed), 0 x 0, 0 x -1",
        "Would pass if the one unclear vote were +1",
    ),
    (
        "Ana +1; Ravi unclear",
        NOT_PASSED,
        "too few: 1 x +1 (3 needed), 0 x 0, 0 x -1",
        "Not passed even if the one unclear vote were +1",
    ),
    (
        "Ana +1; Ravi +1; Ines +1 in words; Kim +1 unverified",
        NOT_PASSED,
        "too few: 2 x +1 (3 needed), 0 x 0, 0 x -1",
        "Would pass if the 1 unverified and 1 unnumbered votes were all +1",
    ),
    ("Ana +1; Ravi +1; Ines +1; Kim +1 in words", PASSED, "3 x +1 (3 needed), 0 x 0, 0 x -1", ""),
    (
        "Ana +1; Ravi +1; Ines +1; Pat@example.com unclear",
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1",
        "",
    ),
    (
        "Ana +1; Ravi +1; Ines +1; Omar -1 with reason; Omar unclear",
        STOPPED,
        "1 objection open at the close",
        "Would pass if the one unclear vote were +1",
    ),
)

MINOR_CASES = (
    ("", PASSED, "no objection"),
    ("Ravi +1; Ines 0; Kim +1 in words", PASSED, "no objection"),
    ("Omar -1 with reason", STOPPED, "1 objection open at the close"),
    ("Omar -1", STOPPED, "1 objection open at the close"),
    ("Omar -0.5", STOPPED, "1 objection open at the close"),
    ("Omar -1 in words", STOPPED, "1 objection open at the close"),
    ("Omar -1 unverified", STOPPED, "1 objection open at the close"),
    ("Pat@example.com -1", STOPPED, "1 objection open at the close"),
    ("Pat@example.com unclear", STOPPED, "1 unclear reply open at the close"),
    (
        "Omar -1; Kim -1; Ana unclear; Ravi unclear",
        STOPPED,
        "2 objections and 2 unclear replies open at the close",
    ),
    ("Omar -1; Omar withdraws", PASSED, "no objection"),
    ("Omar unclear; Omar +1", PASSED, "no objection"),
    ("Omar -1; Omar +1 unverified", STOPPED, "1 objection open at the close"),
)


@pytest.mark.parametrize(("said", "state", "reason", "robust"), SUBSTANTIAL_CASES)
def test_substantial(said: str, state: State, reason: str, robust: str) -> None:
    """At least three binding +1 and no standing objection; a bare -1 has no weight, and a
    doubt is reported.
    """
    got = judge(proposal(SUBSTANTIAL), heard(said), frozenset(), CLOSES, CLOSES)
    assert (got.state, got.reason, got.robust) == (state, reason, robust)


@pytest.mark.parametrize(("said", "state", "reason"), MINOR_CASES)
def test_minor(said: str, state: State, reason: str) -> None:
    """Passes by silence: anything against, or unclear, from anyone holds it, because a
    false stop is cheap.
    """
    got = judge(proposal(MINOR), heard(said), frozenset(), CLOSES, CLOSES)
    assert (got.state, got.reason, got.robust) == (state, reason, "")


def test_a_vote_on_an_item_breaks_the_silence() -> None:
    """ "+1 to the first, -1 to the second" breaks the silence."""
    mail = entry("omar", 1, vote("-1", "2", reason=True))
    assert judge(proposal(MINOR), [mail], frozenset(), CLOSES, CLOSES).state is STOPPED


def test_an_empty_tally_is_a_tally() -> None:
    """A vote without participants has an outcome."""
    assert judge(proposal(), [], frozenset(), CLOSES, CLOSES).tally == Tally(
        (), (), electors=Electors(7)
    )
