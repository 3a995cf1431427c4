"""Where commands look for the configuration."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from listbot.cli import configuration
from listbot.cli.group import GlobalOptions, cli
from listbot.errors import ConfigError


def context(path: Path | None = None) -> click.Context:
    """Return a command's context as the group makes it."""
    return click.Context(click.Command("x"), obj=GlobalOptions(config=path))


def test_a_file_that_was_named_is_taken_without_looking(tmp_path: Path) -> None:
    """--config or LISTBOT_CONFIG decides; if the file does not exist, the fault names it."""
    assert configuration.config_path(context(tmp_path / "x.toml")) == tmp_path / "x.toml"


def test_the_first_place_with_a_file_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The current folder comes before /etc, also for a command that is called without the group."""
    here, etc = tmp_path / "here.toml", tmp_path / "etc.toml"
    monkeypatch.setattr(configuration, "PLACES", (here, etc))
    etc.touch()
    assert configuration.config_path(context()) == etc
    here.touch()
    assert configuration.config_path(click.Context(click.Command("x"))) == here


def test_no_file_anywhere_is_a_fault_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the places, and the command that writes a first file."""
    monkeypatch.setattr(configuration, "PLACES", (tmp_path / "a.toml", tmp_path / "b.toml"))
    with pytest.raises(ConfigError) as caught:
        configuration.config_path(context())
    assert caught.value.faults == (
        f"no configuration at {tmp_path}/a.toml or {tmp_path}/b.toml; `listbot init` writes one",
    )


def test_a_warning_is_told_once_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A command that reads the configuration twice warns once; the next run warns again."""
    path = tmp_path / "config.toml"
    init = CliRunner().invoke(
        cli, ["init", "--dir", str(tmp_path), "--yes", "--admin", "infra@example.org"]
    )
    assert init.exit_code == 0
    ctx = context(path)
    first = configuration.configuration(ctx)
    assert configuration.configuration(ctx) == first
    assert len(first.warnings) > 0
    told = capsys.readouterr().err.splitlines()
    assert told == [f"listbot: {warning}" for warning in first.warnings]
    configuration.configuration(context(path))
    assert capsys.readouterr().err.splitlines() == told
