"""Reads a roster from a separate file, for recounts: TOML with [[members]], or plain text with one
person per line.

The plain form is what a team usually has: `Ana Ruiz <ana@example.org>, ana@example.net`. Empty
lines and lines that begin with # are skipped. The first address is the primary one.
"""

import re
from pathlib import Path

from listbot.config.document import Document, check_shape, parse
from listbot.config.faults import Faults
from listbot.config.roster import members
from listbot.errors import ConfigError
from listbot.model.policy import Member, Roster

_NAMED = re.compile(r"([^<>]{0,200})<([^<>\s]{1,254})>")
_ADDRESS = re.compile(r"[^\s<>@,]{1,64}@[^\s<>@,]{1,253}")


def load_roster(path: Path) -> Roster:
    """Read the people in a roster file.

    Raises ConfigError with every fault, each with its line or key, and OSError if the file cannot
    be opened.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".toml" or "[[members]]" in text:
        return _from_toml(path)
    faults = Faults()
    people = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            people.append(_person(line, f"{path}: line {number}", faults))
    return _checked(Roster(tuple(people)), faults)


def _from_toml(path: Path) -> Roster:
    faults = Faults()
    document = Document(path, parse(path))
    check_shape(document, faults)
    for section in set(document.tables) - {"members"}:
        faults.add(document.place(section), "must not be in a roster file, only [[members]]")
    return _checked(members(document, faults), faults)


def _checked(roster: Roster, faults: Faults) -> Roster:
    if faults.found:
        raise ConfigError(tuple(faults.found))
    return roster


def _person(line: str, place: str, faults: Faults) -> Member:
    """Read one line: a name, an address in angle brackets, and more addresses after commas."""
    names, addresses = [], []
    for part in line.split(","):
        named = _NAMED.fullmatch(part.strip())
        address = named[2] if named else part.strip()
        if not _ADDRESS.fullmatch(address):
            faults.add(place, f'not a mail address: "{address}" (expected like ana@example.org)')
        names.append(named[1].strip(' "') if named else "")
        addresses.append(address.lower())
    return Member(next((name for name in names if name), ""), tuple(addresses))
