"""Read times as people write them, in English and in digits: "Friday 18:00 UTC", "27th
November 2025", "72 hours". Pure.

`moment_in` reads the first time in a text. Fixed rules fill in what the words leave open,
and `Moment.assumed` says so; an ambiguous time is not read (`UnclearDate`). `deadlines.py`
reads other languages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

END_OF_DAY = time(23, 59)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "fourteen": 14,
}
SPANS = {"h": 1, "d": 24, "w": 168, "m": 730}  # Hours; a month is a twelfth of a year.

ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "met": 1,
    "cest": 2,
    "mesz": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13, "brt": -3, "aoe": -12,
}  # fmt: skip
"""Hours from UTC."""
AMBIGUOUS_ZONES = {
    "ist": "India, Ireland and Israel",
    "cst": "North America and China",
    "ast": "Canada and Arabia",
}

_ZONE = r"(?P<zone>(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|z\b|[a-z]{3,4}\b)"
_CLOCK = (
    rf"(?:(?P<hour>\d{{1,2}})(?:[:.h](?P<minute>\d\d))(?::\d\d)?\s?(?P<half>[ap]\.?m\b\.?)?|"
    rf"(?P<hour12>\d{{1,2}})\s?(?P<half12>[ap]\.?m\b\.?)"
    rf"|(?P<word>noon|midnight|eod|end of day|end of the day|close of business|cob))"
    rf"(?:\s?\(?{_ZONE}\)?)?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug"
    r"(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -](?P<m1>{_MONTH})\b\.?,?(?:[ -]"
    rf"(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\b\.? (?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:/])(?:,? "
    rf"(?P<y2>\d{{4}})\b)?"
    r"|(?P<dot>\d{1,2}\.\d{1,2}\.(?:\d{4}|2\d)?(?!\.?\d))"  # "2.1.0" is a version
    r"|(?P<slash>\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/]))"
    r"|(?P<slashy>\d{4}/\d{1,2}/\d{1,2})"
    r"|(?P<near>today|tonight|tomorrow))"
)
_WEEKDAY = (
    r"(?P<which>next |this |coming |the )?(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?"
    r"|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?"
)
_SEP = r"(?:\s?,?\s?(?:at |by |@ ?|around |the |until |- )?\(?)"
_MOMENT = re.compile(
    rf"(?<![\w./-])(?:(?:{_CLOCK}){_SEP}(?:on |of )?)?(?:{_WEEKDAY}(?:{_SEP}|T)?)?(?:{_DAY})?",
    re.IGNORECASE,
)
_TAIL_CLOCK = re.compile(rf"(?:{_SEP}|T)(?:{_CLOCK})", re.IGNORECASE)
_SPAN = re.compile(
    r"(?<![\w.])(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|ten|fourteen)"
    r"(?:\s?\(\d{1,3}\))?[ -]?"
    r"(?P<full>(?:full|more|business|working|calendar) )?(?P<unit>hours?|hrs?|h|days?|d"
    r"|weeks?|wks?|months?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that was read."""

    at: datetime
    """UTC."""
    start: int
    end: int
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class UnclearDate:
    """A time that is ambiguous or impossible."""

    reason: str
    start: int
    end: int


def span_in(text: str, base: datetime, start: int = 0) -> Moment | UnclearDate | None:
    """The first span from a place on, counted from `base`: "72 hours", "one week"."""
    match = _SPAN.search(text, start)
    if match is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"].lower()]
    if (match["full"] or "").strip().lower() in ("business", "working"):
        return UnclearDate("working days differ from place to place", match.start(), match.end())
    hours = count * SPANS[match["unit"][0].lower()]
    if not 1 <= hours <= 24 * 366:
        return UnclearDate("not a sensible length of time", match.start(), match.end())
    return Moment(
        base + timedelta(hours=hours),
        match.start(),
        match.end(),
        "counted from when the mail was received",
    )


def moment_in(text: str, base: datetime, start: int = 0) -> Moment | UnclearDate | None:
    """The first date or weekday, with or without a time of day, from a place on."""
    for match in _MOMENT.finditer(text, start):
        if not match.group().strip() or not (match["weekday"] or _has_day(match)):
            continue
        return _moment(text, match, base)
    return None


def _has_day(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("iso", "d1", "d2", "dot", "slash", "slashy", "near"))


def _moment(text: str, match: re.Match[str], base: datetime) -> Moment | UnclearDate:
    clock: re.Match[str] | None = match
    end = match.end()
    if not (match["hour"] or match["hour12"] or match["word"]):
        clock = _TAIL_CLOCK.match(text, end)
        end = clock.end() if clock else end
    notes: list[str] = []
    day = _day_of(match, base, notes)
    if isinstance(day, str):
        return UnclearDate(day, match.start(), end)
    moment = _at_clock(day, clock, notes)
    if isinstance(moment, str):
        return UnclearDate(moment, match.start(), end)
    return Moment(moment, match.start(), end, "; ".join(notes))


