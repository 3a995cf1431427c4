"""Finds tables without a frame: columns of spaces, cells parted by bars. Pure; linear.

They become lines with bars, as wikis write them, so that `tables` reads one form.
"""

import re
from collections.abc import Sequence

from listbot.records.minutes.words.senses import column_of

_GAP = re.compile(r"\s{2,}")
_RULE = re.compile(r"[\s|+=_:-]{3,}")
_LINK = re.compile(r"\[\[[^\[\]]{0,200}\]\]")
"""A wiki's link may have a bar of its own."""
DAY = re.compile(
    r"\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?\.?|\d{1,2}\.? [A-Za-z]{3,9}\.?|[A-Za-z]{3,9}\.? \d{1,2}"
)
MOST = 12  # columns
LONGEST_HEAD = 30  # characters of a column's head


def with_tables(lines: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Return the lines; those of a table without a frame have one."""
    found: list[tuple[str, bool]] = []
    at = 0
    while at < len(lines):
        line, quoted = lines[at]
        rows = [] if quoted or line.lstrip()[:1] in "|^!{+" else _table(lines, at)
        if rows:
            found += [("", False), *((row, False) for row in rows), ("", False)]
            at += len(rows)
        else:
            found.append(lines[at])
            at += 1
    return found


def _table(lines: Sequence[tuple[str, bool]], at: int) -> list[str]:
    """Return the rows of the table that begins at a line, with bars; none if there is none."""
    line = lines[at][0]
    below = next((each for each, _ in lines[at + 1 : at + 3] if not _RULE.fullmatch(each)), "")
    bare = _LINK.sub("", line)
    if " | " in bare or bare.count("|") > 1:
        return _piped(lines, at)
    heads = _GAP.split(line.strip()) if below.strip() else []
    if not _is_head(heads):
        return []
    starts = _starts(line)
    found = [f"| {' | '.join(heads)} |"]
    for row, _ in lines[at + 1 :]:
        if not row.strip():
            break
        found.append("|---|" if _RULE.fullmatch(row) else f"| {' | '.join(_cells(row, starts))} |")
    return found if len(found) > 1 else []


def _is_head(heads: Sequence[str]) -> bool:
    """Return whether words are the heads of columns: one of people, and one of something else."""
    if not 2 <= len(heads) <= MOST or any(
        len(each) > LONGEST_HEAD or ":" in each for each in heads
    ):
        return False
    known = [column_of(each) or ("day" if DAY.fullmatch(each) else "") for each in heads]
    kinds = {each for each in known if each}
    return (
        bool({"who", "both"} & kinds) and len(kinds) > 1 and sum(map(bool, known)) * 2 >= len(heads)
    )


def _starts(line: str) -> list[int]:
    """Return where each column begins."""
    at = len(line) - len(line.lstrip())
    return [at, *(match.end() for match in _GAP.finditer(line) if match.start() > at)]


def _cells(row: str, starts: Sequence[int]) -> list[str]:
    """Return the cells of a row: as many as the heads, or those that stand below them."""
    cells = _GAP.split(row.strip())
    if len(cells) == len(starts):
        return cells
    found = [""] * len(starts)
    at = len(row) - len(row.lstrip())
    for cell in cells:
        column = max((n for n, start in enumerate(starts) if start <= at + 2), default=0)
        found[column] = f"{found[column]} {cell}".strip()
        at = row.find(cell, at) + len(cell)
        at += len(row[at:]) - len(row[at:].lstrip())
    return found


def _piped(lines: Sequence[tuple[str, bool]], at: int) -> list[str]:
    """Return the rows of a table whose cells are parted by bars, without a bar at its edges."""
    found: list[str] = []
    for line, _ in lines[at:]:
        bare = line.strip()
        if "|" not in bare or bare[0] in "|^!{+":
            break
        found.append("|---|" if _RULE.fullmatch(line) else f"| {bare} |")
    return found if len(found) > 1 else []
