"""`make bench`: run the benchmarks and print each section when it is measured.

It exits with 0, whatever comes out: people judge figures.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from bench import (
    archive,
    desk,
    foundation,
    hostile,
    live,
    million,
    moving,
    peers,
    postgresql,
    reading,
    recap,
    record,
    search,
    web,
)
from bench.report import Figure, Note, Table


class Section(NamedTuple):
    """What is measured together."""

    title: str
    measure: Callable[..., Sequence[Figure | Table | Note]]
    whole: tuple[object, ...]
    """What `measure` is given beside a folder."""
    quick: tuple[object, ...]
    """The same for a look."""
    is_alone: bool = False
    """Whether it runs only if it is asked for: it takes half an hour or longer."""


SECTIONS = {
    "reading": Section(
        "Reading, one core", lambda _, count: reading.measure(count), (3000,), (500,)
    ),
    "live": Section("Live, LMTP to commit", live.measure, (2000,), (300,)),
    "desk": Section("Help desk, LMTP to commit", desk.measure, (1000,), (200,)),
    "search": Section("Tickets, listed and found", search.measure, (50_000,), (5_000,)),
    "import": Section("Import of an archive", archive.measure, (archive.SIZES,), ((1_000, 3_000),)),
    "cores": Section("Import on two cores", archive.measure_two_cores, (10_000,), (1_000,)),
    "recap": Section("Recap of a list", recap.measure, (10_000, 50_000), (1_000, 5_000)),
    "record": Section("The group's record", record.measure, (5_000, 2_000), (500, 100)),
    "web": Section("The public pages", web.measure, (10_000, 50_000), (200, 1_000)),
    "peers": Section("An archive, beside peers", peers.measure, (peers.SIZES,), ((100, 300),)),
    "postgresql": Section("PostgreSQL beside SQLite", postgresql.measure, (2000,), (300,)),
    "move": Section(
        "Moving a help desk's database", moving.measure, (50_000,), (2_000,), is_alone=True
    ),
    "foundation": Section(
        "A foundation",
        foundation.measure,
        (foundation.FULL,),
        (foundation.QUICK,),
        is_alone=True,
    ),
    "million": Section(
        "A million mails", million.measure, (million.COUNT,), (20_000,), is_alone=True
    ),
    "hostile": Section(
        "Hostile mails through the whole line",
        lambda _, quick: hostile.measure(quick),
        (False,),
        (True,),
        is_alone=True,
    ),
}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="smaller sizes, for a look")
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    options.add_argument("--only", choices=SECTIONS)
    asked = options.parse_args()
    found = {}
    with tempfile.TemporaryDirectory(prefix="listbot-bench-") as top:
        for name, section in SECTIONS.items():
            if asked.only != name and (asked.only or section.is_alone):
                continue
            sizes = section.quick if asked.quick else section.whole
            lines = section.measure(Path(top), *sizes)
            found[section.title] = [asdict(each) for each in lines]
            if not asked.json:
                print(f"\n{section.title}")
                print("\n".join(each.line() for each in lines), flush=True)
    if asked.json:
        print(json.dumps(found, indent=1))


main()
