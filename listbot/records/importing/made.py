"""What a file makes: its acts, and what is wrong with which cell. Pure; never raises.

The key of an act is made from its content, so that the same file imported twice adds nothing.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from listbot.mail.wire.headers import ADDR_SPEC
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.importing.tables import Cell, Row


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
    now: datetime
    """When what has no date is taken to have happened."""
    people: dict[str, str] = field(default_factory=dict)
    """Name, or address, in lower case -> address."""
    acts: list[RecordAct] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, cell: Cell, words: str) -> None:
        """Note a fault at a cell."""
        self.faults.append(Fault(cell.line, cell.column, words))

    def lacks(self, row: Row, column: str) -> None:
        """Note that a row has no such cell."""
        self.faults.append(Fault(row.line, 1, f'the row has no "{column}"'))

    def add(self, verb: RecordVerb, at: datetime | None, about: str, **more: object) -> RecordAct:
        """Add an act with a key made from its content. `at`: None if the file has no date."""
        dated = at.isoformat() if at is not None else "undated"
        content = f"{verb} {dated} {about} {sorted(more.items())}"
        key = f"import {sha256(content.encode()).hexdigest()[:16]}"
        act = RecordAct(verb, key, at or self.now, about, **more)  # type: ignore[arg-type] # fields by name
        self.acts.append(act)
        return act

    def time(self, cell: Cell) -> datetime | None:
        """Return the time in a cell, a day or a day and an hour, in the group's zone; None if it
        has none, which is a fault.
        """
        try:
            found = datetime.fromisoformat(cell.text)
        except ValueError:
            self.fault(cell, f'"{cell.text}" is not a day like 2026-09-24')
            return None
        return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)

    def members(self, cell: Cell | None) -> tuple[str, ...]:
        """Return the addresses of the members who are named in a cell; others are faults."""
        return self._people(cell, "is not a member; guests have a column of their own", any_=False)

    def anybody(self, cell: Cell | None) -> tuple[str, ...]:
        """Return the addresses of the people who are named in a cell, members or not."""
        return self._people(cell, "is not a member; please give the address", any_=True)

    def _people(self, cell: Cell | None, else_: str, *, any_: bool) -> tuple[str, ...]:
        found: list[str] = []
        for word in words_of(cell):
            assert cell is not None
            said = word.casefold()
            address = self.people.get(said)
            if address is None and any_ and ADDR_SPEC.fullmatch(word):
                address = said
            if address is None:
                self.fault(cell, f'"{word}" {else_}')
            else:
                found.append(address)
        return tuple(dict.fromkeys(found))


def words_of(cell: Cell | None) -> tuple[str, ...]:
    """Return what stands between the commas of a cell."""
    words = re.split(r"[,;]", cell.text) if cell is not None else ()
    return tuple(word.strip() for word in words if word.strip())
