"""Reads tables: of MediaWiki, DokuWiki, Moin, Markdown, AsciiDoc, and drawn boxes. Pure; linear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from listbot.records.minutes.shapes.blocks import Block
from listbot.records.minutes.shapes.items import Kind
from listbot.records.minutes.shapes.markup import plain
from listbot.records.minutes.words.lexicon import Sense

_DASHES = re.compile(r"[|+]?[\s:|+=-]{3,}[|+]?")
_BREAK = re.compile(r"<br ?/?>|\[\[BR\]\]|\\\\(?=\s)")
_STYLE = re.compile(r"\s*(?:[a-z]{3,12}=\"[^\"|]{0,80}\"\s*)+\|")
"""What MediaWiki puts before a cell: `style="..." |`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the words of its first row, and the other rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sense: Sense | None = None
    """Of what it stands below."""


def tables_of(blocks: Sequence[Block]) -> list[Table]:
    """Return the tables among blocks, each with what it stands below."""
    found: list[Table] = []
    lines: list[str] = []
    sense: Sense | None = None
    for block in blocks:
        if block.item.kind is Kind.TABLE:
            if block.item.starts:
                lines.append("")
            lines.append(block.item.text)
            sense = block.sense
        elif lines:
            found += [replace(each, sense=sense) for each in tables_in(lines)]
            lines = []
    return [*found, *(replace(each, sense=sense) for each in tables_in(lines))]


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
    is_drawn: bool = False
    """Each row has a line of dashes below it, so that a row may be several lines."""
    is_ascii: bool = False
    cells: list[str] = field(default_factory=list)
    _goes_on: bool = False

    def close(self) -> None:
        """End the table, if there is one."""
        if self.header:
            self.found.append(Table(self.header, tuple(self.rows)))
        self.header, self.rows = (), []
        self.is_drawn = self._goes_on = False

    def take(self, line: str) -> None:
        """Take one line."""
        if line.startswith("|==="):
            self._ascii()
        elif self.is_ascii:
            self.cells += [each for each in _cells(line, "|") if line]
            self.header = self.header or tuple(self.cells)
        elif line.startswith(("{|", "|}")) or not (line or self.is_media):
            self.close()
            self.is_media = line.startswith("{|")
        elif line.startswith(("!", "^")):
            if self.is_media and self.header and not self.rows:
                self.header += _cells(line, line[0])
            else:
                self.close()
                self.header = _cells(line, line[0])
        elif self.is_media and line.startswith("|-"):
            self._goes_on = False
        elif line and not _DASHES.fullmatch(line):
            self._row(_cells(line, "|"))
        elif line.startswith("+"):
            self.is_drawn = self.is_drawn or bool(self.header)
            self._goes_on = False

    def _ascii(self) -> None:
        """Begin or end a table of AsciiDoc, whose rows may have a line for each cell."""
        if self.is_ascii and self.header:
            size = len(self.header)
            cells = self.cells[size:]
            self.rows = [tuple(cells[at : at + size]) for at in range(0, len(cells), size)]
        self.close()
        self.cells = []
        self.is_ascii = not self.is_ascii

    def _row(self, cells: tuple[str, ...]) -> None:
        if self.is_media and self._goes_on and self.rows:
            self.rows[-1] += cells  # one cell a line
            return
        is_more = self._goes_on and self.is_drawn and self.rows and len(cells) == len(self.header)
        if is_more and not cells[0] and any(cells):
            self.rows[-1] = tuple(
                f"{one} {more}".strip() for one, more in zip(self.rows[-1], cells, strict=True)
            )
            return
        if self.header and len(self.header) != len(cells) and not self.is_media:
            self.close()
        if self.header:
            self.rows.append(cells)
        else:
            self.header = cells
        self._goes_on = True


def _cells(line: str, mark: str) -> tuple[str, ...]:
    inside = _BREAK.sub("\n", line).strip().strip(mark).replace(mark * 2, mark)
    if mark == "^":
        inside = inside.replace("|", "^")
    inside = _STYLE.sub("", inside)
    return tuple("\n".join(map(plain, cell.split("\n"))) for cell in inside.split(mark))
