"""The unit: understood by systemd, and closed as far as a daemon that speaks TCP can be."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[1] / "systemd/listbot.service"
MOST_EXPOSED = 1.2  # of 10; what a hardened network daemon comes to

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"
)


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze, which needs no running systemd for files."""
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )


@needs_systemd
def test_every_line_is_known_to_systemd(tmp_path: Path) -> None:
    """`verify` ends with 0 even for keys that do not exist: any word on stderr is a fault."""
    unit = tmp_path / "listbot.service"
    # The program is not installed where the tests run, and verify looks for it.
    unit.write_text(
        UNIT.read_text(encoding="utf-8").replace("/opt/listbot/bin/listbot", "/bin/true"),
        encoding="utf-8",
    )
    run = analyze("verify", str(unit))
    assert (run.returncode, run.stderr) == (0, "")


@needs_systemd
def test_the_daemon_is_exposed_no_more_than_it_must(tmp_path: Path) -> None:
    """The exposure that systemd computes stays under the bound."""
    shown = analyze("security", "--offline=true", "--no-pager", str(UNIT)).stdout
    level = re.search(r"Overall exposure level for listbot\.service: ([0-9.]+)", shown)
    assert level is not None
    assert float(level[1]) <= MOST_EXPOSED


def test_a_wrong_configuration_is_not_tried_again() -> None:
    """The exit codes that cannot get better by starting again are those of listbot.cli.exits."""
    assert "RestartPreventExitStatus=2 78\n" in UNIT.read_text(encoding="utf-8")


def test_a_daemon_that_was_ended_is_always_started_again() -> None:
    """A mail that hangs ends it three times before it is set aside; systemd must not have given up
    by then.
    """
    unit, service = UNIT.read_text(encoding="utf-8").split("[Service]")
    assert "StartLimitIntervalSec=0\n" in unit
    assert "Restart=on-failure\n" in service
