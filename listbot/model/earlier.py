"""The text of an earlier mail, as a later one may repeat it without marks.

A value, and pure. Where its words stand is worked out when it is first asked for, and once: most
mails are answered with marks or not at all. Linear in the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

RUN = 8  # words in a row that nobody writes anew by chance
_MARKS = ">*_|"  # What mailers put around the words that they quote.
_WORDS_KNOWN = 4_000  # of one mail; a form and the rules above it have some hundreds


def words_of(text: str) -> list[str]:
    """The words of a line, without the marks of quotes and emphasis."""
    words = text.split()
    if any(mark in text for mark in _MARKS):
        return [word for each in words if (word := each.strip(_MARKS))]
    return words


@dataclass(frozen=True)  # without slots: what is worked out is kept beside it
class EarlierText:
    """The lines of an earlier mail, in order."""

    lines: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, in order."""
        found: list[str] = []
        for line in self.lines:
            found += words_of(line)
            if len(found) >= _WORDS_KNOWN:
                break
        return tuple(found[:_WORDS_KNOWN])

    @cached_property
    def runs(self) -> dict[str, int]:
        """Where each run of words begins first."""
        places: dict[str, int] = {}
        for at in range(len(self.words) - RUN + 1):
            places.setdefault(" ".join(self.words[at : at + RUN]), at)
        return places

    def repeated_by(self, lines: Sequence[Sequence[str]], first: int) -> int:
        """How many of these lines, from the first on, repeat the text word by word; 0 where it is
        less than a run.
        """
        begin: list[str] = []
        for each in lines[first : first + RUN]:
            begin += each
            if len(begin) >= RUN:
                break
        start = self.runs.get(" ".join(begin[:RUN])) if len(begin) >= RUN else None
        if start is None:
            return 0
        at, index = start, first
        while index < len(lines) and self._has_at(at, lines[index]):
            at += len(lines[index])
            index += 1
        return index - first if at - start >= RUN else 0

    def _has_at(self, at: int, words: Sequence[str]) -> bool:
        return self.words[at : at + len(words)] == tuple(words)
