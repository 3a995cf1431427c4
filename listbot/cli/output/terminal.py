"""Text from mails made safe and fitting for a terminal. It never fails.

A mail may hold escape sequences that move the cursor or rename the window, and marks that turn the
writing direction round; what is printed of a stranger's mail goes through `safe` first.
"""

import os
import unicodedata

from jinja2 import Environment, PackageLoader, StrictUndefined

_INVISIBLE = (
    "Cc",
    "Cf",
    "Cs",
    "Zl",
    "Zp",
)  # controls, bidi and other format marks, lone surrogates, line ends


def safe(text: str) -> str:
    """The text with every character that a terminal would act on replaced by a visible one; tabs
    are spaces."""
    if text.isascii() and text.isprintable():
        return text  # nearly every line; a list of tickets has tens of thousands
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in _INVISIBLE else character
        for character in text.replace("\t", "    ")
    )


def width(text: str) -> int:
    """How many columns the text takes: wide characters take two, combining ones none."""
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
    """The text cut or filled to exactly this many columns; a cut one ends in "..."."""
    if width(text) > columns:
        kept = text[:columns]  # a character that takes no column may follow; it is not missed
        while width(kept) > columns - 3:
            kept = kept[:-1]
        text = kept + "..."
    return text + " " * (columns - width(text))


def wants_colour() -> bool | None:
    """False if NO_COLOR is set (no-color.org); None leaves it to click, which looks whether this is
    a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def templates() -> Environment:
    """The templates of the command line's texts."""
    environment = Environment(
        loader=PackageLoader("listbot.cli"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - text for a terminal; what strangers wrote goes through the filter `safe`
    )
    environment.filters |= {"safe_text": safe, "fit": fit}
    return environment
