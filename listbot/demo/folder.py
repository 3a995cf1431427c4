"""Prepares the folder a demo is played in, with its configuration, database and letters.

It creates the folder, or empties one that an earlier demo left. A folder with anything else in it
is left alone.
"""

import shutil
import tempfile
from importlib import resources
from pathlib import Path

from listbot.errors import ConfigError

CONFIG = "config.toml"
ROSTER = "roster.toml"
DATABASE = "listbot.db"
LETTERS = "out"
RECEIPTS = f"{DATABASE}.receipts"
OURS = frozenset(
    {CONFIG, ROSTER, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", RECEIPTS, LETTERS}
)
"""Everything a demo leaves; SQLite keeps two more files while somebody has the database open."""

_SHIPPED = resources.files("listbot.demo")


def prepare(folder: Path | None) -> Path:
    """Make a folder that contains only the demo's configuration, and return its path; None makes a
    temporary folder.

    Raises ConfigError if the folder contains anything that is not a demo's.
    """
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="listbot-demo-"))
    elif folder.exists():
        _empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (CONFIG, ROSTER):
        (folder / name).write_text((_SHIPPED / name).read_text(encoding="utf-8"), encoding="utf-8")
    return folder / CONFIG


def _empty(folder: Path) -> None:
    found = {each.name for each in folder.iterdir()}
    if not found:
        return
    foreign = sorted(found - OURS)
    if foreign:
        raise ConfigError(
            (f"--dir {folder}: contains {foreign[0]}, not from a demo; choose another folder",)
        )
    if not _is_ours(folder / CONFIG):
        raise ConfigError(
            (f"--dir {folder}: its {CONFIG} is not from a demo; choose another folder",)
        )
    for name in sorted(found - {LETTERS}):
        (folder / name).unlink()
    shutil.rmtree(folder / LETTERS, ignore_errors=True)


def _is_ours(config: Path) -> bool:
    """Return whether a demo wrote this file: its first line says so, in every version."""
    first = (_SHIPPED / CONFIG).read_text(encoding="utf-8").partition("\n")[0]
    return config.is_file() and config.read_text(encoding="utf-8", errors="replace").startswith(
        first
    )
