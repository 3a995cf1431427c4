"""What an opening says of other decisions: which votes it takes the place of, and when people mean
to look at it again. Pure; linear in the text; never fails.

It is read from lines that begin with it ("Supersedes: V-12", "Replaces V-12 and V-15", "Review:
2027-03-01", "Review by 2027-03-01"), in the text that opens the vote. A later text changes nothing
about it, so what a page says of an older vote never depends on which text of a newer one counts.
"""

import re
from datetime import date

MOST = 20
"""Votes that one vote takes the place of; further ones are not read."""

_BEGINS = r"^\W{0,4}(?:this\s)?"
_NEXT = r"(?:\s?(?:,|and|&|,\sand)\s?V-[1-9]\d{0,8})"
_REPLACES = re.compile(
    rf"{_BEGINS}(?:supersedes|replaces)\b:?\s?(?:votes?\s)?"
    rf"(V-[1-9]\d{{0,8}}{_NEXT}{{0,{MOST - 1}}})",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"V-(\d+)", re.IGNORECASE | re.ASCII)
_REVIEW = re.compile(
    r"^\W{0,4}(?:to be )?review(?:ed)?(?: date)?:?(?: (?:by|on|before))?:? (\d{4}-\d\d-\d\d)\b",
    re.IGNORECASE | re.ASCII,
)


def replaced_in(text: str) -> tuple[int, ...]:
    """Return the numbers of the votes that it takes the place of, each once."""
    lines = (found[1] for line in text.splitlines() if (found := _REPLACES.match(_plain(line))))
    numbers = (int(each) for line in lines for each in _NUMBER.findall(line))
    return tuple(dict.fromkeys(numbers))[:MOST]


def review_in(text: str) -> date | None:
    """Return the day on which it is to be looked at again; None if the text names none."""
    found = (_REVIEW.match(_plain(line)) for line in text.splitlines())
    days = (_day(each[1]) for each in found if each is not None)
    return next((day for day in days if day is not None), None)


def _plain(line: str) -> str:
    """Return a line with single spaces, for patterns that need no repetition for them."""
    return " ".join(line.split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
