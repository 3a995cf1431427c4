"""Reads who took on what in tables: a column for people, or tasks that name them. Pure; linear."""

from collections.abc import Iterator, Sequence

from listbot.records.minutes.doing.doers import NOBODY
from listbot.records.minutes.doing.tasks import Task, one_task
from listbot.records.minutes.shapes.tables import Table
from listbot.records.minutes.words.lexicon import Sense
from listbot.records.minutes.words.phrases import IS_DONE, NOTHING_AGREED
from listbot.records.minutes.words.senses import column_of, sense_of


def tasks_in_tables(tables: Sequence[Table], known: Sequence[str]) -> Iterator[Task]:
    """Yield the tasks of all tables."""
    for table in tables:
        for row in (table.header, *table.rows):
            if len(row) == 2 and sense_of(row[0]) is Sense.ACTION and not column_of(row[1]):
                yield from _in_cell(row[1], known)
        heads = _heads(table)
        for row in table.rows if table.sense is not Sense.RECALLED else ():
            if len(row) == len(heads):
                cells = zip(reversed(heads), reversed(row), strict=True)
                yield from _in_row(dict(cells), known)  # of two columns alike, the first counts


def _heads(table: Table) -> list[str]:
    """Return what the columns of a table are about."""
    heads = [column_of(each) for each in table.header]
    if "who" in heads:
        return heads
    return [  # without a column for people, a task says whose it is
        "both" if sense_of(head) is Sense.ACTION else column
        for head, column in zip(table.header, heads, strict=True)
    ]


def _in_row(row: dict[str, str], known: Sequence[str]) -> Iterator[Task]:
    """Yield the tasks of a row. `row`: its cells by what their columns are about."""
    state = row.get("state", "").strip()
    if state.startswith("[x]") or IS_DONE.search(f": {state}"):
        return
    who = row.get("who", "").strip()
    what = " ".join(row.get("what", "").split())
    is_somebody = not NOBODY.fullmatch(who)
    is_task = not NOBODY.fullmatch(what) and (is_somebody or not NOTHING_AGREED.match(what))
    if "who" in row and is_task:
        names = ", ".join(who.replace("@", "").split(" / "))
        yield Task(names if is_somebody else "", what)
    yield from _in_cell(row.get("both", ""), known)


def _in_cell(cell: str, known: Sequence[str]) -> Iterator[Task]:
    for line in cell.split("\n"):
        if not NOBODY.fullmatch(line.strip()) and not NOTHING_AGREED.match(line.strip()):
            yield from one_task(line, known)
