"""What the parts of an examination are given. Only values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from listbot.config import Config
from listbot.doctor.machine import Machine
from listbot.health.condition import Health

STATUS = "listbot status"
OUTBOX = "listbot outbox list"
RESTART = "systemctl restart listbot"
LOGS = "journalctl -u listbot -n 50"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an installation."""

    config: Config
    connection: Connection
    health: Health
    machine: Machine
    now: datetime


def file_of(config: Config) -> Path | None:
    """Return the database's file; None if it is not one."""
    return config.store.file if config.store.is_file else None


def day(moment: datetime) -> str:
    """Return a time as the findings write it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def span(length: timedelta) -> str:
    """Return a span in its largest unit: "5 minutes", "1 day"."""
    seconds = max(0, round(length.total_seconds()))
    for name, size in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds >= size or size == 1:
            count = seconds // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    raise AssertionError("a second is the smallest unit")


def many(count: int, name: str) -> str:
    """Return a count with its noun: "1 letter", "3 letters"."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
