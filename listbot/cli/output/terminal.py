"""Makes text from mails safe for a terminal and fits it into columns. It never fails.

A mail may contain escape sequences that move the cursor or rename the window, and marks that
reverse the writing direction; pass anything from a stranger's mail through `safe` before printing.
"""

import os
import unicodedata

# controls, bidi and other format marks, lone surrogates, line ends
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def safe(text: str) -> str:
    """Replace every character that a terminal would act on by a visible one; tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text  # fast path for nearly every line; a list of tickets has tens of thousands
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _INVISIBLE else character
        for character in text.replace("\t", "    ")
    )


def width(text: str) -> int:
    """Return how many columns the text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def fit(text: str, columns: int) -> str:
    """Cut or pad the text to exactly this many columns; cut text ends in "..."."""
    if width(text) > columns:
        kept = text[:columns]  # may lose a combining character that would still fit: harmless
        while width(kept) > columns - 3:
            kept = kept[:-1]
        text = kept + "..."
    return text + " " * (columns - width(text))


def wants_colour() -> bool | None:
    """Return False if NO_COLOR is set (no-color.org), else None: click checks for a terminal."""
    return False if os.environ.get("NO_COLOR") else None
