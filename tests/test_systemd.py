"""The units: valid for systemd, and as locked down as a daemon that speaks TCP can be."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "systemd"
UNIT, WEB = FOLDER / "listbot.service", FOLDER / "listbot-web.service"
EACH = pytest.mark.parametrize("unit", [UNIT, WEB], ids=lambda unit: unit.stem)
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
@EACH
def test_every_line_is_known_to_systemd(tmp_path: Path, unit: Path) -> None:
    """`verify` exits with 0 even for unknown keys, so any word on stderr is an error."""
    # verify looks for the program, which is not installed where the tests run, and for the
    # units that a unit names.
    for each in (UNIT, WEB):
        text = each.read_text(encoding="utf-8").replace("/opt/listbot/bin/listbot", "/bin/true")
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    run = analyze("verify", str(tmp_path / unit.name))
    assert (run.returncode, run.stderr) == (0, "")


@needs_systemd
@EACH
def test_the_daemon_is_exposed_no_more_than_it_must(unit: Path) -> None:
    """The exposure that systemd computes stays within the bound."""
    shown = analyze("security", "--offline=true", "--no-pager", str(unit)).stdout
    level = re.search(rf"Overall exposure level for {unit.name}: ([0-9.]+)", shown)
    assert level is not None
    assert float(level[1]) <= MOST_EXPOSED


@EACH
def test_a_wrong_configuration_is_not_tried_again(unit: Path) -> None:
    """These exit codes of listbot.cli.exits mean that a restart cannot help."""
    assert "RestartPreventExitStatus=2 78\n" in unit.read_text(encoding="utf-8")


@EACH
def test_the_database_is_one_folder_of_one_user(unit: Path) -> None:
    """Units with the same user name share a dynamic user, so both can open the database."""
    text = unit.read_text(encoding="utf-8")
    assert re.findall(r"^(?:StateDirectory|WorkingDirectory)=(.*)$", text, re.MULTILINE) == [
        "listbot",
        "/var/lib/listbot",
    ]
    assert re.findall(r"^User=(.*)$", text, re.MULTILINE) == ([] if unit == UNIT else [UNIT.stem])


def test_the_pages_end_with_the_daemon() -> None:
    """A restored database is another file, so what has the old one open must be restarted."""
    assert "PartOf=listbot.service\n" in WEB.read_text(encoding="utf-8")


def test_a_daemon_that_was_ended_is_always_started_again() -> None:
    """A mail that hangs ends it three times before it is set aside; systemd must not give up
    before that.
    """
    unit, service = UNIT.read_text(encoding="utf-8").split("[Service]")
    assert "StartLimitIntervalSec=0\n" in unit
    assert "Restart=on-failure\n" in service
