"""What a later mail may repeat of an earlier one without marks: its runs of eight words.

A value, and pure. The runs are worked out when they are first asked for, and once: most mails are
answered with marks or not at all. They begin and end where lines do, so that those of a forgotten
person's mail can be kept as marks, which nobody reads a text from. Linear in the words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

RUN = 8  # words in a row that nobody writes anew by chance
MARKED_RUN = "\0run"
"""What the mark of a run begins with: no line and no mark of one does."""
_MARKS = ">*_|"  # What mailers put around the words that they quote.
_BEFORE = f" {_MARKS}"
_WORDS_KNOWN = 2_000  # of one mail; a form and the rules above it have some hundreds


def words_of(text: str) -> list[str]:
    """The words of a line, without the marks of quotes and emphasis."""
    bare = text.lstrip(_BEFORE)  # most marks are those of quotes, which need no look at each word
    if ">" in bare or "*" in bare or "_" in bare or "|" in bare:
        return [word for each in bare.split() if (word := each.strip(_MARKS))]
    return bare.split()


@dataclass(frozen=True)  # without slots: what is worked out is kept beside it
class EarlierText:
    """An earlier mail, as far as another may repeat it."""

    lines: tuple[str, ...] = ()
    """In order; none of a mail whose author was forgotten."""
    marks: frozenset[str] = field(default=frozenset())
    """The marks of its runs, of such a mail."""

    @cached_property
    def runs(self) -> frozenset[str]:
        """Its runs of words: those that begin or end a line, and what is between them."""
        return frozenset(self._runs())

    @cached_property
    def _begins(self) -> frozenset[str]:
        """The first words of its runs: few words of another mail are among them."""
        return frozenset(run.partition(" ")[0] for run in self.runs)

    def _runs(self) -> Iterator[str]:
        words: list[str] = []
        starts: list[int] = []
        for line in self.lines:
            starts.append(len(words))
            words += words_of(line)
            if len(words) >= _WORDS_KNOWN:
                break
        for start, end in zip(starts, (*starts[1:], len(words)), strict=False):
            # A line of less than a run is covered with the words around it.
            for at in (*range(start, max(end - RUN, start) + 1, RUN), end - RUN):
                if 0 <= at <= len(words) - RUN:
                    yield " ".join(words[at : at + RUN])

    def marks_of_runs(self) -> frozenset[str]:
        """The runs as they are kept of a mail whose author was forgotten."""
        return self.marks or frozenset(map(_mark, self.runs))

    def repeated_in(self, words: Sequence[str]) -> set[int]:
        """The places of those words that stand in a run of this mail."""
        found: set[int] = set()
        for at in range(len(words) - RUN + 1):
            if (self.marks or words[at] in self._begins) and self._has(words[at : at + RUN]):
                found.update(range(at, at + RUN))
        return found

    def _has(self, words: Sequence[str]) -> bool:
        run = " ".join(words)
        return run in self.runs or (bool(self.marks) and _mark(run) in self.marks)


def _mark(run: str) -> str:
    return MARKED_RUN + sha256(run.encode("utf-8", "surrogatepass")).hexdigest()[:32]
