"""Splits an mbox into its mails, one at a time and in flat memory.

Reads the usual dialects, mboxo and mboxrd, with LF or CRLF line ends. It never reads the
mails themselves. A "From " line counts as a separator only where it can be one (after a
blank line, with a time and a year in it, before a header), because many archives hold mails
with an unescaped "From here on, ...".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import BinaryIO

# bytes read at once; a longer line comes in pieces, so that it costs no more memory
_LONGEST_LINE = 1 << 20
_BLANK = (b"\n", b"\r\n")
_HAS_TIME = re.compile(rb" \d{1,2}:\d\d.{0,24}\b(?:19|20)\d\d\b")
_HEADER = re.compile(rb"[!-9;-~]{1,200}:|>?From ")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(  # C's asctime, with the zone before or after the year, or without one
    r" ([A-Za-z]{3}) +(\d{1,2}) +(\d{1,2}):(\d\d)(?::(\d\d))?"
    r"(?: +([+-]\d{4}|[A-Z]{1,5}))? +(\d{4})(?: +([+-]\d{4}))?"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One mail of an mbox, unescaped."""

    separator: str
    """Its "From " line; "" for anything before the first one."""
    raw: bytes


def split_mbox(stream: BinaryIO, largest: int) -> Iterator[Piece]:
    """Yield the pieces of an mbox in order, each at most one byte longer than `largest`."""
    separator, size, blank = b"", 0, True
    lines: list[bytes] = []
    line = stream.readline(_LONGEST_LINE)
    while line:
        following = stream.readline(_LONGEST_LINE)
        if blank and line.startswith(b"From ") and _is_separator(line, following):
            if separator or lines:
                yield _piece(separator, lines, largest)
            separator, lines, size = line, [], 0
        elif size <= largest:
            lines.append(line)
            size += len(line)
        blank = line in _BLANK
        line = following
    if separator or lines:
        yield _piece(separator, lines, largest)


def separator_date(separator: str) -> datetime | None:
    """Return the date of a "From " line, taken as UTC if it has no zone; None if it has no
    usable date.

    public-inbox writes 1970 for "no date".
    """
    found = _DATE.search(separator)
    if not found or found[1].lower() not in _MONTHS:
        return None
    month = _MONTHS.index(found[1].lower()) + 1
    day, hour, minute, second, year = (int(found[n] or 0) for n in (2, 3, 4, 5, 7))
    try:
        local = datetime(
            year, month, day, hour, minute, second, tzinfo=_zone(found[6] or found[8] or "")
        )
        return local.astimezone(UTC) if year > 1970 else None
    except (ValueError, OverflowError):
        return None


def _zone(offset: str) -> timezone:
    if offset[:1] not in ("+", "-"):
        return UTC
    away = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
    return timezone(-away if offset.startswith("-") else away)


def _is_separator(line: bytes, following: bytes) -> bool:
    return bool(_HAS_TIME.search(line, 0, 300) and _HEADER.match(following))


def _piece(separator: bytes, lines: list[bytes], largest: int) -> Piece:
    if lines and lines[-1] in _BLANK:
        del lines[-1]  # The blank line before a separator belongs to the mbox, not to the mail.
    raw = b"".join(lines)
    if b">From " in raw:
        raw = _ESCAPED.sub(rb"\1", raw)
    return Piece(separator.decode("latin-1").strip(), raw[: largest + 1])
