"""The lines of a body while they are sorted, and the blocks found in them.

The public functions of `quotes`, `endings` and `code` are Blocks: each takes the lines and
the number of a line that may begin such a block, and returns its Span, or None. Each looks
a bounded number of lines ahead or consumes what it looks at, so together they stay linear.
Pure; never raises.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from listbot.mail.body import marks
from listbot.mail.body.languages import SALUTATION_ENDS
from listbot.mail.mail import Part
from listbot.mail.wire.subjects import subject_key

MAX_FOOTER = 12  # lines of a list's footer


class Span(NamedTuple):
    """Lines `start` to `end` (excluded), and what they are."""

    start: int
    end: int
    part: Part
    note: str


class Lines:
    """The lines of a body, and what we know of the ones already sorted."""

    __slots__ = ("_key", "_places", "_subject", "first_own", "texts", "unmarked_from")

    def __init__(self, texts: Sequence[str], subject: str = "") -> None:
        self.texts = texts
        self._subject = subject
        self._key: str | None = None
        self.first_own = len(texts)
        """The first line that is surely the writer's own and more than a salutation."""
        self._places: dict[str, list[int]] = {}
        self.unmarked_from = -1
        """The first line of a quote known to have no marks; -1: none."""

    @property
    def subject(self) -> str:
        """The key of the mail's subject: a header with the same one is that of an answered mail."""
        if self._key is None:
            self._key = subject_key(self._subject)
        return self._key

    def next_text(self, line: int) -> int:
        """The first non-blank line from `line` on; the number of lines if there is none."""
        texts = self.texts
        while line < len(texts) and not texts[line].strip():
            line += 1
        return line

    def text(self, line: int) -> str:
        """The line stripped; "" outside the text."""
        return self.texts[line].strip() if 0 <= line < len(self.texts) else ""

    def is_quoted(self, line: int) -> bool:
        """Whether the line has a quote mark."""
        return line < len(self.texts) and bool(marks.quote_mark(self.texts[line]))

    def end_of_paragraph(self, line: int) -> int:
        """The line after the paragraph; long ones are cut, because no footer is that long."""
        texts, end = self.texts, line
        while end < len(texts) and end < line + MAX_FOOTER and texts[end].strip():
            end += 1
        return end

    def closing(self, line: int, text: str) -> int:
        """The line after the first one from `line` on that equals `text`; 0 if there is none."""
        if not self._places:
            for at, each in enumerate(self.texts):
                self._places.setdefault(each.strip(), []).append(at)
        places = self._places.get(text, [])
        at = bisect_left(places, line)
        return places[at] + 1 if at < len(places) else 0

    def own(self, line: int) -> None:
        """Note that this line is the writer's own."""
        text = self.texts[line].strip()
        if line < self.first_own and not (
            text.endswith(SALUTATION_ENDS) and len(text.split()) <= 4
        ):
            self.first_own = line


Block = Callable[[Lines, int], Span | None]
"""Tests whether its kind of block begins at a line; returns None if not."""
