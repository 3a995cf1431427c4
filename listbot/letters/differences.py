"""What changed between two texts, sentence by sentence, for people to read. Pure; never fails.

Sentences, because a mail program that wraps lines anew would otherwise change every line. What
both texts have once, in the same order, stays; the rest went or came. Takes n log n.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ENDS = (".", "!", "?", ":", "。", "！", "？")
_ITEM = ("-", "*", "•")
_LIST_MARKS = ".)"


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two texts differ."""

    was: str
    """The sentences that went; "" if some only came."""
    now: str
    """The sentences that came; "" if some only went."""


def differences(before: str, after: str) -> tuple[Change, ...]:
    """Return where the texts differ, in order; none if only white space does."""
    old, new = sentences_of(before), sentences_of(after)
    found: list[Change] = []
    at_old = at_new = 0
    for stays_old, stays_new in (*_same(old, new), (len(old), len(new))):
        _add(found, old[at_old:stays_old], new[at_new:stays_new])
        at_old, at_new = stays_old + 1, stays_new + 1
    return tuple(found)


def _add(found: list[Change], was: Sequence[str], now: Sequence[str]) -> None:
    """Add the change between two sentences that stay, without what its ends have in common."""
    start = 0
    while start < min(len(was), len(now)) and was[start] == now[start]:
        start += 1
    end = 0
    while end < min(len(was), len(now)) - start and was[-1 - end] == now[-1 - end]:
        end += 1
    went, came = was[start : len(was) - end], now[start : len(now) - end]
    if went or came:
        found.append(Change(" ".join(went), " ".join(came)))


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of the sentences that stay: each is there once on either side, and they are
    in the same order (patience diff).
    """
    once = {each for each, many in Counter(new).items() if many == 1}
    once &= {each for each, many in Counter(old).items() if many == 1}
    places = {each: at for at, each in enumerate(new) if each in once}
    pairs = [(at, places[each]) for at, each in enumerate(old) if each in once]
    return _longest_rise(pairs)


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs whose second numbers rise; the first ones do already."""
    ends: list[int] = []  # the lowest second number at which a run of each length ends
    last: list[int] = []  # the pair that has it
    before: list[int] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [at]
    run: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        run.append(pairs[at])
        at = before[at]
    return run[::-1]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text with white space folded; each item of a list begins one."""
    found: list[str] = []
    words: list[str] = []
    for line in text.splitlines():
        new = line.split()
        if not new or _begins_item(new[0]):
            _end(words, found)
        for word in new:
            words.append(word)
            if word.endswith(_ENDS) and not _begins_item(word):
                _end(words, found)
    _end(words, found)
    return found


def _begins_item(word: str) -> bool:
    """Whether a word stands before the item of a list: "-", "2."."""
    return word in _ITEM or (word[:-1].isdecimal() and len(word) <= 3 and word[-1] in _LIST_MARKS)


def _end(words: list[str], found: list[str]) -> None:
    if words:
        found.append(" ".join(words))
        words.clear()
