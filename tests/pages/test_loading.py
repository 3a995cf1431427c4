"""Templates of the pages: ours, and those in a community's folder that replace them."""

from pathlib import Path

import pytest

from listbot.errors import ConfigError
from listbot.pages.loading import STYLE, load_templates


def test_ours_are_there() -> None:
    """The style sheet and the templates are in the package."""
    assert {STYLE, "layout.html.j2", "vote.html.j2"} <= set(load_templates())


def test_a_file_replaces_ours(tmp_path: Path) -> None:
    """A file of the same name takes the place of ours; other kinds of files are left alone."""
    (tmp_path / STYLE).write_text("body { color: black }")
    (tmp_path / "notes.txt").write_text("how we made it")
    found = load_templates(tmp_path)
    assert found == load_templates() | {STYLE: "body { color: black }"}


def test_a_file_that_replaces_nothing_is_a_fault(tmp_path: Path) -> None:
    """A misspelt name is told, not passed over."""
    (tmp_path / "votse.html.j2").write_text("")
    with pytest.raises(ConfigError, match=r"votse\.html\.j2: no such file to replace"):
        load_templates(tmp_path)


def test_a_folder_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """The fault names the key and the folder."""
    (tmp_path / STYLE).write_bytes(b"\xff")
    with pytest.raises(ConfigError, match=r"web\.templates_dir: .*codec"):
        load_templates(tmp_path)
