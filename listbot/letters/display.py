"""Text as columns: how wide it is, how it is cut, and what a stranger's text loses before it enters
a letter.

A title, a name or a quoted line was written by somebody else. It becomes one line without control
characters and without marks that turn the writing direction of what stands beside it, and it is cut
to a width. It never changes otherwise: non-ASCII names stay whole. Nothing here fails on any
string.
"""

import unicodedata
from functools import lru_cache

GLUE = "\ue000"
"""Stands for a space at which no line may be broken, until the letter is finished. Private use:
`one_line` takes it out of all that strangers write."""

WIDTH = 72
"""Columns of a letter: what survives two rounds of quoting in a terminal of 80."""

ELLIPSIS = "..."
_JOINERS = "\u200c\u200d"
"""Zero-width joiners: Persian, Indic scripts and emoji are misspelt without them. All other format
characters go.
"""
_MARKS_A_COLUMN = 4
"""Code points allowed for each column, so that a pile of combining marks has an end."""
_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATE, _POP = "\u2068", "\u2069"
_OURS = frozenset((GLUE, _ISOLATE, _POP))


def width(text: str) -> int:
    """Columns the text takes in a terminal (UAX #11): wide characters two, combining and format
    characters none.
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def one_line(text: str, columns: int = 500) -> str:
    """The text as one clean line of at most so many columns; runs of white space become
    one space.
    """
    bounded = text[: 2 * columns * _MARKS_A_COLUMN]
    clean = "".join(_neutral(char) for char in bounded)
    return _shortened(" ".join(clean.split()), columns)


def neutral(text: str) -> str:
    """Text with clean values in it, and perhaps others: what `stranger` put in stays, the rest is
    cleaned likewise.
    """
    return "".join(char if char in _OURS else _neutral(char) for char in text)


def shown(line: str) -> str:
    """A line as it was written, without what could change the lines beside it; its spaces stay."""
    return "".join(_neutral(char) for char in line)


def stranger(text: str, columns: int) -> str:
    """A stranger's text, ready to stand inside a line: clean, cut, never broken, its direction kept
    to itself.
    """
    line = one_line(text, columns)
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        # Digits and brackets that follow a Hebrew or Arabic name would be drawn on its other side
        # (UAX #9).
        line = f"{_ISOLATE}{line}{_POP}"
    return glued(line)


def glued(text: str) -> str:
    """The same text as something that no line break may part."""
    return text.replace(" ", GLUE)


def padded(text: str, columns: int) -> str:
    """The text followed by unbreakable spaces up to the column; at least one."""
    return text + GLUE * max(1, columns - width(text))


@lru_cache(maxsize=4096)  # A text has some dozens of characters.
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _neutral(char: str) -> str:
    """What stands for one character of a stranger's text."""
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category == "Cs":
        return "\ufffd"
    if category == "Co" or (category == "Cf" and char not in _JOINERS):
        return ""
    return char


def _shortened(text: str, columns: int) -> str:
    room = columns * _MARKS_A_COLUMN
    if width(text) <= columns and len(text) <= room:
        return text
    kept, used = [], 0
    for char in text[: room - len(ELLIPSIS)]:
        used += _columns(char)
        if used > columns - len(ELLIPSIS):
            break
        kept.append(char)
    return "".join(kept).rstrip() + ELLIPSIS