def _day_of(match: re.Match[str], base: datetime, notes: list[str]) -> date | str:
    """The day named, or why it is unclear."""
    weekday = _weekday_of(match)
    if not _has_day(match):
        return _coming(weekday, match, base, notes)
    named = next(read(match, base) for name, read in _READERS if match[name])
    if isinstance(named, str):
        return named
    year, month, day = named
    try:
        found = date(year or base.year, month, day)
    except ValueError:
        return "there is no such day"
    if not year:
        found = _next_year(found, base, weekday)
        notes.append(f"no year: {found.year}")
    if weekday is not None and found.weekday() != weekday:
        return f"{found.isoformat()} is a {WEEKDAYS[found.weekday()].capitalize()}"
    return found


Named = tuple[int | None, int, int] | str
"""Year, month, day; or a reason."""


def _read_iso(match: re.Match[str], base: datetime) -> Named:
    year, month, day = re.split("[-/]", match["iso"] or match["slashy"])
    return int(year), int(month), int(day)


def _read_day_month(match: re.Match[str], base: datetime) -> Named:
    return int(match["y1"]) if match["y1"] else None, _month(match["m1"]), int(match["d1"])


def _read_month_day(match: re.Match[str], base: datetime) -> Named:
    return int(match["y2"]) if match["y2"] else None, _month(match["m2"]), int(match["d2"])


def _read_dotted(match: re.Match[str], base: datetime) -> Named:
    """Dates written with dots always put the day first."""
    day, month, year = match["dot"].split(".")
    return int(year) % 100 + 2000 if year else None, int(month), int(day)


def _read_slashed(match: re.Match[str], base: datetime) -> Named:
    first, second, *rest = (int(part) for part in match["slash"].split("/"))
    year = (rest[0] if rest[0] > 99 else 2000 + rest[0]) if rest else None
    if first <= 12 and second <= 12 and first != second:
        return f"{match['slash']} could be day/month or month/day"
    return (year, second, first) if first > 12 or first == second else (year, first, second)


def _read_near(match: re.Match[str], base: datetime) -> Named:
    found = base.date() + timedelta(days=match["near"].lower() == "tomorrow")
    return found.year, found.month, found.day


_READERS: tuple[tuple[str, Callable[[re.Match[str], datetime], Named]], ...] = (
    ("iso", _read_iso),
    ("slashy", _read_iso),
    ("d1", _read_day_month),
    ("d2", _read_month_day),
    ("dot", _read_dotted),
    ("slash", _read_slashed),
    ("near", _read_near),
)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _weekday_of(match: re.Match[str]) -> int | None:
    if not match["weekday"]:
        return None
    return next(
        at for at, day in enumerate(WEEKDAYS) if day.startswith(match["weekday"].lower()[:3])
    )


def _coming(
    weekday: int | None, match: re.Match[str], base: datetime, notes: list[str]
) -> date | str:
    assert weekday is not None
    if (match["which"] or "").strip().lower() == "next":
        return f'"next {match["weekday"]}" could mean this week or next week'
    ahead = (weekday - base.weekday()) % 7 or 7
    found = base.date() + timedelta(days=ahead)
    notes.append(f"the first {WEEKDAYS[weekday].capitalize()} after the mail: {found.isoformat()}")
    return found


def _next_year(found: date, base: datetime, weekday: int | None) -> date:
    """The next such day: this year's, or next year's if this year's is past."""
    if found >= base.date():
        return found
    try:
        return found.replace(year=found.year + 1)
    except ValueError:  # 29 February
        return found


def _at_clock(day: date, clock: re.Match[str] | None, notes: list[str]) -> datetime | str:
    if clock is None:
        notes.append("no time of day: end of that day in UTC")
        return datetime.combine(day, END_OF_DAY, UTC)
    moment = _time_of(clock)
    if isinstance(moment, str):
        return moment
    zone = _zone_of(clock["zone"], notes)
    if isinstance(zone, str):
        return zone
    return datetime.combine(day, moment, zone).astimezone(UTC)


def _time_of(clock: re.Match[str]) -> time | str:
    if clock["word"]:
        return time(12) if clock["word"].lower() == "noon" else END_OF_DAY
    hour = int(clock["hour"] or clock["hour12"])
    half = (clock["half"] or clock["half12"] or "").lower()
    minute = int(clock["minute"] or 0)
    if half and not 1 <= hour <= 12:
        return "there is no such time of day"
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    return time(hour, minute) if hour < 24 and minute < 60 else "there is no such time of day"


def _zone_of(name: str | None, notes: list[str]) -> timezone | str:
    """The zone named, else UTC with a note."""
    word = (name or "").lower().replace(" ", "")
    if word in AMBIGUOUS_ZONES:
        return f"{word.upper()} is used in {AMBIGUOUS_ZONES[word]}"
    if word in ZONES:
        return timezone(timedelta(hours=ZONES[word]))
    offset = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?", word)
    if offset and int(offset[2]) <= 14:
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))
    notes.append("no time zone: UTC")
    return UTC
