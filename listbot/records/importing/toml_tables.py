"""Cuts a TOML file of [[members]], [[meetings]], [[services]] and [[access]] into the rows that a
table would have. Pure.

Raises tomllib.TOMLDecodeError, whose text has line and column, for a file that is not TOML.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from listbot.records.importing.tables import Cell, Row

_HEAD = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=\s*")


def rows_of_toml(text: str) -> tuple[tuple[str, Row], ...]:
    """Return the rows, each with the name of its table."""
    found: list[tuple[str, Row]] = []
    for name, tables in tomllib.loads(text).items():
        places = list(_places(text, name))
        if not isinstance(tables, list) or len(places) != len(tables):
            line = next((n for n, each in _numbered(text) if name in each), 1)
            found.append(("", Row(line, {"": Cell(name, line, 1)})))
            continue
        for table, (line, keys) in zip(tables, places, strict=True):
            cells = {
                key: Cell(_text(value), *keys.get(key, (line, 1))) for key, value in table.items()
            }
            found.append((name, Row(line, {key: each for key, each in cells.items() if each.text})))
    return tuple(found)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return iter(enumerate(text.splitlines(), 1))


def _places(text: str, name: str) -> Iterator[tuple[int, dict[str, tuple[int, int]]]]:
    """Yield the line at which each [[name]] begins, and the places of its values."""
    current: tuple[int, dict[str, tuple[int, int]]] | None = None
    for number, line in _numbered(text):
        if head := _HEAD.match(line):
            if current is not None:
                yield current
            current = (number, {}) if head[1] == name else None
        elif current is not None and (key := _KEY.match(line)):
            current[1].setdefault(key[1], (number, key.end() + 1))
    if current is not None:
        yield current


def _text(value: object) -> str:
    """Return a value as a table's cell would have it."""
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, date):  # or a datetime
        return value.isoformat()
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
