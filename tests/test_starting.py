"""A module that is started by a fork behaves as one that Python starts."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests import starting


def test_what_it_says_and_its_exit_code() -> None:
    """Output, errors and exit code are those of the command."""
    done = starting.run("listbot", "--version")
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "listbot", "")
    done = starting.run("listbot", "nonsense")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No such command 'nonsense'" in done.stderr


def test_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It works where it is told to, with the environment that the test has now."""
    monkeypatch.setenv("LISTBOT_STORE__URL", "nonsense:")
    (tmp_path / "config.toml").touch()
    done = starting.run("listbot", "check-config", cwd=tmp_path)
    assert done.returncode == 78
    assert "no configuration" not in done.stderr


def test_a_signal_ends_it(tmp_path: Path) -> None:
    """It runs until then, and its end is told as `subprocess` does."""
    with (tmp_path / "out").open("wb") as out:
        one = starting.start("http.server", "0", "-b", "127.0.0.1", stdout=out, stderr=out)
    with pytest.raises(subprocess.TimeoutExpired):
        one.wait(0.01)
    assert one.poll() is None
    one.kill()
    assert one.wait(10) == -signal.SIGKILL == one.poll()
    one.terminate()
