"""Spans of time as the command line prints them, in whole units."""

from datetime import timedelta

_UNITS = (
    ("w", "week", timedelta(weeks=1)),
    ("d", "day", timedelta(days=1)),
    ("h", "hour", timedelta(hours=1)),
    ("m", "minute", timedelta(minutes=1)),
)
_WEEKS_FROM = timedelta(weeks=3)  # below that people count in days


def short(span: timedelta) -> str:
    """Return a span for a column: "5m", "3h", "12d", "7w". Below a minute, or negative: "0m"."""
    count, letter, _ = _in_units(span)
    return f"{count}{letter}"


def in_words(span: timedelta) -> str:
    """Return a span for a sentence: "5 minutes", "1 day"."""
    count, _, word = _in_units(span)
    if not count:
        return "less than a minute"
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _in_units(span: timedelta) -> tuple[int, str, str]:
    """Return the largest unit that fits, and how often: (count, letter, word)."""
    for letter, word, unit in _UNITS:
        if span >= (_WEEKS_FROM if letter == "w" else unit):
            return span // unit, letter, word
    return 0, "m", "minute"
