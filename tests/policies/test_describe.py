"""The rule in words: it contains each number that decides, so that readers can tell two
rules apart.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.model.policy import (
    AbstainWeight,
    Choice,
    EarlyClose,
    Electorate,
    Fractions,
    Late,
    Objection,
    Objectors,
    OnObjection,
    Policy,
    ProposerVote,
    QuorumCounts,
    Who,
)
from listbot.model.proposal import Entry, PutOff, Why
from listbot.model.reading import Doubt
from listbot.model.share import Of, Share
from listbot.packaged import load_policy
from listbot.policies.describe import brief, in_words, put_off_in_words
from listbot.policies.outcome import outcome
from listbot.policies.reasons import standing_in_words
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
        "sign but not towards a threshold; open for 72 h (at least 24 h), result 15 min later; "
        "put off once by 24 h if only doubts are open; the list is told of an opening only if its "
        "close was assumed or replaced, and not reminded"
    )


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (
            SUBSTANTIAL,
            "substantial: at least 3 binding +1, more +1 than -1 and no standing objection; a -1 "
            "needs its reason",
        ),
        (MINOR, "minor: passes at the close if nobody objects"),
        (
            replace(SUBSTANTIAL, choice=Choice.MOST),
            "substantial: the option with the most approvals wins",
        ),
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


RATIO = Share(2, 3, Of.CAST)
EARLY = replace(SUBSTANTIAL, early_close=EarlyClose.PASSED)
ACTIVE = replace(SUBSTANTIAL, ratio=replace(RATIO, of=Of.ACTIVE))
MORE = (
    *(
        replace(SUBSTANTIAL, ratio=replace(RATIO, of=of, strict=strict))
        for of in (Of.CAST, Of.DECIDED, Of.ELIGIBLE, Of.ACTIVE)
        for strict in (True, False)
    ),
    replace(SUBSTANTIAL, ratio=RATIO, abstain_weight=AbstainWeight.HALF),
    replace(SUBSTANTIAL, ratio=RATIO, abstain_weight=AbstainWeight.LEAVES),
    replace(SUBSTANTIAL, support_floor=replace(RATIO, of=Of.ELIGIBLE), min_yes=0),
    replace(SUBSTANTIAL, quorum=Share(5, 1, Of.ONE)),
    replace(SUBSTANTIAL, quorum=Share(5, 1, Of.ONE), quorum_counts=QuorumCounts.YES),
    replace(SUBSTANTIAL, quorum=Share(3, 2, Of.ELIGIBLE, root=True)),
    replace(SUBSTANTIAL, most_missing=2),
    replace(SUBSTANTIAL, objection=Objection.HOLDS),
    replace(SUBSTANTIAL, objection=Objection.ESCALATES, escalates_to="the board"),
    replace(SUBSTANTIAL, objectors=Objectors.ANYONE),
    replace(SUBSTANTIAL, lapse=timedelta(days=14)),
    replace(SUBSTANTIAL, lapse_by_majority=True),
    replace(SUBSTANTIAL, electorate=Electorate.POSTERS),
    replace(SUBSTANTIAL, roles=("pmc",)),
    replace(SUBSTANTIAL, roles=("pmc", "board")),
    replace(ACTIVE, active_window=timedelta(days=183)),
    replace(ACTIVE, active_votes=3),
    replace(ACTIVE, active_window=timedelta(days=183), active_votes=3),
    replace(SUBSTANTIAL, excludes_subject=True),
    replace(SUBSTANTIAL, proposer_vote=ProposerVote.IMPLIED),
    replace(SUBSTANTIAL, proposer_vote=ProposerVote.NEVER),
    replace(SUBSTANTIAL, openers=Who.ELECTORATE),
    replace(SUBSTANTIAL, deadline_required=True),
    replace(SUBSTANTIAL, late=Late.REFUSED),
    replace(SUBSTANTIAL, extenders=Who.NOBODY),
    replace(SUBSTANTIAL, extenders=Who.ELECTORATE),
    replace(SUBSTANTIAL, extensions=1),
    replace(SUBSTANTIAL, extensions=3),
    replace(SUBSTANTIAL, may_shorten=False),
    EARLY,
    replace(EARLY, early_close=EarlyClose.ALL_VOTED),
    replace(EARLY, early_close=EarlyClose.UNDECIDABLE),
    replace(EARLY, min_open=timedelta(days=1)),
    replace(EARLY, early_hold=timedelta(days=1)),
    replace(SUBSTANTIAL, choice=Choice.APPROVALS),
    replace(SUBSTANTIAL, choice=Choice.MOST),
    replace(SUBSTANTIAL, ask_silent=True),
    replace(SUBSTANTIAL, min_window=timedelta()),
)


def test_a_rule_of_many_parameters() -> None:
    """Each of them has its words."""
    assert in_words(load_policy("openwrt-2025:rules")) == (
        "rules: approval by at least 3/4 of the votes cast and approval by at least 1/2 of the "
        "active voters; a -1 needs no reason; the roster is binding; joining or leaving the roster "
        "after the opening changes nothing; active voters are those who voted in the 183 days "
        "before the opening, or in the last 3 votes if there were fewer, and those who vote now; "
        "active voters who have not voted get one private letter before the close; "
        "votes in words count; fractions count by sign but not towards a threshold; a 0 is half an "
        "approval; open for 14 days, result 15 min later; the opening must say when it closes; the "
        "proposer may move the close to a later time"
    )


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
        *MORE,
        MINOR,
        replace(MINOR, on_objection=OnObjection.VOTE),
        replace(MINOR, objectors=Objectors.ELECTORATE),
        replace(MINOR, lapse=timedelta(days=14)),
        replace(MINOR, quiet_days=("sat", "sun")),
        replace(MINOR, if_in_doubt=timedelta()),
        replace(MINOR, post_opening=True),
        replace(MINOR, post_reminder=True),
        replace(MINOR, quiet_days=("2026-12-25",)),
    )
    assert len({in_words(policy) for policy in variants}) == len(variants)


def test_a_choice_asks_for_no_number() -> None:
    """Only the approvals of each option count, so what a vote would need is left out."""
    words = in_words(replace(SUBSTANTIAL, choice=Choice.MOST))
    assert words.startswith(
        "substantial: the option with the most approvals wins; a -1 without a reason"
    )


def test_a_put_off_says_why_and_by_how_much() -> None:
    """The announcement and the result both say why a close was put off, and by how much."""
    texts = [put_off_in_words(PutOff(why, CLOSES, after(144)), SUBSTANTIAL) for why in Why]
    assert texts == [
        "put off by 72 h: an objection stood at the close",
        "put off by 72 h: too few had voted +1",
        "put off by 72 h: the doubts could have changed the outcome",
        "put off by 72 h: the silence was broken, so it was put to the vote",
    ]
    doubt = put_off_in_words(PutOff(Why.DOUBT, CLOSES, after(144)), MINOR)
    assert doubt == "put off by 72 h: a reply might have been an objection"


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
