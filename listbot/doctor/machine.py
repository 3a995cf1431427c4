"""What the machine says of itself: room on the disk, the service, the clock's NTP, the time zone.

Each question has a short time-out, and never fails: what cannot be known is None or "".
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from listbot.keys.lookup import DnsLookup, Servers
from listbot.mail.authorship import Heard
from listbot.timekeeping import SYSTEM

UNIT = "listbot.service"
PATIENCE = 1.0  # seconds for systemd, and for a DNS server; somebody is waiting
_ASKED = (
    "LoadState",
    "ActiveState",
    "Result",
    "NRestarts",
    "UnitFileState",
    "StateChangeTimestamp",
    "ActiveEnterTimestamp",
)
_TIME = "%a %Y-%m-%d %H:%M:%S %Z"
_ZONE = Path("/etc/localtime")
_UTC = ("Etc/UTC", "Etc/UCT", "Etc/Zulu", "UCT", "Zulu")


@dataclass(frozen=True, slots=True)
class Machine:
    """What is asked; tests answer for it."""

    free: Callable[[Path], int | None]
    """Returns the bytes that are free for us where this path is."""
    unit: Callable[[], Mapping[str, str] | None]
    """Returns properties of our systemd unit; None without systemd."""
    zone: Callable[[], str]
    """Returns the name of its time zone; "" if unknown."""
    is_synced: Callable[[], bool]
    """Returns whether NTP keeps its clock."""
    may_write: Callable[[Path], bool]
    resolves: Callable[[Servers, str], bool]
    """Returns whether a DNS server answers about a name, even if there is none."""


def free(path: Path) -> int | None:
    """Return the bytes that are free where this path is."""
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return None


def unit() -> Mapping[str, str] | None:
    """Return properties of our systemd unit; None without systemd."""
    command = ["systemctl", "show", UNIT, f"--property={','.join(_ASKED)}"]
    utc = os.environ | {"LC_ALL": "C", "TZ": "UTC"}
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command
            command, capture_output=True, text=True, timeout=PATIENCE, check=True, env=utc
        )
    except (OSError, subprocess.SubprocessError):
        return None
    pairs = (line.partition("=") for line in told.stdout.splitlines())
    return {name: value for name, _, value in pairs}


def moment_of(text: str) -> datetime | None:
    """Read a time as systemd prints it in UTC: "Mon 2026-11-30 02:11:00 UTC"."""
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def zone() -> str:
    """Return the machine's time zone, as its link names it: "Europe/Vienna"."""
    if named := os.environ.get("TZ", "").removeprefix(":"):
        return named
    try:
        found = str(_ZONE.resolve(strict=True)).partition("/zoneinfo/")[2]
    except OSError:
        return "UTC"  # as the C library takes it
    return "UTC" if found in _UTC else found


def may_write(path: Path) -> bool:
    """Return whether we may write there."""
    return os.access(path, os.W_OK)


def resolves(servers: Servers, name: str) -> bool:
    """Return whether a DNS server answers about a name, even if there is none."""
    (answer,) = asyncio.run(DnsLookup(servers).ask([name]))
    return answer.heard is not Heard.NO_ANSWER


THIS = Machine(free, unit, zone, SYSTEM.is_synced, may_write, resolves)
