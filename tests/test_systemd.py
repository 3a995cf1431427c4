"""The unit: valid for systemd, and as locked down as a daemon that speaks TCP can be."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1] / "systemd/listbot.service"
MOST_EXPOSED = 1.2  # of 10; a hardened network daemon's level

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze, which checks files without a running systemd."""
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )


@needs_systemd
def test_every_line_is_known_to_systemd(tmp_path: Path) -> None:
    """`verify` exits with 0 even for unknown keys, so any word on stderr is an error."""
    unit = tmp_path / "listbot.service"
    # verify looks for the program, which is not installed where the tests run.
    unit.write_text(
        UNIT.read_text(encoding="utf-8").replace("/opt/listbot/bin/listbot", "/bin/true"),
        encoding="utf-8",
    )
    run = analyze("verify", str(unit))
    assert (run.returncode, run.stderr) == (0, "")


@needs_systemd
def test_the_daemon_is_exposed_no_more_than_it_must(tmp_path: Path) -> None:
    """The exposure that systemd computes stays within the bound."""
    shown = analyze("security", "--offline=true", "--no-pager", str(UNIT)).stdout
    level = re.search(r"Overall exposure level for listbot\.service: ([0-9.]+)", shown)
    assert level is not None
    assert float(level[1]) <= MOST_EXPOSED


def test_a_wrong_configuration_is_not_tried_again() -> None:
    """These exit codes of listbot.cli.exits mean that a restart cannot help."""
    assert "RestartPreventExitStatus=2 78\n" in UNIT.read_text(encoding="utf-8")


def test_a_daemon_that_was_ended_is_always_started_again() -> None:
    """A mail that hangs ends it three times before it is set aside; systemd must not give up
    before that.
    """
    unit, service = UNIT.read_text(encoding="utf-8").split("[Service]")
    assert "StartLimitIntervalSec=0\n" in unit
    assert "Restart=on-failure\n" in service
