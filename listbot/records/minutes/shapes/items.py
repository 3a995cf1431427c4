"""What a text is cut into: items, each of a kind. Plain values."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_LINE = 2_000
"""Characters of a line that are read."""


class Kind(StrEnum):
    """What an item is."""

    HEADING = "heading"
    BULLET = "bullet"
    TABLE = "table"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the text says."""

    kind: Kind
    text: str
    indent: int = 0
    mark: str = ""
    box: str = ""
    """Of a task list: " " or "x"; "" for none."""
    level: int = 0
    """Of a heading: 1 is the highest."""
    starts: bool = False
    """A blank line stands above it."""
    quoted: bool = False
