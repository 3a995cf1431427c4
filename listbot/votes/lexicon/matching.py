"""Sets of phrases, matched word by word in a list of folded words. Pure; each phrase looks
at only a few words.

A set is written as text, with semicolons between phrases: `a|b` means one word or the
other, `_` as an alternative means no word, `*` means at most three words. So "i|we do
_|really not want" is four phrases.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from math import prod
from typing import TypeVar

from listbot.votes.lexicon.words import CONTRACTIONS, vocabulary

_ANY = frozenset({"*"})
_NONE = "_"
_TURNING = vocabulary(
    "not no never nor nobody none nothing anyone anybody anything someone somebody whether if "
    "who you they he she , ; : ? ! ."
)
"""A `*` never matches one of these: "I am not opposed" is not "I am * opposed", nor "I
think nobody objects".
"""
_EVERYWHERE = vocabulary(
    "i a an am is are it this that the to of for in on with not do be we you have has would "
    "should could will can please think like make good also from want really still need just "
    "what about there them they was but and or if so as at by my me no all us more some very "
    "much time work one out only use does see even too well change know way sure point seems "
    "thing long go better yes over take rather let going up open find own part first new old "
    "other how when where which any many most people get put feel step again either makes why "
    "does"
)
_SETS = 40  # maximum sets of key words for one phrase
_ANY_WORDS = 3  # "i am * opposed" matches "I am really very much opposed", but not a whole sentence

_Phrase = tuple[frozenset[str], ...]
"""The words allowed at each place; with "_" among them the place may be left out."""


class Candidates:
    """Some phrases, found by their first word."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            for word in _firsts(phrase):
                self._by_first.setdefault(word, []).append(phrase)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def begin_with(self, word: str) -> bool:
        """Whether one of them can begin with a word."""
        return word in self._by_first

    def match(self, words: Sequence[str], at: int) -> int:
        """Length in words of the longest phrase that matches from this place on; 0 for none."""
        phrases = self._by_first.get(words[at]) if at < len(words) else None
        if not phrases:
            return 0
        return max([_end(phrase, 0, words, at) for phrase in phrases] + [at]) - at

    def find(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases occurs anywhere."""
        return any(
            self.match(words, at) > 0 for at, word in enumerate(words) if word in self._by_first
        )


class Phrases(Candidates):
    """A set of phrases in some languages."""

    def __init__(self, **by_language: str) -> None:
        lines = (line for text in by_language.values() for line in re.split(r"[;\n]", text))
        phrases = [_phrase(line) for line in lines if line.strip()]
        super().__init__(phrases)
        self.keys = frozenset(key for phrase in phrases for key in _keys(phrase))
        """Sets of key words: a text that contains none of these sets contains no phrase."""
        self._by_word = by_rarest((key, phrase) for phrase in phrases for key in _keys(phrase))
        self._telling = frozenset(self._by_word)

    def among(self, words: frozenset[str]) -> Candidates:
        """The phrases of the set that can occur in a text with these words: usually none."""
        if self._telling.isdisjoint(words):
            return _NONE_OF_THEM
        found = {
            id(phrase): phrase
            for word in self._telling & words
            for second in words.intersection(self._by_word[word])
            for key, phrase in self._by_word[word][second]
            if key <= words
        }
        return Candidates(found.values()) if found else _NONE_OF_THEM


_T = TypeVar("_T")


def by_rarest(
    keyed: Iterable[tuple[frozenset[str], _T]],
) -> dict[str, dict[str, list[tuple[frozenset[str], _T]]]]:
    """Index entries keyed by sets of words under the word of each set that the fewest sets share,
    everyday words last, and there under the next one: few keys need comparing with a text.
    """
    pairs = list(keyed)
    often = Counter(chain.from_iterable(key for key, _ in pairs))
    rank = {word: (_is_everyday(word), count, word) for word, count in often.items()}
    found: dict[str, dict[str, list[tuple[frozenset[str], _T]]]] = {}
    for key, value in pairs:
        words = sorted(key, key=rank.__getitem__)
        first, second = words[0], words[-1] if len(words) < 2 else words[1]
        found.setdefault(first, {}).setdefault(second, []).append((key, value))
    return found


def _is_everyday(word: str) -> bool:
    """Whether most texts have this word, or mark."""
    return word in _EVERYWHERE or len(word) == 1


def _phrase(text: str) -> _Phrase:
    """Folded as a text is: "favor" is "favour"."""
    return tuple(
        frozenset(CONTRACTIONS.get(word, word) for word in place.split("|"))
        for place in text.split()
    )


def _firsts(phrase: _Phrase) -> Iterator[str]:
    """The words a phrase can begin with."""
    for place in phrase:
        yield from place - {_NONE}
        if _NONE not in place:
            return


def _keys(phrase: _Phrase) -> Iterator[frozenset[str]]:
    """Sets of words, one of which is in every text with the phrase; uses as many places as
    keep the sets few.
    """
    needed = [place for place in phrase if _NONE not in place and place != _ANY]
    chosen: list[frozenset[str]] = []
    for place in sorted(needed, key=_commonness):
        if prod(map(len, (*chosen, place))) <= _SETS or not chosen:
            chosen.append(place)
    for words in product(*chosen):
        yield frozenset(words)


def _commonness(place: frozenset[str]) -> tuple[int, int, int]:
    """How common a place is: by everyday words, then by how many words may be there, then
    by short ones.
    """
    return len(place & _EVERYWHERE), len(place), -min(map(len, place))


def _end(phrase: _Phrase, place: int, words: Sequence[str], at: int) -> int:
    """Return where the phrase ends if it continues from here with one of its places; -1 if
    it does not match.
    """
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


_NONE_OF_THEM = Candidates(())
