"""Cuts the table in a file into rows whose cells know their place. Pure; never raises.

CSV, and the tables of MediaWiki, DokuWiki and Markdown. The first row names the columns. What a
wiki writes around a word (links, bold) is taken off.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One value and where it stands."""

    text: str
    line: int
    column: int
    """Both from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    line: int
    cells: dict[str, Cell]
    """By the column's name, in lower case; empty cells are left out."""


_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{0,200})\]\]")
_MARKS = re.compile(r"'''?|\*\*|`|^mailto:")
_RULE = re.compile(r"[\s|:-]+")
_CELL_STYLE = re.compile(r"\s*[\w-]+\s*=\s*\"[^\"]*\"\s*\|(?!\|)")


def rows_of(text: str, is_csv: bool) -> tuple[Row, ...]:
    """Return the rows below the one that names the columns."""
    lines = text.splitlines()
    if is_csv:
        found = _csv(lines)
    elif any(line.startswith("{|") for line in lines):
        found = _mediawiki(lines)
    else:
        found = _piped(lines)
    head = next(found, [])
    names = [cell.text.casefold() for cell in head]
    return tuple(
        Row(
            cells[0].line,
            {name: cell for name, cell in zip(names, cells, strict=False) if cell.text},
        )
        for cells in found
        if any(cell.text for cell in cells)
    )


def _csv(lines: list[str]) -> Iterator[list[Cell]]:
    """Yield the rows of a CSV file, separated by commas or by semicolons."""
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    begins = 1
    for values in reader:
        yield list(_placed(values, lines[begins - 1], begins))
        begins = reader.line_num + 1


def _placed(values: list[str], line: str, number: int) -> Iterator[Cell]:
    """Yield values with the columns at which they stand in their first line."""
    at = 0
    for value in values:
        word = value.strip()
        found = line.find(word, at) if word else at
        at = max(found, at)
        yield Cell(word, number, at + 1)
        at += len(word)


def _piped(lines: list[str]) -> Iterator[list[Cell]]:
    """Yield the rows of a table of DokuWiki or Markdown."""
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare[:1] not in ("|", "^") or _RULE.fullmatch(bare):
            continue
        yield list(_split(line, number, "|^"))[1:-1]


def _split(line: str, number: int, separators: str) -> Iterator[Cell]:
    """Yield what stands between separators that are not part of a link."""
    begin, depth = 0, 0
    for at, character in enumerate(f"{line}{separators[0]}"):
        depth += (line[at : at + 2] == "[[") - (line[at - 1 : at + 1] == "]]")
        if character in separators and depth <= 0:
            yield _cell(line[begin:at], number, begin)
            begin = at + 1


def _mediawiki(lines: list[str]) -> Iterator[list[Cell]]:
    """Yield the rows of a table of MediaWiki, whose cells may stand in lines of their own."""
    row: list[Cell] = []
    for number, line in enumerate(lines, 1):
        if line.startswith(("|-", "|}")):
            if row:
                yield row
            row = []
        elif line.startswith(("|", "!")) and not line.startswith("|+"):
            row += _wide(line, number)


def _wide(line: str, number: int) -> Iterator[Cell]:
    """Yield the cells of one line: "| a || b", "! a !! b", each with a style in front or not."""
    begin = 1
    for part in re.split(r"\|\||!!", line[1:]):
        style = _CELL_STYLE.match(part)
        skipped = style.end() if style else 0
        yield _cell(part[skipped:], number, begin + skipped)
        begin += len(part) + 2


def _cell(written: str, line: int, begin: int) -> Cell:
    text = _MARKS.sub("", _LINK.sub(r"\1", written).strip()).strip()
    indent = len(written) - len(written.lstrip())
    return Cell(text, line, begin + indent + 1)
