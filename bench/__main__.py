"""`make bench`: run all benchmarks and print their goals. Exits with 0 whatever comes out:
people judge figures.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

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
from tests.postgresql import programs


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="smaller sizes, for a look")
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    options.add_argument(
        "--only",
        choices=(
            "reading",
            "live",
            "desk",
            "search",
            "import",
            "recap",
            "record",
            "web",
            "peers",
            "postgresql",
            "move",
            "hostile",
            "foundation",
            "million",
        ),
    )
    asked = options.parse_args()
    sections: dict[str, Sequence[Figure | Table | Note]] = {}
    with tempfile.TemporaryDirectory(prefix="listbot-bench-") as top:
        folder = Path(top)
        if asked.only in (None, "reading"):
            sections["Reading, one core"] = reading.measure(500 if asked.quick else 3000)
        if asked.only in (None, "live"):
            sections["Live, LMTP to commit"] = live.measure(folder, 300 if asked.quick else 2000)
        if asked.only in (None, "desk"):
            sections["Help desk, LMTP to commit"] = desk.measure(
                folder, 200 if asked.quick else 1000
            )
        if asked.only in (None, "search"):
            size = 5_000 if asked.quick else 50_000
            sections["Tickets, listed and found"] = search.measure(folder, size)
        if asked.only in (None, "import"):
            sizes = (1_000, 3_000) if asked.quick else archive.SIZES
            sections["Import of an archive"] = archive.measure(folder, sizes)
        if asked.only in (None, "recap"):
            sizes = (1_000, 5_000) if asked.quick else (10_000, 50_000)
            sections["Recap of a list"] = recap.measure(folder, *sizes)
        if asked.only in (None, "record"):
            sizes = (500, 100) if asked.quick else (5_000, 2_000)
            sections["The group's record"] = record.measure(folder, *sizes)
        if asked.only in (None, "web"):
            sizes = (200, 1_000) if asked.quick else (10_000, 50_000)
            sections["The public pages"] = web.measure(folder, *sizes)
        if asked.only in (None, "peers"):
            sizes = (100, 300) if asked.quick else peers.SIZES
            sections["An archive, beside peers"] = peers.measure(folder, sizes)
        # the rest takes half an hour, each
        if asked.only == "foundation":
            whole = foundation.QUICK if asked.quick else foundation.FULL
            sections["A foundation"] = foundation.measure(folder, whole)
        if asked.only == "million":
            count = 20_000 if asked.quick else million.COUNT
            sections["A million mails"] = million.measure(folder, count)
        if asked.only in ("postgresql", "move") and programs() is None:
            raise SystemExit("no PostgreSQL is installed here, so there is nothing to measure")
        if asked.only in (None, "postgresql") and programs() is not None:
            sections["PostgreSQL beside SQLite"] = postgresql.measure(
                folder, 300 if asked.quick else 2000
            )
        if asked.only == "move":  # it takes several minutes
            sections["Moving a help desk's database"] = moving.measure(
                folder, 2_000 if asked.quick else 50_000
            )
        if asked.only == "hostile":  # it takes most of an hour
            sections["Hostile mails through the whole line"] = hostile.measure(quick=asked.quick)
    if asked.json:
        print(
            json.dumps(
                {name: [asdict(each) for each in figures] for name, figures in sections.items()},
                indent=1,
            )
        )
        return
    for name, figures in sections.items():
        print(f"\n{name}")
        for each in figures:
            print(each.line())


main()
