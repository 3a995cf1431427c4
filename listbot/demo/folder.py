"""The folder a demo is played in: its configuration, its database and the letters.

Makes it, or empties the one a demo was played in before. A folder with anything else in it is left
alone: ConfigError.
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
"""All that a demo leaves behind; SQLite keeps two files beside its own while somebody has it open.
"""

_SHIPPED = resources.files("listbot.demo")


def prepare(folder: Path | None) -> Path:
    """An empty folder with the demo's configuration in it, whose path is returned; None: a new one
    for temporary files."""
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
            (f"--dir {folder}: holds {foreign[0]}, which is no demo's; choose another folder",)
        )
    if not _is_ours(folder / CONFIG):
        raise ConfigError((f"--dir {folder}: its {CONFIG} is no demo's; choose another folder",))
    for name in sorted(found - {LETTERS}):
        (folder / name).unlink()
    shutil.rmtree(folder / LETTERS, ignore_errors=True)


def _is_ours(config: Path) -> bool:
    """Whether a demo wrote this file: its first line says so, whichever version it was."""
    first = (_SHIPPED / CONFIG).read_text(encoding="utf-8").partition("\n")[0]
    return config.is_file() and config.read_text(encoding="utf-8", errors="replace").startswith(
        first
    )
