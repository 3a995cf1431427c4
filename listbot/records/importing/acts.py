"""Makes acts of the rows of a file, or says what is wrong with which cell. Pure; never raises.

The key of an act is made from its content, so that the same file imported twice adds nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from listbot.mail.wire.headers import ADDR_SPEC
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Minutes
from listbot.records.importing.tables import Cell, Row

MEMBERS, MEETINGS = "members", "meetings"
KNOWN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    MEMBERS: {
        "name": ("name", "member"),
        "address": ("address", "mail", "email", "e-mail"),
        "joined": ("joined", "since", "member since"),
        "project": ("project",),
        "confirmed": ("confirmed", "full member since"),
        "left": ("left", "until"),
    },
    MEETINGS: {
        "meeting": ("meeting", "date", "day"),
        "title": ("title",),
        "attended": ("attended", "attendees", "present"),
        "guests": ("guests",),
        "regrets": ("regrets", "apologies"),
        "cancelled": ("cancelled",),
    },
}
"""What the columns mean, and how people call them."""
LATER = ("service", "services", "lead", "admins", "granted", "access", "system")
NOT_YET = "is about services or access, which are not imported; please leave it out"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file."""

    line: int
    column: int
    words: str


@dataclass(slots=True)
class Made:
    """The acts of a file, and its faults."""

    zone: ZoneInfo
    people: dict[str, str] = field(default_factory=dict)
    """Name, or address, in lower case -> address."""
    acts: list[RecordAct] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, cell: Cell, words: str) -> None:
        """Note a fault at a cell."""
        self.faults.append(Fault(cell.line, cell.column, words))

    def add(self, verb: RecordVerb, at: datetime, about: str, **more: object) -> RecordAct:
        """Add an act with a key made from its content."""
        content = f"{verb} {at.isoformat()} {about} {sorted(more.items())}"
        key = f"import {sha256(content.encode()).hexdigest()[:16]}"
        act = RecordAct(verb, key, at, about, **more)  # type: ignore[arg-type] # fields by name
        self.acts.append(act)
        return act


def kind_of(rows: Iterable[Row]) -> str:
    """Return whether a table is about members or about meetings, by its columns."""
    names = {name for row in rows for name in row.cells}
    columns = KNOWN[MEETINGS]
    return MEETINGS if names & {*columns["meeting"], *columns["attended"]} else MEMBERS


def made_of(tables: Iterable[tuple[str, Row]], people: Mapping[str, str], zone: ZoneInfo) -> Made:
    """Return the acts of all rows. `people`: those whom the record knows, name -> address."""
    made = Made(zone, {name.casefold(): address for name, address in people.items()})
    rows = [(kind, _known(kind, row, made)) for kind, row in tables]
    for kind, row in rows:
        if kind == MEMBERS:
            _member(row, made)
    for kind, row in rows:
        if kind == MEETINGS:
            _meeting(row, made)
    return made


def _known(kind: str, row: Row, made: Made) -> Row:
    """Return a row with the names of columns that we use; other columns are faults."""
    columns = KNOWN.get(kind)
    if columns is None:
        cell = next(iter(row.cells.values()), Cell("", row.line, 1))
        made.fault(cell, f'must hold [[members]] and [[meetings]], not "{kind or cell.text}"')
        return row
    called = {each: name for name, names in columns.items() for each in names}
    cells: dict[str, Cell] = {}
    for name, cell in row.cells.items():
        if name in called:
            cells[called[name]] = cell
        else:
            told = NOT_YET if name in LATER else f"is not one of {', '.join(columns)}"
            made.fault(cell, f'the column "{name}" {told}')
    return Row(row.line, cells)


def _member(row: Row, made: Made) -> None:
    """Add one time of one person in the group."""
    address, joined = row.cells.get("address"), row.cells.get("joined")
    if address is None or joined is None:
        missing = "address" if address is None else "joined"
        made.faults.append(Fault(row.line, 1, f'the row has no "{missing}"'))
        return
    if not ADDR_SPEC.fullmatch(address.text):
        made.fault(address, f'"{address.text}" is not an address')
        return
    who = address.text.lower()
    name = row.cells["name"].text if "name" in row.cells else who.partition("@")[0]
    project = row.cells["project"].text if "project" in row.cells else ""
    began = _time(joined, made)
    if began is None:
        return
    made.people |= {name.casefold(): who, who: who}
    made.add(RecordVerb.JOINED, began, who, name=name, text=project)
    for column, verb in (("confirmed", RecordVerb.CONFIRMED), ("left", RecordVerb.LEFT)):
        cell = row.cells.get(column)
        at = _time(cell, made) if cell else None
        if cell is None or at is None:
            continue
        if at < began:
            made.fault(cell, f"{cell.text} is before {joined.text}, when they joined")
        else:
            made.add(verb, at, who)


def _meeting(row: Row, made: Made) -> None:
    """Add one meeting and who was there."""
    day = row.cells.get("meeting")
    if day is None:
        made.faults.append(Fault(row.line, 1, 'the row has no "meeting"'))
        return
    at = _time(day, made)
    if at is None:
        return
    key = _free(f"{at.astimezone(made.zone):%Y-%m-%d}", made)
    title = row.cells["title"].text if "title" in row.cells else ""
    made.add(RecordVerb.MEETING, at, key, name=title, when=at)
    if "cancelled" in row.cells and row.cells["cancelled"].text.casefold() != "no":
        made.add(RecordVerb.MEETING_OFF, at, key)
        return
    if "attended" not in row.cells:
        return
    minutes = Minutes(
        attendees=_people(row.cells.get("attended"), made),
        guests=_words(row.cells.get("guests")),
        regrets=_people(row.cells.get("regrets"), made),
    )
    sent = made.add(RecordVerb.MINUTES, at, key, minutes=minutes)
    made.add(RecordVerb.PUBLISHED, at, key, text=sent.key)


def _free(day: str, made: Made) -> str:
    """Return the key of a meeting on this day: the second one of a day has a number."""
    there = {act.about for act in made.acts if act.verb is RecordVerb.MEETING}
    keys = (day, *(f"{day}.{number}" for number in range(2, 100)))
    return next((key for key in keys if key not in there), day)


def _people(cell: Cell | None, made: Made) -> tuple[str, ...]:
    """Return the addresses of members who are named in a cell."""
    found: list[str] = []
    for word in _words(cell):
        assert cell is not None
        address = made.people.get(word.casefold())
        if address is None:
            made.fault(cell, f'"{word}" is not a member; guests have a column of their own')
        else:
            found.append(address)
    return tuple(dict.fromkeys(found))


def _words(cell: Cell | None) -> tuple[str, ...]:
    words = re.split(r"[,;]", cell.text) if cell is not None else ()
    return tuple(word.strip() for word in words if word.strip())


def _time(cell: Cell, made: Made) -> datetime | None:
    """Return the time in a cell, a day or a day and an hour, in the group's zone."""
    try:
        found = datetime.fromisoformat(cell.text)
    except ValueError:
        made.fault(cell, f'"{cell.text}" is not a day like 2026-09-24')
        return None
    return (found if found.tzinfo else found.replace(tzinfo=made.zone)).astimezone(UTC)
