"""Reads tables of wikis: MediaWiki, DokuWiki and Markdown. Pure; linear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from listbot.records.minutes.rows import plain

_DASHES = re.compile(r"[|+]?[\s:|+=-]{3,}[|+]?")
_BREAK = re.compile(r"<br ?/?>")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words of its header, and its rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_in(lines: Sequence[str]) -> list[Table]:
    """Return the tables in lines that look like parts of one, in order. An empty line is between
    two of them.
    """
    reader = _Reader()
    for line in lines:
        reader.take(line)
    reader.close()
    return reader.found


@dataclass(slots=True)
class _Reader:
    found: list[Table] = field(default_factory=list)
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    is_media: bool = False

    def close(self) -> None:
        """End the table, if there is one."""
        if self.header and self.rows:
            self.found.append(Table(self.header, tuple(self.rows)))
        self.header, self.rows = (), []

    def take(self, line: str) -> None:
        """Take one line."""
        if line.startswith(("{|", "|}")) or not (line or self.is_media):
            self.close()
            self.is_media = line.startswith("{|")
        elif line.startswith(("!", "^")):
            self.close()
            self.header = _cells(line, line[0])
        elif line and not _DASHES.fullmatch(line) and not line.startswith("|-"):
            self._row(_cells(line, "|"))

    def _row(self, cells: tuple[str, ...]) -> None:
        if self.header and len(self.header) != len(cells) and not self.is_media:
            self.close()
        if self.header:
            self.rows.append(cells)
        else:
            self.header = cells


def _cells(line: str, mark: str) -> tuple[str, ...]:
    inside = _BREAK.sub("\n", line).strip().strip(mark).replace(mark * 2, mark)
    return tuple("\n".join(map(plain, cell.split("\n"))) for cell in inside.split(mark))
