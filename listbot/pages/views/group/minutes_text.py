"""The text of minutes without the lines that say who was there, or who could not come. Pure.

Who attended is the group's own, and so is a reason for which somebody could not. So a line that
names one of these people is left out, with what goes on below it. A text that has little else, as
the log of a chat, is not shown at all. Linear; never fails.
"""

import re
from collections.abc import Iterable, Iterator

from listbot.pages.shown import NOTHING, Shown, hide

_WORD = re.compile(r"[^\W_]{2,}")
_BEGINS = re.compile(
    r"\s{0,40}(?:[#=*+\-\u2013\u2022\[|<(]|\d{1,3}[.:)]|[^\W_][^:\n]{0,40}:(?:\s|$))"
)
"""What begins something new: a heading, an item, a row, a label."""
_FEW = 3
"""A text of which two of three lines are left out is not worth showing."""


def without_people(text: str, names: Iterable[str]) -> Shown:
    """Return the text that everybody may read; "" if too little is left. `names`: of all who were
    there or sent regrets, with their nicknames and addresses.
    """
    words = frozenset(each for name in names for each in _words_of(name))
    lines = text.splitlines()
    kept = list(_kept(lines, words))
    said = sum(bool(line.strip()) for line in kept)
    if said * _FEW < sum(bool(line.strip()) for line in lines):
        return NOTHING
    return hide("\n".join(kept).strip("\n"))


def _kept(lines: Iterable[str], words: frozenset[str]) -> Iterator[str]:
    is_out = False
    for line in lines:
        if not line.strip() or _BEGINS.match(line):
            is_out = False
        if not words.isdisjoint(each.casefold() for each in _WORD.findall(line)):
            is_out = True
        if not is_out:
            yield line


def _words_of(name: str) -> Iterable[str]:
    """Return the words by which a person is known: "Ruiz", but not the "de" before it."""
    words = _WORD.findall(name.partition("@")[0])
    return map(str.casefold, [each for each in words if each[0].isupper()] or words)
