"""Tests of listbot.letters.loading."""

from pathlib import Path

import pytest

from listbot.errors import ConfigError
from listbot.letters.loading import load_templates


def test_a_communitys_template_replaces_ours(tmp_path: Path) -> None:
    """A file of the same name, also in parts/, replaces ours; all others stay."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "foot.txt.j2").write_text("ein Programm\n", encoding="utf-8")
    (tmp_path / "README").write_text("ours", encoding="utf-8")
    shipped = load_templates()
    assert load_templates(tmp_path) == {**shipped, "parts/foot.txt.j2": "ein Programm\n"}


def test_a_name_that_replaces_nothing_is_a_fault(tmp_path: Path) -> None:
    """A misspelt file name is reported, not silently ignored."""
    (tmp_path / "M1-open.txt.j2").write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"templates_dir: M1-open\.txt\.j2: no such template"):
        load_templates(tmp_path)


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    """The folder is named in the error."""
    with pytest.raises(ConfigError, match=r"templates_dir: .*none"):
        load_templates(tmp_path / "none")


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    """Templates are UTF-8."""
    (tmp_path / "M1-opened.txt.j2").write_bytes(b"Subject: \xff")
    with pytest.raises(ConfigError, match=r"templates_dir: .*codec"):
        load_templates(tmp_path)
