"""Items: each has its outcome under the rule of the whole; a poll counts approvals."""

from dataclasses import replace

import pytest

from listbot.model.policy import Choice, Policy
from listbot.model.proposal import Entry, State
from listbot.policies.items import MOST_ITEMS
from listbot.policies.outcome import Outcome, judge
from tests.votes.counting.ballots import CLOSES, MINOR, SUBSTANTIAL, entry, proposal, vote

PASSED, NOT_PASSED, STOPPED = State.PASSED, State.NOT_PASSED, State.STOPPED
POLL = replace(SUBSTANTIAL, choice=Choice.APPROVALS)
MOST = replace(SUBSTANTIAL, choice=Choice.MOST)


def settled(entries: list[Entry], policy: Policy = SUBSTANTIAL) -> Outcome:
    return judge(proposal(policy), entries, frozenset(), CLOSES, CLOSES)


def on(author: str, *votes: str) -> Entry:
    """A mail with votes on items: "1 +1", "2 -1"; a -1 has its reason."""
    said = [each.rsplit(" ", 1) for each in votes]
    casts = [
        vote(value, item or None, reason=True, line=line)
        for line, (item, value) in enumerate(said, 1)
    ]
    return entry(author, 1, *casts)


def test_each_item_has_its_outcome() -> None:
    """Three for the first, two for the second, an objection to the third."""
    got = settled(
        [
            on("ana", "1 +1", "2 +1", "3 +1"),
            on("ravi", "1 +1", "2 +1", "3 +1"),
            on("ines", "1 +1", "2 0", "3 +1"),
            on("omar", "3 -1"),
        ]
    )
    assert [(each.item, each.state, each.reason) for each in got.items] == [
        ("1", PASSED, "3 x +1 (3 needed), 0 x 0, 0 x -1"),
        ("2", NOT_PASSED, "too few: 2 x +1 (3 needed), 1 x 0, 0 x -1"),
        ("3", STOPPED, "1 objection open at the close"),
    ]
    assert (got.state, got.reason) == (
        STOPPED,
        "decided by item: 1 passed, 2 not passed, 3 stopped",
    )


def test_it_passes_by_item_if_every_item_does() -> None:
    """Nobody voted on the whole, so the items decide."""
    got = settled([on(name, "2 +1", "10 +1") for name in ("ana", "ravi", "ines")])
    assert (got.state, got.reason) == (PASSED, "decided by item: 2 passed, 10 passed")


def test_it_does_not_pass_by_item_if_one_is_short() -> None:
    """What is missing for one is missing for the whole."""
    got = settled([on("ana", "1 +1", "b +1"), on("ravi", "1 +1"), on("ines", "1 +1")])
    assert (got.state, got.reason) == (NOT_PASSED, "decided by item: 1 passed, b not passed")


def test_a_vote_on_the_whole_counts_for_each_item_without_ones_own() -> None:
    """The votes on the whole decide about the whole, and the reason names the items."""
    said = [entry(name, 1, vote("+1")) for name in ("ana", "ravi", "ines")]
    got = settled([*said, on("omar", "dns -1")])
    assert (got.state, got.reason) == (
        PASSED,
        "3 x +1 (3 needed), 0 x 0, 0 x -1; by item: dns stopped",
    )
    both = entry("ana", 2, vote("-0.5", "Plan  B", reason=True))
    got = settled([*said, both])
    assert [(each.item, each.tally.yes, each.tally.no) for each in got.items] == [("plan b", 2, 1)]


def test_a_vote_without_weight_makes_no_item() -> None:
    """Neither people without a vote nor a -1 without a reason can add an item."""
    held = entry("omar", 1, vote("-1", "2"))
    assert settled([on("pat@example.com", "1 +1"), held]).items == ()


def test_a_held_vote_on_an_item_is_not_replaced_by_the_one_on_the_whole() -> None:
    """Its writer is against the item, though they have not yet said why."""
    said = [entry("omar", 1, vote("+1"), vote("-1", "1", line=2)), on("ana", "1 +1")]
    (item,) = settled(said).items
    assert (item.tally.yes, item.tally.no) == (1, 0)


def test_silence_has_no_items() -> None:
    """A vote against any part holds the whole."""
    got = settled([on("omar", "2 -1")], MINOR)
    assert (got.state, got.items) == (STOPPED, ())


def test_items_have_an_end() -> None:
    """The cost stays linear, whatever people name."""
    got = settled([on("ana", *(f"{number} +1" for number in range(MOST_ITEMS + 9)))])
    assert len(got.items) == MOST_ITEMS


CHOICE = [
    on("ana", "Plan A +1", "Plan B +1"),
    on("ravi", "Plan A +1", "Plan B -1"),
    on("ines", "Plan C +1"),
    entry("omar", 1, vote("+1")),
]


def test_a_poll_counts_approvals_and_names_no_winner() -> None:
    """It decides nothing, so it never passes; a +1 to the whole chooses nothing."""
    got = settled(CHOICE, POLL)
    assert [(each.item, each.state, each.reason) for each in got.items] == [
        ("plan a", NOT_PASSED, "2 approve"),
        ("plan b", NOT_PASSED, "1 approve"),
        ("plan c", NOT_PASSED, "1 approve"),
    ]
    assert (got.state, got.reason) == (
        NOT_PASSED,
        "approvals: plan a 2, plan b 1, plan c 1; the rule names no winner",
    )


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        (CHOICE, PASSED, "approvals: plan a 2, plan b 1, plan c 1; plan a has the most"),
        (
            [on("ana", "a +1", "b +1")],
            NOT_PASSED,
            "approvals: a 1, b 1; no option has the most",
        ),
        ([on("ana", "a 0")], NOT_PASSED, "approvals: a 0; no option has the most"),
        ([], NOT_PASSED, "approvals: none; no option has the most"),
    ],
)
def test_a_rule_may_name_the_winner(said: list[Entry], state: State, reason: str) -> None:
    """The option with the most approvals, if only one has them."""
    got = settled(said, MOST)
    assert (got.state, got.reason, got.robust) == (state, reason, "")
