"""The text of a mail inside a letter: its lines as they were written, indented, and cut where it is
long.

Help is often a command or an excerpt of a log, so spaces and line ends stay. A line that our reader
or a list server could take for its own gets a `>` before it; all others are parted from our words
by the margin alone, so that they can be read and copied. Nothing here fails on any text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from listbot.letters import guard
from listbot.letters.display import WIDTH, glued, shown, width
from listbot.letters.reflow import pieces

MARGIN = 2
_ROOM = WIDTH - 2 * MARGIN
"""Columns of a row, with space left for the mark."""
_MARK = "> "
_LONGEST_WORD = 900
"""Characters of what cannot be broken, a link for instance: it must fit into a line of mail (RFC
5322, 2.1.1).
"""
_LONGEST_TEXT = 200_000
"""Characters looked at: far more than any letter shows."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text laid out as rows."""

    rows: tuple[str, ...]
    left_out: int = 0
    """How many rows more it has."""


def passage(text: str, at_most: int) -> Excerpt:
    """The text in rows of at most 72 columns, no more than so many of them."""
    rows = list(_rows(text[:_LONGEST_TEXT]))
    while rows and not rows[-1].strip():
        rows.pop()
    return Excerpt(tuple(_indented(row) for row in rows[:at_most]), max(0, len(rows) - at_most))


def _rows(text: str) -> Iterator[str]:
    seen = False
    for line in text.splitlines():
        clean = shown(line.expandtabs(4)).rstrip()
        seen = seen or bool(clean)
        if seen:  # a letter has its own blank line above
            yield from _wrapped(clean) if width(clean) > _ROOM else (clean,)


def _wrapped(line: str) -> Iterator[str]:
    """A line that is too wide, in several: each indented as the first, a word wider than that alone
    on its row.
    """
    lead = line[: min(len(line) - len(line.lstrip()), _ROOM // 2)]
    margin = width(lead)
    row: list[str] = []
    used = margin
    for piece in _unbroken(line, _ROOM - margin):
        columns = width(piece)
        if row and used + 1 + columns > _ROOM:
            yield lead + " ".join(row)
            row, used = [], margin
        used += columns + bool(row)
        row.append(piece)
    yield lead + " ".join(row)


def _unbroken(line: str, room: int) -> Iterator[str]:
    """The words of a line. Chinese and Japanese have no spaces to break at, and are broken
    anywhere.
    """
    for word in line.split():
        yield from (word[:_LONGEST_WORD],) if word.isascii() else pieces(word, room)


def _indented(row: str) -> str:
    if not row:
        return ""
    margin = " " * MARGIN
    mark = _MARK if guard.is_hazardous(margin + row) else ""
    return glued(margin + mark + row)
