"""Spans of time as presets and letters write them: "72h", "3 days".

Whole units only, so that a float is never compared with a threshold. `parse_span` never
guesses a missing unit.
"""

import re
from datetime import timedelta

_UNITS = {
    "s": timedelta(seconds=1),
    "sec": timedelta(seconds=1),
    "second": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "minute": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "d": timedelta(days=1),
    "day": timedelta(days=1),
    "w": timedelta(weeks=1),
    "week": timedelta(weeks=1),
}

_SPAN = re.compile(r"([0-9]{1,5})\s{0,3}([a-z]{1,7})", re.ASCII)

# Below this, people count a vote's window in hours: "72 h" is the usual word for three days.
DAYS_FROM = timedelta(days=4)


def parse_span(text: str) -> timedelta:
    """Read "72h", "3 days", "1 week"; raises ValueError saying what was expected."""
    found = _SPAN.fullmatch(text.strip().lower())
    unit = found and (_UNITS.get(found[2]) or _UNITS.get(found[2].removesuffix("s")))
    if not found or not unit:
        raise ValueError(
            f'not a span of time: "{text}" (expected something like "72h" or "3 days")'
        )
    return int(found[1]) * unit


def span_in_words(span: timedelta) -> str:
    """Write a span for people: "72 h", "7 days", "90 min", "45 s"."""
    if span >= DAYS_FROM and span % timedelta(days=1) == timedelta():
        return f"{span // timedelta(days=1)} days"
    if span % timedelta(hours=1) == timedelta():
        return f"{span // timedelta(hours=1)} h"
    if span % timedelta(minutes=1) == timedelta():
        return f"{span // timedelta(minutes=1)} min"
    return f"{span // timedelta(seconds=1)} s"
