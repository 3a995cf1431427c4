"""The text of a mail inside a letter: its lines as written, indented, and cut if it is long.

Help is often a command or an excerpt of a log, so spaces and line ends are kept. A line that our
reader or a list server could take for a command gets a `>` before it. Only the margin separates all
others from our words, so that they can be read and copied. Nothing here fails on any text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from listbot.letters import guard
from listbot.letters.display import WIDTH, glued, shown, width
from listbot.letters.reflow import pieces

MARGIN = 2
_ROOM = WIDTH - 2 * MARGIN
"""Columns of a row, leaving space for the mark."""
_MARK = "> "
_LONGEST_WORD = 900
"""Characters of an unbreakable word, such as a link: it must fit into a line of mail (RFC 5322,
section 2.1.1).
"""
_LONGEST_TEXT = 200_000
"""Characters read: far more than any letter shows."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text laid out as rows."""

    rows: tuple[str, ...]
    left_out: int = 0
    """How many more rows the text has."""


def passage(text: str, at_most: int, room: int = _ROOM) -> Excerpt:
    """Return the text in at most `at_most` rows of `room` columns and a margin.

    A letter of ours is shown with `room=WIDTH`: it is filled already, and filled again it would
    lose its columns.
    """
    rows = list(_rows(text[:_LONGEST_TEXT], room))
    while rows and not rows[-1].strip():
        rows.pop()
    return Excerpt(tuple(_indented(row) for row in rows[:at_most]), max(0, len(rows) - at_most))


def _rows(text: str, room: int) -> Iterator[str]:
    seen = False
    for line in text.splitlines():
        clean = shown(line.expandtabs(4)).rstrip()
        seen = seen or bool(clean)
        if seen:  # the letter already has a blank line above
            yield from _wrapped(clean, room) if width(clean) > room else (clean,)


def _wrapped(line: str, room: int) -> Iterator[str]:
    """Break a wide line into rows with its indentation; a word wider than a row gets its own."""
    lead = line[: min(len(line) - len(line.lstrip()), room // 2)]
    margin = width(lead)
    row: list[str] = []
    used = margin
    for piece in _unbroken(line, room - margin):
        columns = width(piece)
        if row and used + 1 + columns > room:
            yield lead + " ".join(row)
            row, used = [], margin
        used += columns + bool(row)
        row.append(piece)
    yield lead + " ".join(row)


def _unbroken(line: str, room: int) -> Iterator[str]:
    """Yield the words of a line. Chinese and Japanese have no spaces and are broken anywhere."""
    for word in line.split():
        yield from (word[:_LONGEST_WORD],) if word.isascii() else pieces(word, room)


def _indented(row: str) -> str:
    if not row:
        return ""
    margin = " " * MARGIN
    mark = _MARK if guard.is_hazardous(margin + row) else ""
    return glued(margin + mark + row)
