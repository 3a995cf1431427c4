"""Shares as rules write them, "at least 2/3 of cast", and as letters do. Pure.

`parse_share` reads fractions, per cents and whole numbers, never decimals, so that no rounding
decides a vote. It raises ValueError with what was expected, and never guesses a denominator.
"""

import re
from fractions import Fraction

from listbot.model.policy import AbstainWeight
from listbot.model.share import Of, Share

EXPECTED = 'a share like "at least 2/3 of cast" or "more than 50 % of eligible"'
_SHARE = re.compile(
    r"(?:(at least|more than) )?([0-9]{1,6})(?:/([1-9][0-9]{0,5})|( ?%))?"
    r"(?: of (?:(sqrt)\()?([a-z-]{1,20})\)?)?",
    re.ASCII,
)
_DENOMINATORS = {each.value: each for each in Of if each is not Of.ONE}

_WHOSE = {
    Of.CAST: "the votes cast",
    Of.DECIDED: "the votes that do not abstain",
    Of.ELIGIBLE: "the people who may vote",
    Of.ACTIVE: "the active voters",
}


def parse_share(text: str) -> Share:
    """Read a share of people or votes; raises ValueError."""
    found = _SHARE.fullmatch(" ".join(text.split()).lower())
    if not found:
        raise ValueError(f"expected {EXPECTED}")
    degree, number, denominator, percent, root, whose = found.groups()
    share = Fraction(int(number), int(denominator or 1) * (100 if percent else 1))
    strict = degree == "more than"
    if whose is None:
        if percent or share.denominator != 1:
            whom = ", ".join(_DENOMINATORS)
            raise ValueError(f'"{text}" does not say of what; add "of" and one of: {whom}')
        return Share(share.numerator, 1, Of.ONE, strict)
    if whose not in _DENOMINATORS:
        whom = ", ".join(_DENOMINATORS)
        raise ValueError(f'"{whose}" cannot be counted; choose one of: {whom}')
    of = _DENOMINATORS[whose]
    return Share(share.numerator, share.denominator, of, strict, root is not None)


def share_in_words(share: Share, abstain: AbstainWeight) -> str:
    """Write a share for people: "at least 2/3 of the votes cast"."""
    degree = "more than" if share.strict else "at least"
    number = str(share.fraction)
    if share.of is Of.ONE:
        return f"{degree} {number}"
    return f"{degree} {number} {'times' if share.root else 'of'} {whose(share, abstain)}"


def whose(share: Share, abstain: AbstainWeight) -> str:
    """Write of whom a share is taken: "the active voters"."""
    named = _WHOSE[share.of]
    if abstain is AbstainWeight.LEAVES and share.of is not Of.DECIDED:
        named += ", abstentions aside"
    return f"the square root of the number of {named[4:]}" if share.root else named


def number_in_words(number: Fraction) -> str:
    """Write a number of votes: "21", "21 1/2", "0.3" as "3/10"."""
    whole, rest = divmod(number, 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)
