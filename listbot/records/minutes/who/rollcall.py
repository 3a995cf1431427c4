"""Reads who was there in tables: a row or a column for each person, and marks. Pure; linear."""

import re
from collections.abc import Iterator, Sequence

from listbot.records.minutes.shapes.columns import DAY
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.people import Named, names_in, one_per_line
from listbot.records.minutes.words.senses import PEOPLE, column_of, sense_of

LEAST_ROWS = 2
TO = {
    Sense.THERE: "there",
    Sense.GUESTS: "guests",
    Sense.REGRETS: "regrets",
    Sense.ABSENT: "absent",
}

_MARKS = re.compile(
    r"\s*(?P<name>[^\W\d][\w .'-]{0,40}?)(?P<marks>(?:(?:\t\s*+|[^\S\t]\s++)\S{1,8}+){1,20})\s*"
)
_THERE = re.compile(
    r"[xX✓✔+1pP●•*]|\[x\]|yes|y|ja|j|oui|o|da|s[ií]|tak|present|here|anwesend|x.*", re.I
)
_TICK = re.compile(r"[xX✓✔+1•*]|\[x\]|yes|ja|oui|s[ií]")
_SORRY = re.compile(r"e|exc.*|entsch.*|apol.*|r|regrets?|excus.*|sorry", re.IGNORECASE)
_NOT = re.compile(r"[-–—✗✘×❌0.]?|no|n|nein|non|abs.*|a|away|\[ \]|missing", re.IGNORECASE)

People = tuple[str, list[Named]]


def in_tables(tables: Sequence[Table]) -> Iterator[People]:
    """Yield the people of each table that says who was there, with the list they belong to."""
    for table in tables:
        rows = (table.header, *table.rows)
        is_head = len(table.header) > 1 and bool(column_of(table.header[1]))
        below = table.rows if is_head else rows
        labelled = [row for row in below if len(row) > 1 and sense_of(row[0]) in PEOPLE]
        for row in labelled:
            sense = sense_of(row[0])
            assert sense is not None
            yield TO[sense], [each for cell in row[1:] for each in names_in(cell)]
        for row in rows:
            if len(row) > 1 and sense_of(row[0]) is Sense.OFFICE:
                yield "office", names_in(row[1])
        if not labelled:
            yield from _by_row(table)


def _by_row(table: Table) -> Iterator[People]:
    """Yield one person a row, if a column of the table says whether they were there."""
    heads = [column_of(each) for each in table.header]
    days = [n for n, each in enumerate(table.header) if DAY.fullmatch(each.strip())]
    at = heads.index("presence") if "presence" in heads else days[-1] if days else -1
    is_list = table.sense in PEOPLE
    if "who" not in heads or (at < 0 and not is_list) or {"what", "both"} & set(heads):
        return
    who = heads.index("who")
    for row in table.rows:
        one = one_per_line(row[who]) if who < len(row) else None
        if one is None or (at >= len(row) and not is_list):
            continue
        beside = " ".join(
            cell for n, cell in enumerate(row) if n != who and (at < 0 or n == at or not days)
        )
        mark = row[at].strip() if 0 <= at < len(row) else "x"
        ticked = _ticked(table.header, row)
        if ticked:
            yield ticked, [one]
        elif _SORRY.fullmatch(mark):
            yield "regrets", [Named(one.name, "excused")]
        elif _NOT.fullmatch(mark):
            yield "absent", [Named(one.name, beside)]
        else:
            yield (
                TO.get(table.sense or Sense.THERE, "there"),
                [Named(one.name, f"{one.note} {beside}")],
            )


def _ticked(header: Sequence[str], row: Sequence[str]) -> str:
    """Return the list of a column that is ticked: "excused", "guest"; "" for none."""
    for head, cell in zip(header, row, strict=False):
        sense = sense_of(head)
        if sense in (Sense.REGRETS, Sense.GUESTS, Sense.ABSENT) and _TICK.fullmatch(cell.strip()):
            return TO[sense]
    return ""


def in_columns(text: str) -> Iterator[People]:
    """Yield people from names with a column of marks for each meeting; the last one is this."""
    rows = [_MARKS.fullmatch(line) for line in text[:20_000].splitlines() if len(line) < 300]
    marked = [(row["name"], row["marks"].split()[-1]) for row in rows if row is not None]
    there = [name for name, mark in marked if _THERE.fullmatch(mark)]
    if len(there) >= LEAST_ROWS:
        yield "there", [each for name in there if (each := one_per_line(name)) is not None]
        yield "regrets", [Named(name) for name, mark in marked if _SORRY.fullmatch(mark)]
