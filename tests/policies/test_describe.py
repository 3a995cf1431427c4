"""The rule in words: it contains each number that decides, so that readers can tell two
rules apart.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.model.policy import Electorate, Fractions, Objection, Policy
from listbot.model.proposal import Entry, PutOff, Why
from listbot.model.reading import Doubt
from listbot.policies.describe import brief, in_words, put_off_in_words, standing_in_words
from listbot.policies.outcome import outcome
from tests.votes.counting.ballots import CLOSES, MINOR, SUBSTANTIAL, after, entry, proposal, vote


def test_the_substantial_rule() -> None:
    """The text is what letters and tallies print."""
    assert in_words(SUBSTANTIAL) == (
        "substantial: at least 3 binding +1, more +1 than -1 and no standing objection; a -1 "
        "without a reason has no weight; the roster is binding; votes in words are listed, not "
        "counted; fractions count by sign but not towards a threshold; open for 72 h (at least "
        "72 h), result 15 min later; put off once by 72 h for a standing objection; put off once "
        "by 48 h if doubts could change the outcome"
    )


def test_the_minor_rule() -> None:
    """Passing by silence is described as such."""
    assert in_words(MINOR) == (
        "minor: passes unless somebody objects, even without a number, a reason or a right to "
        "vote; the roster is binding; votes in words are listed, not counted; fractions count by "
        "sign but not towards a threshold; open for 72 h (at least 72 h), result 15 min later; "
        "the clock stops on Saturdays, Sundays"
    )


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (
            SUBSTANTIAL,
            "substantial: at least 3 binding +1 and no standing objection; a -1 needs its reason",
        ),
        (MINOR, "minor: passes at the close if nobody objects"),
        (
            replace(SUBSTANTIAL, objection=Objection.COUNTS, reason_required=False),
            "substantial: at least 3 binding +1 and more +1 than -1",
        ),
        (
            replace(SUBSTANTIAL, min_yes=0),
            "substantial: more +1 than -1 and no standing objection; a -1 needs its reason",
        ),
        (
            replace(
                SUBSTANTIAL,
                min_yes=0,
                yes_gt_no=False,
                objection=Objection.COUNTS,
                reason_required=False,
            ),
            "substantial: passes whatever the votes",
        ),
    ],
)
def test_the_rule_in_brief(policy: Policy, expected: str) -> None:
    """A voter must know two things while it is open: what makes it pass, and what a -1 needs."""
    assert brief(policy) == expected


def test_every_parameter_that_differs_reads_differently() -> None:
    """Two different rules never have the same text."""
    variants = (
        SUBSTANTIAL,
        replace(SUBSTANTIAL, min_yes=2),
        replace(SUBSTANTIAL, min_yes=0, yes_gt_no=False, objection=Objection.COUNTS),
        replace(SUBSTANTIAL, yes_gt_no=False),
        replace(SUBSTANTIAL, objection=Objection.COUNTS),
        replace(SUBSTANTIAL, reason_required=False),
        replace(SUBSTANTIAL, words=True),
        replace(SUBSTANTIAL, fractions=Fractions.SUM),
        replace(SUBSTANTIAL, fractions=Fractions.REFUSE),
        replace(SUBSTANTIAL, electorate=Electorate.EVERYONE),
        replace(SUBSTANTIAL, window=timedelta(days=7)),
        replace(SUBSTANTIAL, min_window=timedelta(hours=24)),
        replace(SUBSTANTIAL, put_off=timedelta()),
        replace(SUBSTANTIAL, if_short=timedelta(days=7)),
        replace(SUBSTANTIAL, if_in_doubt=timedelta()),
        replace(SUBSTANTIAL, grace=timedelta(hours=1)),
        MINOR,
        replace(MINOR, quiet_days=()),
        replace(MINOR, quiet_days=("2026-12-25",)),
    )
    assert len({in_words(policy) for policy in variants}) == len(variants)


def test_a_put_off_says_why_and_by_how_much() -> None:
    """The announcement and the result both say why a close was put off, and by how much."""
    texts = [put_off_in_words(PutOff(why, CLOSES, after(144))) for why in Why]
    assert texts == [
        "put off by 72 h: an objection stood at the close",
        "put off by 72 h: too few had voted +1",
        "put off by 72 h: the doubts could have changed the outcome",
    ]


BLOCKING = replace(SUBSTANTIAL, min_yes=0, objection=Objection.BLOCKS)


@pytest.mark.parametrize(
    ("policy", "entries", "words"),
    [
        (SUBSTANTIAL, (), "0 of 3 +1, no -1"),
        (
            SUBSTANTIAL,
            (
                entry("ana", 1, vote("+1")),
                entry("ravi", 1, vote("0")),
                entry("lena", 1, vote("-1", reason=True)),
            ),
            "1 of 3 +1, 1 x 0, 1 x -1; objection open",
        ),
        (
            SUBSTANTIAL,
            (entry("ana", 1, vote("+1")), entry("omar", 2, Doubt("maybe +1", 1, "a condition"))),
            "1 of 3 +1, no -1, 1 unclear reply",
        ),
        (
            BLOCKING,
            (entry("lena", 1, vote("-1", reason=True)),),
            "0 x +1, 1 x -1; objection open",
        ),
        (MINOR, (), "no objection so far"),
    ],
)
def test_an_open_vote_in_a_few_words(
    policy: Policy, entries: tuple[Entry, ...], words: str
) -> None:
    """For the recap: counts, no names, and of absent votes only the missing -1."""
    found = outcome(proposal(policy), entries, frozenset(), after(24))
    assert standing_in_words(found.tally, found.policy, found.held) == words
