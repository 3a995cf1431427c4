"""The folder a demo is played in."""

import shutil
from pathlib import Path

import pytest

from listbot.demo.folder import prepare
from listbot.errors import ConfigError


def names(folder: Path) -> set[str]:
    """Return the names of the files in a folder."""
    return {each.name for each in folder.iterdir()}


def test_a_new_folder_is_made() -> None:
    """By default it makes a temporary folder that contains only the configuration."""
    config = prepare(None)
    found = names(config.parent)
    shutil.rmtree(config.parent)
    assert found == {"config.toml", "roster.toml"}


@pytest.mark.parametrize("exists", [True, False])
def test_an_empty_or_missing_folder_is_taken(tmp_path: Path, exists: bool) -> None:
    """An empty or missing folder is as good as a new one."""
    folder = tmp_path / "deep" / "demo"
    if exists:
        folder.mkdir(parents=True)
    assert prepare(folder) == folder / "config.toml"
    assert names(folder) == {"config.toml", "roster.toml"}


def test_an_earlier_demo_is_emptied(tmp_path: Path) -> None:
    """Everything an earlier demo left is removed: database, letters, SQLite's other files."""
    prepare(tmp_path)
    for name in ("listbot.db", "listbot.db-wal", "listbot.db-shm"):
        (tmp_path / name).touch()
    (tmp_path / "out" / "new").mkdir(parents=True)
    (tmp_path / "out" / "new" / "a-letter").touch()
    prepare(tmp_path)
    assert names(tmp_path) == {"config.toml", "roster.toml"}


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """If one file is not a demo's, nothing in the folder is touched."""
    prepare(tmp_path)
    (tmp_path / "thesis.txt").touch()
    (tmp_path / "listbot.db").touch()
    with pytest.raises(ConfigError, match=r"contains thesis.txt, not from a demo"):
        prepare(tmp_path)
    assert names(tmp_path) == {"config.toml", "roster.toml", "thesis.txt", "listbot.db"}


@pytest.mark.parametrize("text", ["[bot]\n", None])
def test_a_real_installation_is_left_alone(tmp_path: Path, text: str | None) -> None:
    """A database without a demo's configuration beside it is somebody's."""
    if text is not None:
        (tmp_path / "config.toml").write_text(text)
    (tmp_path / "listbot.db").touch()
    before = names(tmp_path)
    with pytest.raises(ConfigError, match=r"its config.toml is not from a demo"):
        prepare(tmp_path)
    assert names(tmp_path) == before
