"""How many a vote needs, in words, before anybody has voted."""

from dataclasses import replace

import pytest

from listbot.model.policy import Policy, QuorumCounts
from listbot.packaged import load_policy
from listbot.policies.shares import parse_share
from listbot.proposals.letters.needed import asked_in_words, needed_in_words
from listbot.votes.counting.counted import Electors

OVIRT = load_policy("ovirt:substantial")
ACTIVE = load_policy("openwrt-2025:rules")
NINETEEN = Electors(42, frozenset(f"{number}" for number in range(19)))
NOBODY_KNOWS = Electors()


def with_quorum(text: str, counts: QuorumCounts = QuorumCounts.CAST) -> Policy:
    return replace(OVIRT, quorum=parse_share(text), quorum_counts=counts)


@pytest.mark.parametrize(
    ("policy", "electors", "expected"),
    [
        pytest.param(OVIRT, NINETEEN, (), id="the rule has no share of people"),
        pytest.param(
            ACTIVE, NINETEEN, ("approval by 10 of the 19 active voters",), id="of active voters"
        ),
        pytest.param(ACTIVE, NOBODY_KNOWS, (), id="nobody knows how many"),
        pytest.param(
            load_policy("openwrt-2016:rules"),
            NINETEEN,
            ("approval by 28 of the 42 people who may vote",),
            id="of all who may vote",
        ),
        pytest.param(
            load_policy("debian-gr:resolution"),
            Electors(1000),
            ("a +1 from 48 of the 1000 people who may vote",),
            id="of a square root",
        ),
        pytest.param(
            with_quorum("at least 1/3 of eligible"),
            NINETEEN,
            ("votes by 14 of the 42 people who may vote",),
            id="a quorum of votes",
        ),
        pytest.param(with_quorum("at least 5"), NINETEEN, (), id="a number is in the rule already"),
        pytest.param(
            load_policy("rust-fcp:fcp"),
            Electors(7),
            (
                "approval by 4 of the 7 people who may vote",
                "a +1 from 5 of the 7 people who may vote",
            ),
            id="who may be missing",
        ),
        pytest.param(
            load_policy("rust-fcp:fcp"), NOBODY_KNOWS, (), id="nobody knows who may be missing"
        ),
        pytest.param(replace(ACTIVE, silence=True), NINETEEN, (), id="silence needs nobody"),
    ],
)
def test_how_many_are_needed(policy: Policy, electors: Electors, expected: tuple[str, ...]) -> None:
    """Every share of a known number of people is said as a number."""
    assert needed_in_words(policy, electors) == expected


@pytest.mark.parametrize(
    ("policy", "electors", "expected"),
    [
        pytest.param(
            ACTIVE,
            NINETEEN,
            "those who voted in the 183 days before the opening, or in the last 3 votes if there "
            "were fewer; whoever votes now joins them",
            id="known",
        ),
        pytest.param(ACTIVE, NOBODY_KNOWS, "", id="nobody knows"),
        pytest.param(OVIRT, NINETEEN, "", id="the rule does not count them"),
        pytest.param(replace(ACTIVE, silence=True), NINETEEN, "", id="silence asks nobody"),
    ],
)
def test_who_is_asked(policy: Policy, electors: Electors, expected: str) -> None:
    """Active voters are named by the rule that finds them, never one by one."""
    assert asked_in_words(policy, electors) == expected
