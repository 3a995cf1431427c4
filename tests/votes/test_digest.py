"""The digest: equal counts have one, and any difference that matters shows in it."""

from dataclasses import replace

import pytest

from listbot.votes.digest import digest, utc
from listbot.votes.tally import count
from tests.votes.ballots import CLOSES, OPENED, after, heard, proposal

VOTES = count(proposal(), heard("Ana +1; Omar -1"), frozenset(), CLOSES).votes
KNOWN = "sha256:b33f9d1b96622e9d845c02a720378623407f6b06b6c335abc0055ee8434867d5"


def test_the_digest_is_what_it_always_was() -> None:
    """A result letter of years ago must still recount to its digest: the canonical form never changes."""
    assert digest("the rule", OPENED, CLOSES, VOTES) == KNOWN


def test_the_order_of_the_votes_does_not_matter() -> None:
    """Two archives may hold the same mails in another order."""
    assert digest("the rule", OPENED, CLOSES, reversed(VOTES)) == digest("the rule", OPENED, CLOSES, VOTES)


@pytest.mark.parametrize(
    "other",
    [
        digest("another rule", OPENED, CLOSES, VOTES),
        digest("the rule", after(1), CLOSES, VOTES),
        digest("the rule", OPENED, after(1), VOTES),
        digest("the rule", OPENED, None, VOTES),
        digest("the rule", OPENED, CLOSES, VOTES[:1]),
        digest("the rule", OPENED, CLOSES, (replace(VOTES[0], value="0"), VOTES[1])),
        digest("the rule", OPENED, CLOSES, (replace(VOTES[0], item="1"), VOTES[1])),
    ],
)
def test_a_difference_in_rule_times_or_votes_shows(other: str) -> None:
    """Otherwise the number would prove nothing."""
    assert other != digest("the rule", OPENED, CLOSES, VOTES)


def test_times_are_utc_to_the_second() -> None:
    """As `listbot tally` prints them."""
    assert utc(OPENED) == "2026-09-08T18:00:00Z"
