"""One table of the configuration, read value by value into types.

A missing or wrong value adds a fault and returns a harmless placeholder, so that reading continues
and finds every fault; `load` then discards everything. Values from the environment are text and are
converted here; values from the file must already have the right type.
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

LINK = re.compile(r"[!#-;=?-Z\[\]_a-z~]+")
"""What may stand in a URL (RFC 3986), without the marks that end one in a letter."""
LONGEST_LINK = 300  # characters

HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """One table, with the document it comes from."""

    document: Document
    name: str
    """As faults call it: "imap", "lists[2]"."""
    table: Tables
    faults: Faults

    def has(self, key: str) -> bool:
        """Return whether the key is given."""
        return key in self.table

    def place(self, key: str) -> str:
        """Return where a key's value came from: the file or a variable."""
        if isinstance(self.table.get(key), FromEnvironment):
            return f"environment: {variable(f'{self.name}.{key}')}"
        return self.document.place(f"{self.name}.{key}")

    def fault(self, key: str, what: str) -> None:
        """Add a fault about the value of a key."""
        self.faults.add(self.place(key), what)

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text that is not empty; without a default it is required."""
        value = self.table.get(key, default)
        if value is None:
            self.fault(key, "is missing")
        elif not isinstance(value, str):
            self.fault(key, f"must be text in quotes, not {shown(value)}")
        elif not value.strip() and default != "":
            self.fault(key, "must not be empty")
        else:
            return str(value)
        return default or ""

    def choice(self, key: str, words: tuple[str, ...], default: str | None = None) -> str:
        """Read one of a few words."""
        value = self.table.get(key, default)
        if isinstance(value, str) and value in words:
            return str(value)
        if value is None:
            self.fault(key, f"is missing; must be one of: {', '.join(words)}")
        else:
            hint = suggestion(value, words) if isinstance(value, str) else ""
            self.fault(key, f"must be one of: {', '.join(words)} (not {shown(value)}){hint}")
        return words[0]

    def flag(self, key: str, default: bool = False) -> bool:
        """Read true or false."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {shown(value)}")
        return value is True

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        """Read a whole number within bounds."""
        value = self.converted(key, default, int)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.fault(key, f"must be a whole number from {least} to {most}, not {shown(value)}")
            return default
        return value

    def seconds(self, key: str, default: float, *, least: float) -> float:
        """Read a number of seconds."""
        value = self.converted(key, default, float)
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not least <= value < float("inf")
        ):
            self.fault(key, f"must be a number of seconds, at least {least:g}, not {shown(value)}")
            return default
        return float(value)

    def path(self, key: str) -> Path | None:
        """Read a path relative to the file's folder; None if the key is not given."""
        return self.document.relative(self.text(key)) if self.has(key) else None

    def existing(self, key: str, *, folder: bool = False) -> Path | None:
        """Read a path like `path`, of a file or folder that must exist."""
        path = self.path(key)
        if path is not None and not (path.is_dir() if folder else path.is_file()):
            self.fault(key, f"there is no {'folder' if folder else 'file'} {path}")
        return path

    def address(self, key: str) -> str:
        """Read a mail address; ASCII and lower case."""
        text = self.text(key)
        return self.checked_address(key, text) if text else ""

    def checked_address(self, key: str, text: str) -> str:
        """Return an address in ASCII lower case, its domain as an A-label; "" with a fault if that
        is not possible.
        """
        try:
            # No DNS: whether a configuration is right must not depend on the network.
            found = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            self.fault(key, f"must be a mail address, not {shown(text)}: {error}")
            return ""
        if found.ascii_email is None:
            # We never identify anybody by a non-ASCII local part, because of lookalikes, so nobody
            # could act under it.
            self.fault(key, f"must be ASCII before the @, not {shown(text)}")
            return ""
        return found.ascii_email.lower()

    def link(self, key: str) -> str:
        """Read the URL of a page for people, short enough for a line of a letter; "" if the key is
        not given.
        """
        url = self.text(key, "")
        if url and not (
            url.startswith(("https://", "http://"))
            and len(url) <= LONGEST_LINK
            and LINK.fullmatch(url)
        ):
            self.fault(key, f"must be an http:// or https:// URL, not {shown(url)}")
        return url

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; empty if the key is not given."""
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.fault(key, f'must be a list of texts, ["..."], not {shown(value)}')
        return ()

    def command(self, key: str, example: str) -> tuple[str, ...]:
        """Read a program and its arguments; it is run without a shell, so it is a list of words."""
        found = self.texts(key)
        if self.has(key) and not (found and Path(found[0]).is_absolute()):
            self.fault(key, f"must begin with the full path of a program, like {example}")
        return found

    def hosts(self, key: str) -> tuple[str, ...]:
        """Read host names or IP addresses, in lower case."""
        found = tuple(text.strip().rstrip(".").lower() for text in self.texts(key))
        for host in found:
            if not is_host(host):
                self.fault(key, f"must be host names or IP addresses, not {shown(host)}")
        return found

    def host(self, key: str, default: str | None = None) -> str:
        """Read a host name or IP address to connect to or listen on."""
        host = self.text(key, default).strip().lower()
        if host and not is_host(host):
            self.fault(key, f"must be a host name or an IP address, not {shown(host)}")
        return host

    def moment(self, key: str) -> datetime | None:
        """Read a time that has a zone; return it in UTC."""
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            self.fault(
                key, f"must be a time with a zone, like 2026-09-01T00:00:00Z, not {shown(value)}"
            )
            return None
        return value.astimezone(UTC)

    def day(self, key: str) -> date | None:
        """Read a date without a time."""
        value = self.table.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.fault(key, f"must be a date, like 2026-09-01, not {shown(value)}")
            return None
        return value

    def converted(self, key: str, default: object, convert: Any) -> object:
        """Return the value; text from the environment is converted if possible."""
        value = self.table.get(key, default)
        if not isinstance(value, FromEnvironment):
            return value
        try:
            return convert(value)
        except ValueError:
            return str(value)


def is_host(text: str) -> bool:
    """Return whether this can be a host name or an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return len(text) <= 253 and HOST_NAME.match(text) is not None
    return True


def shown(value: object) -> str:
    """Return a value as it looks in the file, cut to 60 characters."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def doubles(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that occur more than once, each once, in order."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    for value in values:
        if value in seen:
            found[value] = None
        seen.add(value)
    return tuple(found)
