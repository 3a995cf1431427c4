"""Makes acts of the rows of a file, or says what is wrong with which cell. Pure; never raises."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from listbot.mail.wire.headers import ADDR_SPEC
from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Minutes
from listbot.records.importing import affairs
from listbot.records.importing.made import Made, words_of
from listbot.records.importing.tables import Cell, Row
from listbot.records.meetings.finding import key_at

MEMBERS, MEETINGS, SERVICES, ACCESS = "members", "meetings", "services", "access"
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
    SERVICES: {
        "name": ("service", "name"),
        "leads": ("lead", "leads"),
        "admins": ("admins", "admin", "administrators"),
        "outside": ("outside",),
        "since": ("since",),
    },
    ACCESS: {
        "system": ("system",),
        "member": ("member", "members", "name", "address"),
        "granted": ("granted", "since"),
        "revoked": ("revoked", "until"),
    },
}
"""What the columns mean, and how people call them."""
ELSEWHERE = ("service", "services", "lead", "admins", "granted", "access", "system")
OF_ITS_OWN = "belongs into a table of its own, about services or access; please leave it out here"


def kind_of(rows: Iterable[Row]) -> str:
    """Return what a table is about, by its columns."""
    names = {name for row in rows for name in row.cells}
    meetings = KNOWN[MEETINGS]
    if names & {*meetings["meeting"], *meetings["attended"]}:
        return MEETINGS
    if names & {"joined", "member since"}:
        return MEMBERS
    if "system" in names:
        return ACCESS
    return SERVICES if "service" in names else MEMBERS


def made_of(
    tables: Iterable[tuple[str, Row]], people: Mapping[str, str], zone: ZoneInfo, now: datetime
) -> Made:
    """Return the acts of all rows. `people`: those whom the record knows, name -> address; `now`:
    the time of what has no date.
    """
    made = Made(zone, now, {name.casefold(): address for name, address in people.items()})
    rows = [(kind, _known(kind, row, made)) for kind, row in tables]
    for kind, act in ACTS.items():  # members first: the other tables name them
        for own, row in rows:
            if own == kind:
                act(row, made)
    return made


def _known(kind: str, row: Row, made: Made) -> Row:
    """Return a row with the names of columns that we use; other columns are faults."""
    columns = KNOWN.get(kind)
    if columns is None:
        cell = next(iter(row.cells.values()), Cell("", row.line, 1))
        tables = ", ".join(f"[[{each}]]" for each in KNOWN)
        made.fault(cell, f'must hold {tables} and nothing else, not "{kind or cell.text}"')
        return row
    called = {each: name for name, names in columns.items() for each in names}
    cells: dict[str, Cell] = {}
    for name, cell in row.cells.items():
        if name in called:
            cells[called[name]] = cell
        else:
            told = OF_ITS_OWN if name in ELSEWHERE else f"is not one of {', '.join(columns)}"
            made.fault(cell, f'the column "{name}" {told}')
    return Row(row.line, cells)


def _member(row: Row, made: Made) -> None:
    """Add one time of one person in the group."""
    address, joined = row.cells.get("address"), row.cells.get("joined")
    if address is None or joined is None:
        made.lacks(row, "address" if address is None else "joined")
        return
    if not ADDR_SPEC.fullmatch(address.text):
        made.fault(address, f'"{address.text}" is not an address')
        return
    who = address.text.lower()
    name = row.cells["name"].text if "name" in row.cells else who.partition("@")[0]
    project = row.cells["project"].text if "project" in row.cells else ""
    began = made.time(joined)
    if began is None:
        return
    made.people |= {name.casefold(): who, who: who}
    made.add(RecordVerb.JOINED, began, who, name=name, text=project)
    for column, verb in (("confirmed", RecordVerb.CONFIRMED), ("left", RecordVerb.LEFT)):
        cell = row.cells.get(column)
        at = made.time(cell) if cell else None
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
        made.lacks(row, "meeting")
        return
    at = made.time(day)
    if at is None:
        return
    key = _free(key_at(at, made.zone), made)
    title = row.cells["title"].text if "title" in row.cells else ""
    made.add(RecordVerb.MEETING, at, key, name=title, when=at)
    if "cancelled" in row.cells and row.cells["cancelled"].text.casefold() != "no":
        made.add(RecordVerb.MEETING_OFF, at, key)
        return
    if "attended" not in row.cells:
        return
    minutes = Minutes(
        attendees=made.members(row.cells.get("attended")),
        guests=words_of(row.cells.get("guests")),
        regrets=made.members(row.cells.get("regrets")),
    )
    sent = made.add(RecordVerb.MINUTES, at, key, minutes=minutes)
    made.add(RecordVerb.PUBLISHED, at, key, text=sent.key)


def _free(key: str, made: Made) -> str:
    """Return the key of a meeting: the second one at the same time, or of a day without hours, has
    a number.
    """
    there = {act.about for act in made.acts if act.verb is RecordVerb.MEETING}
    keys = (key, *(f"{key}.{number}" for number in range(2, 100)))
    return next((each for each in keys if each not in there), key)


ACTS: Mapping[str, Callable[[Row, Made], None]] = {
    MEMBERS: _member,
    MEETINGS: _meeting,
    SERVICES: affairs.service,
    ACCESS: affairs.access,
}
"""What a row of each kind of table makes."""
