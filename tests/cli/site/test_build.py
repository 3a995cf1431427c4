"""`listbot site build`: the public pages as files."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listbot.cli.group import cli

NOW = ("--now", "2026-10-01T12:00:00")


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the configuration of the demo, which was played."""
    folder = tmp_path_factory.mktemp("demo")
    CliRunner().invoke(cli, ["demo", "--dir", str(folder), "--json"], catch_exceptions=False)
    return folder / "config.toml"


def build(config: Path, folder: Path, *more: str) -> Result:
    """Call it as the shell would."""
    arguments = ["--config", str(config), "site", "build", str(folder), *more]
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def contents(place: Path) -> dict[str, bytes]:
    """Return every file of a copy."""
    found = (each for each in place.rglob("*") if each.is_file())
    return {str(each.relative_to(place)): each.read_bytes() for each in found}


def test_two_builds_of_one_moment_are_equal(config: Path, tmp_path: Path) -> None:
    """With --now every file of the copy is the same, byte for byte."""
    first, second = build(config, tmp_path / "1", *NOW), build(config, tmp_path / "2", *NOW)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert "votes/1.html" in contents(tmp_path / "1")


def test_helping_processes_make_the_same_copy(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each opens the database for itself."""
    monkeypatch.setattr("listbot.web.building.MANY", 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1})
    build(config, tmp_path / "helped", *NOW)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0})
    build(config, tmp_path / "alone", *NOW)
    assert contents(tmp_path / "helped") == contents(tmp_path / "alone")


def test_a_second_build_has_nothing_to_write(config: Path, tmp_path: Path) -> None:
    """It says how many pages there are, and what it did."""
    build(config, tmp_path, *NOW)
    again = build(config, tmp_path, *NOW)
    assert again.stdout.endswith(f" pages in {tmp_path}: 0 files written, 0 deleted\n")
    assert again.stderr == ""


def test_feeds_have_whole_urls_with_a_base_url(config: Path, tmp_path: Path) -> None:
    """Without one their ids are tags, and their links are relative."""
    build(config, tmp_path / "1", *NOW, "--base-url", "https://infra.example.org/board/")
    feed = (tmp_path / "1" / "all.atom").read_text()
    assert 'href="https://infra.example.org/board/votes/5.html"' in feed
    build(config, tmp_path / "2", *NOW)
    feed = (tmp_path / "2" / "all.atom").read_text()
    assert "<id>tag:example.org,2026:listbot/all.atom</id>" in feed


@pytest.mark.parametrize("url", ["infra.example.org", "ftp://x.example.org", "https://a b", "//x"])
def test_a_base_url_is_one(config: Path, tmp_path: Path, url: str) -> None:
    """Anything else is wrong usage, and nothing is written."""
    refused = build(config, tmp_path / "site", "--base-url", url)
    assert refused.exit_code == 2
    assert "must be an http:// or https:// URL" in refused.stderr
    assert not (tmp_path / "site").exists()
