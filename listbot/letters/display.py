"""Text in columns: its width, how to cut it, and how a stranger's text is cleaned for a letter.

Somebody else wrote a title, a name or a quoted line. It becomes one line, cut to a width, without
control characters and without marks that change the writing direction of the text beside it.
Nothing else changes: non-ASCII names stay whole. Nothing here fails on any string.
"""

import unicodedata
from functools import lru_cache

GLUE = "\ue000"
"""Marks a space where no line may break, until the letter is finished. A private-use character:
`one_line` removes it from everything that strangers write."""

WIDTH = 72
"""Columns of a letter: they survive two rounds of quoting in an 80-column terminal."""

ELLIPSIS = "..."
_JOINERS = "\u200c\u200d"
"""Zero-width joiners: Persian, Indic scripts and emoji are misspelt without them. All other format
characters are removed.
"""
_MARKS_A_COLUMN = 4
"""Code points allowed per column, to limit piles of combining marks."""
_RIGHT_TO_LEFT = ("R", "AL")
_ISOLATE, _POP = "\u2068", "\u2069"
_OURS = frozenset((GLUE, _ISOLATE, _POP))


def width(text: str) -> int:
    """Return the text's columns in a terminal (UAX #11): wide characters take two, combining and
    format characters none.
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def one_line(text: str, columns: int = 500) -> str:
    """Return the text as one clean line, cut to `columns`; runs of white space become one space."""
    bounded = text[: 2 * columns * _MARKS_A_COLUMN]
    clean = "".join(_neutral(char) for char in bounded)
    return _shortened(" ".join(clean.split()), columns)


def neutral(text: str) -> str:
    """Clean a text, but keep the marks that `stranger` put around the values in it."""
    return "".join(char if char in _OURS else _neutral(char) for char in text)


def shown(line: str) -> str:
    """Return a line as written, spaces kept, without characters that could change other lines."""
    return "".join(_neutral(char) for char in line)


def stranger(text: str, columns: int) -> str:
    """Return a stranger's text ready for use inside a line: clean, cut, unbreakable, and with its
    writing direction isolated.
    """
    line = one_line(text, columns)
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line):
        # Otherwise digits and brackets after a Hebrew or Arabic name would be drawn on its other
        # side (UAX #9).
        line = f"{_ISOLATE}{line}{_POP}"
    return glued(line)


def glued(text: str) -> str:
    """Return the text with spaces at which no line may break."""
    return text.replace(" ", GLUE)


def padded(text: str, columns: int) -> str:
    """Pad the text to the column with unbreakable spaces; at least one."""
    return text + GLUE * max(1, columns - width(text))


@lru_cache(maxsize=4096)  # A text uses a few dozen characters.
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _neutral(char: str) -> str:
    """Return the replacement for one character of a stranger's text."""
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
