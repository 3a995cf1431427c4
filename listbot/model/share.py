"""A share of a number of people, such as "at least 2/3 of the votes cast": the thresholds of rules.

Integers and fractions only, so exactly two thirds is exactly two thirds. A share never says who
the people are (`votes/counting/` counts them) and never fails.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, isqrt


class Of(StrEnum):
    """The people or votes a share is taken of: its denominator."""

    CAST = "cast"
    """Binding votes that count: +1, 0 and -1."""
    DECIDED = "non-abstaining"
    """The same without abstentions."""
    ELIGIBLE = "eligible"
    """Everybody who may cast a binding vote."""
    ACTIVE = "active"
    """The active voters: people who voted lately, and those who vote now."""
    ONE = "people"
    """The number itself: "at least 5 people"."""


@dataclass(frozen=True, slots=True)
class Share:
    """A threshold: `num`/`den` of something."""

    num: int
    den: int
    of: Of
    strict: bool = False
    """More than the share, not just as much."""
    root: bool = False
    """The share is taken of the square root of the number."""

    @property
    def fraction(self) -> Fraction:
        """The share as a number."""
        return Fraction(self.num, self.den)

    @property
    def text(self) -> str:
        """The share as presets write it: "at least 2/3 of cast"."""
        number = str(self.fraction)
        degree = "more than" if self.strict else "at least"
        if self.of is Of.ONE:
            return f"{degree} {number}"
        return f"{degree} {number} of {f'sqrt({self.of})' if self.root else self.of}"

    def is_met(self, count: Fraction, total: Fraction) -> bool:
        """Whether `count` reaches this share of `total`; both are at least 0."""
        have, need = (count, self.fraction * self._whole(total))
        if self.root:
            have, need = count**2, self.fraction**2 * total
        return have > need if self.strict else have >= need

    def needed(self, total: Fraction) -> int:
        """The smallest whole number that reaches this share of `total`."""
        if not self.root:
            need = self.fraction * self._whole(total)
            return floor(need) + 1 if self.strict else ceil(need)
        square = self.fraction**2 * total
        if self.strict:
            return isqrt(floor(square)) + 1
        return isqrt(ceil(square) - 1) + 1 if square else 0

    def _whole(self, total: Fraction) -> Fraction:
        return Fraction(1) if self.of is Of.ONE else total
