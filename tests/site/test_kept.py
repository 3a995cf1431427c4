"""A copy that is kept up to date while a group lives is always what a new one would be."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.records.simulation.life import Life
from tests.records.simulation.script import read_years
from tests.site.sites import Site, rebuild

STOPS = (
    datetime(2026, 9, 12, tzinfo=UTC),
    datetime(2026, 10, 8, tzinfo=UTC),
    datetime(2026, 11, 5, tzinfo=UTC),
    datetime(2026, 12, 12, tzinfo=UTC),
    datetime(2027, 3, 20, tzinfo=UTC),
    datetime(2027, 9, 1, tzinfo=UTC),
)


@pytest.mark.slow
def test_a_copy_kept_through_a_year_is_the_same_as_a_new_one(tmp_path: Path) -> None:
    """Byte for byte: every page that should change has another stamp then."""
    life = Life(tmp_path)
    events = read_years("year-1.txt")
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for stop in STOPS:
        asyncio.run(life.live([each for each in events if began <= each.at < stop], stop))
        began = stop
        rebuild(tmp_path, stop)
        kept = contents(tmp_path / "site")
        shutil.move(tmp_path / "site", tmp_path / "kept")
        rebuild(tmp_path, stop)
        new = contents(tmp_path / "site")
        assert sorted(name for name in kept | new if kept.get(name) != new.get(name)) == [], stop
        shutil.rmtree(tmp_path / "site")
        shutil.move(tmp_path / "kept", tmp_path / "site")
    life.close()


def contents(place: Path) -> dict[str, bytes]:
    """Return every file of a copy."""
    site = Site(place)
    return {site.name(each): each.read_bytes() for each in site.files()}
