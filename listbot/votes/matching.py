"""Sets of phrases, matched word by word in a list of folded words. Pure; linear in the words.

A `*` in a phrase stands for at most three words. Phrases are written in one string, with semicolons between them.
"""

from collections import defaultdict
from collections.abc import Sequence

from listbot.votes.words import vocabulary

_ANY = "*"
_TURNING = frozenset({"not", "no", "never", "nor", ",", ";", ":", "?", "!", "."})
"""A `*` never stands for one of these: "I am not opposed" is not "I am * opposed"."""
_EVERYWHERE = vocabulary(
    "i a an am is are it this that the to of for in on with not do be we you have has would should could will "
    "can please think like make good also from want really still need just what about there them they was but "
    "and or if so as at by my me no all us more some very much time work"
)
_ANY_WORDS = 3  # "i am * opposed" takes "I am really very much opposed", and no whole sentence.


class Phrases:
    """A set of phrases in some languages, found by their first word."""

    def __init__(self, **by_language: str) -> None:
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for text in by_language.values():
            for phrase in text.split(";"):
                words = tuple(phrase.split())
                found[words[0]].append(words)
        self._by_first = dict(found)
        self.firsts = frozenset(found)
        self.keys = frozenset(_key(phrase) for phrases in found.values() for phrase in phrases)
        """The telling words of each phrase, one or two: a text that has none of these sets holds no phrase."""

    def match(self, words: Sequence[str], at: int) -> int:
        """How many words from this place on are one of the phrases, the longest; 0 for none."""
        phrases = self._by_first.get(words[at], ()) if at < len(words) else ()
        return max((_length(phrase, words, at) for phrase in phrases), default=0)

    def find(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands anywhere."""
        return any(self.match(words, at) for at, word in enumerate(words) if word in self.firsts)


def _key(phrase: tuple[str, ...]) -> frozenset[str]:
    """The longest word of a phrase that is not everywhere, or the two longest that are."""
    words = sorted((word for word in phrase if word != _ANY), key=len, reverse=True)
    telling = [word for word in words if word not in _EVERYWHERE]
    return frozenset(telling[:1] or words[:2])


def _length(phrase: tuple[str, ...], words: Sequence[str], at: int) -> int:
    """How many words the phrase takes from this place on; 0 if it does not stand there."""
    if _ANY not in phrase:
        return len(phrase) if tuple(words[at : at + len(phrase)]) == phrase else 0
    gap = phrase.index(_ANY)
    if tuple(words[at : at + gap]) != phrase[:gap]:
        return 0
    tail = phrase[gap + 1 :]
    for begin in range(at + gap, at + gap + _ANY_WORDS + 1):
        if begin > at + gap and words[begin - 1 : begin] and words[begin - 1] in _TURNING:
            return 0
        if tuple(words[begin : begin + len(tail)]) == tail:
            return begin + len(tail) - at
    return 0
