"""Shares: exact arithmetic, and how rules and letters write them."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.model.policy import AbstainWeight
from listbot.model.share import Of, Share
from listbot.policies.shares import number_in_words, parse_share, share_in_words

NOTHING, LEAVES = AbstainWeight.NOTHING, AbstainWeight.LEAVES


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("at least 2/3 of cast", Share(2, 3, Of.CAST)),
        ("2/3 of cast", Share(2, 3, Of.CAST)),
        ("More than 50 % of non-abstaining", Share(1, 2, Of.DECIDED, strict=True)),
        ("75% of active", Share(3, 4, Of.ACTIVE)),
        ("at least 6/8 of eligible", Share(3, 4, Of.ELIGIBLE)),
        ("at least 3/2 of sqrt(eligible)", Share(3, 2, Of.ELIGIBLE, root=True)),
        ("at least 5", Share(5, 1, Of.ONE)),
    ],
)
def test_a_share_is_read(text: str, share: Share) -> None:
    """Fractions, per cents and numbers, always exact."""
    assert parse_share(text) == share


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2/3", '"2/3" does not say of what; add "of" and one of: cast, non-abstaining, '),
        ("50 %", '"50 %" does not say of what; add "of" and one of: cast, non-abstaining, '),
        ("1/2 of people", '"people" cannot be counted; choose one of: cast, non-abstaining, '),
        ("0.5 of cast", 'expected a share like "at least 2/3 of cast"'),
        ("1/0 of cast", 'expected a share like "at least 2/3 of cast"'),
        ("most of cast", 'expected a share like "at least 2/3 of cast"'),
    ],
)
def test_what_is_not_a_share_is_refused(text: str, what: str) -> None:
    """No denominator is guessed, and no decimal is rounded."""
    with pytest.raises(ValueError, match=f"^{re.escape(what)}"):
        parse_share(text)


SHARES = st.builds(
    lambda num, den, of, strict, root: Share(
        Fraction(num, den).numerator, Fraction(num, den).denominator, of, strict, root
    ),
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from([of for of in Of if of is not Of.ONE]),
    st.booleans(),
    st.booleans(),
)


@given(SHARES)
def test_what_is_written_reads_as_the_same_share(share: Share) -> None:
    """A rule that is written out is the same rule."""
    assert parse_share(share.text) == share


@given(SHARES, st.integers(0, 3000))
def test_the_needed_number_is_the_smallest_that_is_enough(share: Share, total: int) -> None:
    """It meets the share, and one less does not; whatever the share and the number."""
    needed = share.needed(Fraction(total))
    assert share.is_met(Fraction(needed), Fraction(total))
    assert needed == 0 or not share.is_met(Fraction(needed - 1), Fraction(total))


@pytest.mark.parametrize(
    ("text", "count", "total", "met"),
    [
        ("at least 2/3 of cast", 2, 3, True),
        ("more than 2/3 of cast", 2, 3, False),
        ("at least 2/3 of cast", 66, 100, False),
        ("at least 2/3 of cast", 67, 100, True),
        ("at least 1/2 of cast", 1, 2, True),
        ("more than 1/2 of cast", 1, 2, False),
        ("more than 1/2 of cast", 1, 1, True),
        ("at least 1 of sqrt(eligible)", 3, 9, True),
        ("more than 1 of sqrt(eligible)", 3, 9, False),
        ("at least 1 of sqrt(eligible)", 3, 10, False),
        ("at least 4", 4, 0, True),
        ("more than 4", 4, 9, False),
    ],
)
def test_exactly_the_share_is_exact(text: str, count: int, total: int, met: bool) -> None:
    """Exactly two thirds, and exactly half, are on the side that the rule says."""
    assert parse_share(text).is_met(Fraction(count), Fraction(total)) is met


@pytest.mark.parametrize(
    ("share", "abstain", "words"),
    [
        (Share(2, 3, Of.CAST), NOTHING, "at least 2/3 of the votes cast"),
        (
            Share(1, 2, Of.ELIGIBLE, strict=True),
            LEAVES,
            "more than 1/2 of the people who may vote, abstentions aside",
        ),
        (Share(1, 2, Of.DECIDED), LEAVES, "at least 1/2 of the votes that do not abstain"),
        (
            Share(3, 2, Of.ELIGIBLE, root=True),
            NOTHING,
            "at least 3/2 times the square root of the number of people who may vote",
        ),
        (Share(5, 1, Of.ONE), NOTHING, "at least 5"),
    ],
)
def test_a_share_in_words(share: Share, abstain: AbstainWeight, words: str) -> None:
    """Letters say what the share is taken of."""
    assert share_in_words(share, abstain) == words


def test_a_number_beyond_a_share_is_written_as_rules_do() -> None:
    """Strict numbers have a text, too."""
    assert Share(5, 1, Of.ONE, strict=True).text == "more than 5"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (Fraction(21), "21"),
        (Fraction(43, 2), "21 1/2"),
        (Fraction(3, 10), "3/10"),
        (Fraction(0), "0"),
    ],
)
def test_a_number_of_votes_in_words(number: Fraction, words: str) -> None:
    """Halves are written as people write them."""
    assert number_in_words(number) == words
