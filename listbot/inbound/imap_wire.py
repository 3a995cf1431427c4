"""Writes the names and reads the answers of an IMAP session (RFC 3501).

Pure. Answers are the lines that aioimaplib returns: bytes for lines, a bytearray for a
literal, the server's closing words last. Anything that does not parse is left out, so the
caller sees that something is missing; nothing raises.
"""

import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

Lines = Sequence[bytes | bytearray]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r" ?(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_VALIDITY = re.compile(rb"\[UIDVALIDITY (\d{1,20})\]", re.IGNORECASE)
_NEXT = re.compile(rb"\[UIDNEXT (\d{1,20})\]", re.IGNORECASE)
_ITEM = re.compile(rb"\d+ FETCH \(", re.IGNORECASE)
_UID = re.compile(rb"\bUID (\d{1,20})", re.IGNORECASE)
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,20})", re.IGNORECASE)
_INTERNALDATE = re.compile(rb'\bINTERNALDATE "([^"]{1,40})"', re.IGNORECASE)
_EMPTY_BODY = re.compile(rb'\bBODY\[\](?:<\d+>)? (?:""|NIL)', re.IGNORECASE)
_AFTER_BODY = re.compile(
    rb"(?: ?(?:UID \d{1,20}|FLAGS \([^()]*\)|MODSEQ \(\d{1,20}\)|RFC822\.SIZE \d{1,20}"
    rb'|INTERNALDATE "[^"]{1,40}"))*\)',
    re.IGNORECASE,
)
"""Allowed after a mail. Anything else is the rest of it: its literal was announced too short."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The server's answer to SELECT."""

    uidvalidity: int
    uidnext: int | None


@dataclass(frozen=True, slots=True)
class ListedMail:
    """One mail before it is fetched."""

    uid: int
    size: int
    arrived: datetime | None
    """INTERNALDATE in UTC; None if the server gave none or it cannot be read."""


def folder_name(name: str) -> str:
    """Return a folder's name as an argument: modified UTF-7 (RFC 3501, section 5.1.3), quoted."""
    encoded = "".join(_encoded(run) for run in re.findall(r"[ -%'-~]+|&|[^ -~]+", name))
    return quoted(encoded)


def quoted(text: str) -> str:
    """Return a quoted string (RFC 3501, section 4.3)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def uid_set(uids: Iterable[int]) -> str:
    """Return UIDs, given in rising order, as a set: "3:7,9"."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(f"{first}:{last}" if last > first else str(first) for first, last in runs)


def read_selected(lines: Lines) -> Selected | None:
    """Return UIDVALIDITY and UIDNEXT from the answer to SELECT; None without a UIDVALIDITY."""
    text = b"\n".join(bytes(line) for line in lines)
    validity, following = _VALIDITY.search(text), _NEXT.search(text)
    return (
        Selected(int(validity[1]), int(following[1]) if following else None) if validity else None
    )


def read_uids(lines: Lines) -> tuple[int, ...]:
    """Return the UIDs a SEARCH found, rising."""
    return tuple(
        sorted({int(word) for line in lines[:-1] for word in line.split() if word.isdigit()})
    )


def read_announced(lines: Lines) -> dict[int, ListedMail]:
    """Return UID, size and INTERNALDATE of each mail of a FETCH."""
    found: dict[int, ListedMail] = {}
    for text, *_ in _items(lines):
        uid, size, date = _UID.search(text), _SIZE.search(text), _INTERNALDATE.search(text)
        if uid and size:
            arrived = internal_date(date[1].decode("latin-1")) if date else None
            found[int(uid[1])] = ListedMail(int(uid[1]), int(size[1]), arrived)
    return found


def read_bodies(lines: Lines) -> dict[int, bytes]:
    """Return the raw bytes of each mail of a FETCH, by UID.

    Flags in between are ignored. A mail that continues after its literal is left out.
    """
    found: dict[int, bytes] = {}
    for text, literal, after in _items(lines):
        uid = _UID.search(text + after)
        if uid and literal is not None and _AFTER_BODY.fullmatch(after):
            found[int(uid[1])] = literal
        elif uid and _EMPTY_BODY.search(text):
            found[int(uid[1])] = b""
    return found


def internal_date(text: str) -> datetime | None:
    """Return a date like "17-Jul-1996 02:44:25 -0700" in UTC; None if it is not one."""
    found = _DATE.fullmatch(text)
    if not found or found[2].lower() not in _MONTHS:
        return None
    day, year, hour, minute, second = (int(found[n]) for n in (1, 3, 4, 5, 6))
    away = timedelta(hours=int(found[8]), minutes=int(found[9]))
    try:
        zone = timezone(-away if found[7] == "-" else away)
        month = _MONTHS.index(found[2].lower()) + 1
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _items(lines: Lines) -> Iterable[tuple[bytes, bytes | None, bytes]]:
    """Yield each FETCH item: its text up to the literal, the literal, and the text after it."""
    text, literal, after = b"", None, b""
    for line in lines[:-1]:
        if isinstance(line, bytearray) and literal is None:
            literal = bytes(line)
        elif _ITEM.match(line):
            yield text, literal, after
            text, literal, after = bytes(line), None, b""
        elif literal is None:
            text += line
        else:
            after += line
    yield text, literal, after


def _encoded(run: str) -> str:
    if run == "&":
        return "&-"
    if run.isascii() and run.isprintable():
        return run
    packed = binascii.b2a_base64(run.encode("utf-16-be"), newline=False).rstrip(b"=")
    return f"&{packed.decode('ascii').replace('/', ',')}-"
