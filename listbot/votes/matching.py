"""Sets of phrases, matched word by word in a list of folded words. Pure; a phrase looks at a few words each time.

A set is written as text, with semicolons between phrases: `a|b` stands for one word or the other, `_` beside them for
none, `*` for at most three words. So "i|we do _|really not want" is four phrases.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from listbot.votes.words import vocabulary

_ANY = frozenset({"*"})
_NONE = "_"
_TURNING = vocabulary(
    "not no never nor nobody none nothing anyone anybody anything someone somebody whether if who you they he she "
    ", ; : ? ! ."
)
"""A `*` never stands for one of these: "I am not opposed" is not "I am * opposed", nor "I think nobody objects"."""
_EVERYWHERE = vocabulary(
    "i a an am is are it this that the to of for in on with not do be we you have has would should could will "
    "can please think like make good also from want really still need just what about there them they was but "
    "and or if so as at by my me no all us more some very much time work"
)
_ANY_WORDS = 3  # "i am * opposed" takes "I am really very much opposed", and no whole sentence.

_Phrase = tuple[frozenset[str], ...]
"""The words that may stand at each place; with "_" among them the place may be left out."""


class Phrases:
    """A set of phrases in some languages, found by their first word."""

    def __init__(self, **by_language: str) -> None:
        phrases = [
            _phrase(text)
            for texts in by_language.values()
            for text in re.split(r"[;\n]", texts)
            if text.strip()
        ]
        found: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in phrases:
            for word in _firsts(phrase):
                found[word].append(phrase)
        self._by_first = dict(found)
        self.keys = frozenset(key for phrase in phrases for key in _keys(phrase))
        """Telling words, one or two of each phrase: a text that has none of these sets holds no phrase."""

    def match(self, words: Sequence[str], at: int) -> int:
        """How many words from this place on are one of the phrases, the longest; 0 for none."""
        phrases = self._by_first.get(words[at], ()) if at < len(words) else ()
        return max([_end(phrase, 0, words, at) for phrase in phrases] + [at]) - at

    def find(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands anywhere."""
        return any(self.match(words, at) > 0 for at, word in enumerate(words) if word in self._by_first)


def _phrase(text: str) -> _Phrase:
    return tuple(frozenset(place.split("|")) for place in text.split())


def _firsts(phrase: _Phrase) -> Iterator[str]:
    """The words a phrase can begin with."""
    for place in phrase:
        yield from place - {_NONE}
        if _NONE not in place:
            return


def _keys(phrase: _Phrase) -> Iterator[frozenset[str]]:
    """Words of which one set stands in every text that holds the phrase."""
    needed = [place for place in phrase if _NONE not in place and place != _ANY]
    telling = [place for place in needed if _EVERYWHERE.isdisjoint(place)]
    chosen = [min(telling, key=len)] if telling else sorted(needed, key=len)[:2]
    for words in product(*chosen):
        yield frozenset(words)


def _end(phrase: _Phrase, place: int, words: Sequence[str], at: int) -> int:
    """Where a phrase ends that goes on from here with one of its places; -1 if it does not stand here."""
    if place == len(phrase):
        return at
    if phrase[place] == _ANY:
        return _behind_any(phrase, place, words, at)
    best = -1
    if at < len(words) and words[at] in phrase[place]:
        best = _end(phrase, place + 1, words, at + 1)
    if _NONE in phrase[place]:
        best = max(best, _end(phrase, place + 1, words, at))
    return best


def _behind_any(phrase: _Phrase, place: int, words: Sequence[str], at: int) -> int:
    best = -1
    for begin in range(at, min(at + _ANY_WORDS, len(words)) + 1):
        if begin > at and words[begin - 1] in _TURNING:
            break
        best = max(best, _end(phrase, place + 1, words, begin))
    return best
