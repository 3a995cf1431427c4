"""The pages of a list that is too long for one: by hundreds of numbers, which never change when
something new comes.
"""

from dataclasses import dataclass

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long list."""

    path: str
    first: int
    """The lowest number on it."""
    last: int
    """The highest one that it has room for."""


def leaf_of(number: int) -> int:
    """Return the leaf that a number is on, from 1."""
    return (number - 1) // PER_PAGE + 1


def numbers_on(leaf: int) -> tuple[int, int]:
    """Return the lowest and the highest number on a leaf."""
    first = (leaf - 1) * PER_PAGE + 1
    return first, first + PER_PAGE - 1
