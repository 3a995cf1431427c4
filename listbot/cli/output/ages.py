"""How long ago something was, and how long it took, as the command line says it. Whole units; never
a fraction.
"""

from datetime import timedelta

_UNITS = (
    ("w", "week", timedelta(weeks=1)),
    ("d", "day", timedelta(days=1)),
    ("h", "hour", timedelta(hours=1)),
    ("m", "minute", timedelta(minutes=1)),
)
_WEEKS_FROM = timedelta(weeks=3)  # up to here people count in days


def short(span: timedelta) -> str:
    """For a column: "5m", "3h", "12d", "7w". A span below a minute, or from a clock that goes
    wrong, is "0m".
    """
    count, letter, _ = _in_units(span)
    return f"{count}{letter}"


def in_words(span: timedelta) -> str:
    """For a sentence: "5 minutes", "1 day"."""
    count, _, word = _in_units(span)
    if not count:
        return "less than a minute"
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _in_units(span: timedelta) -> tuple[int, str, str]:
    """The largest unit of which there is one, and how many."""
    for letter, word, unit in _UNITS:
        if span >= (_WEEKS_FROM if letter == "w" else unit):
            return span // unit, letter, word
    return 0, "m", "minute"
