"""Exit codes: one for each kind of error, reported in one line."""

import errno
import os
import subprocess
import sys

import click
import pytest

from listbot.cli import exits
from listbot.errors import ConfigError, PermanentError, StoreUnavailable


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (PermanentError("no mail <a@b> here"), 1, "listbot: no mail <a@b> here\n"),
        (StoreUnavailable("the disk is full"), 75, "listbot: the disk is full\n"),
        (ConfigError(("one", "two")), 78, "listbot: one\nlistbot: two\n"),
        (click.ClickException("is there already"), 1, "Error: is there already\n"),
        (click.UsageError("no such option"), 2, "Error: no such option\n"),
        (click.Abort(), 1, "listbot: stopped\n"),
        (
            FileNotFoundError(errno.ENOENT, "No such file", "x.mbox"),
            1,
            "listbot: x.mbox: No such file\n",
        ),
        (OSError(errno.EIO, "Input/output error"), 1, "listbot: Input/output error\n"),
        (KeyError("x"), 1, "listbot: internal error: KeyError: 'x' (--debug shows where)\n"),
    ],
)
def test_each_error_has_its_code_and_its_line(
    error: Exception, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is for programs, the line on stderr for people."""
    found = exits.answer(error)
    assert (found, capsys.readouterr()) == (code, ("", said))


def test_a_reader_that_went_away_is_no_fault() -> None:
    """`listbot ... | head` ends quietly, without a traceback."""
    program = "import sys; from listbot.cli.exits import answer; import errno; print('x'); "
    program += "sys.exit(answer(BrokenPipeError(errno.EPIPE, 'Broken pipe')))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (1, "")


def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command is a usage error."""
    assert exits.run(["votes"]) == 2
    assert "No such command 'votes'" in capsys.readouterr().err


def test_a_missing_configuration_is_78(
    tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A named file that does not exist is a wrong configuration, in one line and without a
    traceback.
    """
    monkeypatch.chdir(tmp_path)
    assert exits.run(["--config", "none.toml", "check-config"]) == 78
    assert (
        capsys.readouterr().err == "listbot: none.toml: cannot be read: No such file or directory\n"
    )


def test_debug_lets_the_traceback_through(
    tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --debug the error itself comes out; a usage error stays a usage error."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError):
        exits.run(["--debug", "--config", "none.toml", "check-config"])
    assert exits.run(["--debug", "votes"]) == 2
