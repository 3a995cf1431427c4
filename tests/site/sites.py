"""The sites that are judged: the demo's, a group's first year, one of a record that was written to
break pages, and one without anything.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from click.testing import CliRunner

from listbot.cli.group import cli
from tests.records.simulation.life import Life
from tests.records.simulation.script import read_years
from tests.site import hostile

YEAR_ENDS = datetime(2027, 9, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """A copy of a site as files."""

    place: Path

    def files(self, *suffixes: str) -> list[Path]:
        """Return its files, or those of some formats, in order."""
        found = (each for each in self.place.rglob("*") if each.is_file())
        return sorted(each for each in found if not suffixes or each.suffix in suffixes)

    def name(self, file: Path) -> str:
        """Return the path of a file in the copy."""
        return str(file.relative_to(self.place))

    def texts(self, *suffixes: str) -> list[tuple[str, str]]:
        """Return files by name with their text."""
        return [(self.name(each), each.read_text("utf-8")) for each in self.files(*suffixes)]


def _demo(folder: Path) -> None:
    played = CliRunner().invoke(cli, ["demo", "--dir", str(folder), "--json"])
    assert played.exit_code == 0, played.output


def _year(folder: Path) -> None:
    life = Life(folder)
    asyncio.run(life.live(read_years("year-1.txt"), YEAR_ENDS))
    life.close()


def _hostile(folder: Path) -> None:
    life = Life(folder)
    asyncio.run(hostile.play(life))
    life.close()


def _empty(folder: Path) -> None:
    life = Life(folder)
    asyncio.run(life.player.start())
    life.close()


RECORDS: dict[str, tuple[Callable[[Path], None], datetime]] = {
    "demo": (_demo, datetime(2026, 10, 1, tzinfo=UTC)),
    "year": (_year, YEAR_ENDS),
    "hostile": (_hostile, hostile.ENDED),
    "empty": (_empty, datetime(2026, 9, 1, tzinfo=UTC)),
}
"""By name: what fills the database, and the moment that the site shows."""


def built(name: str, folder: Path) -> Site:
    """Play a record and build its site."""
    fill, now = RECORDS[name]
    fill(folder)
    rebuild(folder, now)
    return Site(folder / "site")


def rebuild(folder: Path, now: datetime) -> str:
    """Build the site of a record once more; return what the command said."""
    run = partial(CliRunner().invoke, cli, catch_exceptions=False)
    arguments = ["--config", str(folder / "config.toml"), "site", "build", str(folder / "site")]
    result = run([*arguments, "--now", f"{now:%Y-%m-%dT%H:%M:%S}"])
    assert result.exit_code == 0, result.output
    return result.stdout
