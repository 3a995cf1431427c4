"""One table of the configuration, read value by value into types.

A value that is missing or wrong is noted as a fault, and a harmless stand-in returned, so that
reading goes on and tells every fault; `load` throws the stand-ins away with the rest. A value from
the environment is text and is converted here; one from the file must have the right type already.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from email_validator import EmailNotValidError, validate_email

from listbot.config.document import Document, FromEnvironment, Tables, variable
from listbot.config.faults import Faults, suggestion

HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """One table, with the document it stands in."""

    document: Document
    name: str
    """As the reader of a fault knows it: "imap", "lists[2]"."""
    table: Tables
    faults: Faults

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self.table

    def place(self, key: str) -> str:
        """Where the value of a key came from: the file, or a variable."""
        if isinstance(self.table.get(key), FromEnvironment):
            return f"environment: {variable(f'{self.name}.{key}')}"
        return self.document.place(f"{self.name}.{key}")

    def fault(self, key: str, what: str) -> None:
        """Note that the value of a key is wrong."""
        self.faults.add(self.place(key), what)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; without a default it must be there."""
        value = self.table.get(key, default)
        if value is None:
            self.fault(key, "is missing")
        elif not isinstance(value, str):
            self.fault(key, f"must be a text in quotes, is {shown(value)}")
        elif not value.strip() and default != "":
            self.fault(key, "is empty")
        else:
            return str(value)
        return default or ""

    def choice(self, key: str, words: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.table.get(key, default)
        if isinstance(value, str) and value in words:
            return str(value)
        if value is None:
            self.fault(key, f"is missing; it is {' or '.join(words)}")
        else:
            hint = suggestion(value, words) if isinstance(value, str) else ""
            self.fault(key, f"must be {' or '.join(words)}, is {shown(value)}{hint}")
        return words[0]

    def flag(self, key: str, default: bool = False) -> bool:
        """Yes or no; the default, which is no, if the key is not given."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, is {shown(value)}")
        return value is True

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.converted(key, default, int)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(key, f"must be a whole number from {least} to {most}, is {shown(value)}")
            return default
        return value

    def seconds(self, key: str, default: float, *, least: float) -> float:
        """A number of seconds."""
        value = self.converted(key, default, float)
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not least <= value < float("inf")
        ):
            self.fault(key, f"must be a number of seconds, at least {least:g}, is {shown(value)}")
            return default
        return float(value)

    def path(self, key: str) -> Path | None:
        """A path from the file's folder; None if the key is not given."""
        return self.document.relative(self.text(key)) if self.has(key) else None

    def existing(self, key: str, *, folder: bool = False) -> Path | None:
        """As `path`, of a file or folder that is there."""
        path = self.path(key)
        if path is not None and not (path.is_dir() if folder else path.is_file()):
            self.fault(key, f"there is no {'folder' if folder else 'file'} {path}")
        return path

    def address(self, key: str) -> str:
        """A mail address as the core wants it."""
        text = self.text(key)
        return self.checked_address(key, text) if text else ""

    def checked_address(self, key: str, text: str) -> str:
        """ASCII lower case, the domain as A-label; "" with a fault if that cannot be."""
        try:
            # DNS is not asked: a configuration is right or wrong without a network.
            found = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            self.fault(key, f"{shown(text)} is no mail address: {error}")
            return ""
        if found.ascii_email is None:
            # A local part beyond ASCII never identifies anybody (lookalikes), so nobody could act
            # under it.
            self.fault(key, f"{shown(text)}: only ASCII is taken before the @")
            return ""
        return found.ascii_email.lower()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if the key is not given."""
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.fault(key, f'must be a list of texts, ["..."], is {shown(value)}')
        return ()

    def hosts(self, key: str) -> tuple[str, ...]:
        """Host names or IP addresses, in lower case."""
        found = tuple(text.strip().rstrip(".").lower() for text in self.texts(key))
        for host in found:
            if not is_host(host):
                self.fault(key, f"{shown(host)} is no host name and no IP address")
        return found

    def host(self, key: str, default: str | None = None) -> str:
        """A host name or an IP address to connect to or to listen on."""
        host = self.text(key, default).strip().lower()
        if host and not is_host(host):
            self.fault(key, f"{shown(host)} is no host name and no IP address")
        return host

    def moment(self, key: str) -> datetime | None:
        """A time with its zone, in UTC."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            self.fault(
                key, f"must be a time with its zone, like 2026-09-01T00:00:00Z, is {shown(value)}"
            )
            return None
        return value.astimezone(UTC)

    def day(self, key: str) -> date | None:
        """A date without a time."""
        value = self.table.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.fault(key, f"must be a date, like 2026-09-01, is {shown(value)}")
            return None
        return value

    def converted(self, key: str, default: object, convert: Any) -> object:
        """The value; if it is the environment's text, converted when that is possible."""
        value = self.table.get(key, default)
        if not isinstance(value, FromEnvironment):
            return value
        try:
            return convert(value)
        except ValueError:
            return str(value)


def is_host(text: str) -> bool:
    """Whether this can be a host's name or its IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return len(text) <= 253 and HOST_NAME.match(text) is not None
    return True


def shown(value: object) -> str:
    """A value as the writer of the file would recognise it, bounded."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def doubles(values: Iterable[str]) -> tuple[str, ...]:
    """The values that stand there more than once, each once, in order."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    for value in values:
        if value in seen:
            found[value] = None
        seen.add(value)
    return tuple(found)
