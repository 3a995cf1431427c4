"""Writes one meeting as a calendar file (RFC 5545): what every calendar takes. Pure.

An address, a name or a reason is never in it.
"""

from datetime import UTC, datetime, timedelta

from listbot.model.records.meetings import Meeting

FOLD = 75  # octets of a line, without its end (RFC 5545, 3.1)
LASTS = timedelta(hours=1)  # nobody says how long, and calendars want an end


def calendar_of(meeting: Meeting, domain: str, now: datetime) -> str:
    """Return the calendar file of a meeting, with LF line ends. `domain`: of the bot's address."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//listbot//meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(meeting.uid or f'meeting-{meeting.key}@{domain}')}",
        f"DTSTAMP:{_time(now)}",
        f"DTSTART:{_time(meeting.at)}",
        f"DTEND:{_time(meeting.at + LASTS)}",
        f"SUMMARY:{_text(meeting.title or 'Meeting')}",
        *((f"LOCATION:{_text(meeting.place)}",) if meeting.place else ()),
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\n".join(folded for line in lines for folded in _folded(line)) + "\n"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Escape a text (RFC 5545, 3.3.11); it was one line already."""
    printable = "".join(each for each in text if each.isprintable())
    return printable.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """Return a line as lines of at most 75 octets; no character is cut."""
    parts, width = [""], 0
    for each in line:
        size = len(each.encode("utf-8", "replace"))
        if width + size > FOLD:
            parts.append(" ")
            width = 1
        parts[-1] += each
        width += size
    return parts
