"""Reads the events of a calendar file (RFC 5545, RFC 5546). Pure; linear; never raises.

Only what a meeting needs is read: when, where, what about, and whether it is cancelled. An event
whose time zone we do not know is left out, since a meeting at the wrong hour is worse than none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LARGEST = 256 * 1024  # bytes; invitations have some thousands
MOST_EVENTS = 20
LONGEST = 200  # characters of a title or a place
LONGEST_UID = 255
YEARS = range(1601, 9000)
"""Outlook's files begin with 1601; beyond these years no zone or series can be reckoned with."""

_LINE = re.compile(r"([A-Za-z-]{1,40}+)((?:;[^:;\"]{0,200}+(?:\"[^\"]{0,200}+\")?+){0,9}+):(.*)")
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_TZID = re.compile(r";TZID=\"?([^;:\"]{1,100})", re.IGNORECASE)
_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,40}(?:/[A-Za-z0-9_+-]{1,40}){0,2}")
_ESCAPE = re.compile(r"\\([\\;,Nn])")

OUTLOOK = {
    "w. europe standard time": "Europe/Berlin",
    "romance standard time": "Europe/Paris",
    "central europe standard time": "Europe/Budapest",
    "central european standard time": "Europe/Warsaw",
    "e. europe standard time": "Europe/Chisinau",
    "fle standard time": "Europe/Kyiv",
    "gtb standard time": "Europe/Bucharest",
    "gmt standard time": "Europe/London",
    "greenwich standard time": "Atlantic/Reykjavik",
    "russian standard time": "Europe/Moscow",
    "eastern standard time": "America/New_York",
    "central standard time": "America/Chicago",
    "mountain standard time": "America/Denver",
    "pacific standard time": "America/Los_Angeles",
    "india standard time": "Asia/Kolkata",
    "china standard time": "Asia/Shanghai",
    "tokyo standard time": "Asia/Tokyo",
    "aus eastern standard time": "Australia/Sydney",
    "utc": "UTC",
}
"""Outlook's names of time zones, as the Unicode CLDR maps them."""

Properties = Mapping[str, tuple[str, str]]
"""Name -> parameters and value; the first of each name."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event."""

    uid: str
    at: datetime
    zone: ZoneInfo
    """Where it was planned: later ones of a series keep their local time."""
    title: str = ""
    place: str = ""
    cancelled: bool = False
    which: datetime | None = None
    """The one of a series that it changes, by the time when it was to be."""
    rule: str = ""
    """How it repeats: RRULE."""
    but_not: tuple[datetime, ...] = ()
    """The times at which it does not take place: EXDATE."""


def events_in(data: bytes, usual: ZoneInfo) -> tuple[Event, ...]:
    """Return the events of a file, in order. `usual`: where times without a zone are."""
    if len(data) > LARGEST:
        return ()
    lines = _unfolded(data.decode("utf-8", "replace"))
    off = any(line.upper().rstrip() == "METHOD:CANCEL" for line in lines)
    found = (_event(each, off, usual) for each in _blocks(lines))
    return tuple(each for each in found if each is not None)


def _unfolded(text: str) -> list[str]:
    """Join the lines that are folded (RFC 5545, 3.1)."""
    lines: list[list[str]] = []
    for line in text.splitlines():
        if line[:1] in (" ", "\t") and lines:
            lines[-1].append(line[1:])
        else:
            lines.append([line])
    return ["".join(parts) for parts in lines]


def _blocks(lines: list[str]) -> Iterator[dict[str, list[tuple[str, str]]]]:
    """Yield the properties of each event, without those of its alarms."""
    inside: dict[str, list[tuple[str, str]]] | None = None
    depth = count = 0
    for line in lines:
        mark = line.strip().upper()
        if mark == "BEGIN:VEVENT":
            inside, depth = {}, 0
        elif mark == "END:VEVENT" and inside is not None:
            yield inside
            inside, count = None, count + 1
            if count == MOST_EVENTS:
                return
        elif inside is not None and mark.startswith(("BEGIN:", "END:")):
            depth += 1 if mark.startswith("BEGIN:") else -1
        elif inside is not None and depth == 0 and (match := _LINE.match(line)):
            inside.setdefault(match[1].upper(), []).append((match[2], match[3].strip()))


def _event(found: dict[str, list[tuple[str, str]]], off: bool, usual: ZoneInfo) -> Event | None:
    """Return an event; None if it does not say when, or of which series it is."""
    first: Properties = {name: values[0] for name, values in found.items()}
    uid = first.get("UID", ("", ""))[1][:LONGEST_UID]
    starts = _moment(first.get("DTSTART"), usual)
    if not uid or starts is None:
        return None
    at, zone = starts
    which = _moment(first.get("RECURRENCE-ID"), usual)
    status = first.get("STATUS", ("", ""))[1].upper()
    return Event(
        uid,
        at,
        zone,
        _text(first.get("SUMMARY")),
        _text(first.get("LOCATION")) or _text(first.get("URL")),
        off or status == "CANCELLED",
        which[0] if which else None,
        first.get("RRULE", ("", ""))[1][:LONGEST],
        tuple(_all_moments(found.get("EXDATE", [])[:MOST_EVENTS], usual)),
    )


def _all_moments(values: list[tuple[str, str]], usual: ZoneInfo) -> Iterator[datetime]:
    for parameters, value in values:
        for each in value.split(",")[:MOST_EVENTS]:
            read = _moment((parameters, each), usual)
            if read is not None:
                yield read[0]


def _moment(value: tuple[str, str] | None, usual: ZoneInfo) -> tuple[datetime, ZoneInfo] | None:
    """Return a time in UTC and its zone; a whole day begins at midnight."""
    match = _TIME.fullmatch(value[1]) if value else None
    if value is None or match is None or int(match[1]) not in YEARS:
        return None
    named = _TZID.search(value[0])
    zone = ZoneInfo("UTC") if match[7] else zone_of(named[1]) if named else usual
    if zone is None:
        return None
    numbers = [int(each or 0) for each in match.groups()[:6]]
    try:
        local = datetime(*numbers[:5], min(numbers[5], 59), tzinfo=zone)  # type: ignore[misc,arg-type]  # mypy cannot count the numbers
        return local.astimezone(UTC), zone
    except ValueError:  # the 31st of a short month
        return None


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone with this name, of the IANA or of Outlook; None if nobody knows it."""
    name = OUTLOOK.get(name.strip().lower(), name.strip())
    if not _ZONE_NAME.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name, or a folder of names
        return None


def _text(value: tuple[str, str] | None) -> str:
    """Return a text on one line, without escapes (RFC 5545, 3.3.11)."""
    if value is None:
        return ""
    said = _ESCAPE.sub(lambda match: " " if match[1] in "Nn" else match[1], value[1][: 2 * LONGEST])
    return " ".join(said.split())[:LONGEST]
