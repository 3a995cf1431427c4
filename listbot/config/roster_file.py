"""Reads a roster from a file of its own, for recounts: TOML with [[members]], or plain text, a
person a line.

The plain form is what a team has at hand: `Ana Ruiz <ana@example.org>, ana@example.net`, empty
lines and lines that start with # left out. The first address is the primary one. An edge: it opens
the file. Every fault is reported at once as a ConfigError, each with its line or key; a file that
cannot be opened is an OSError.
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
    """The people in a roster file; raises ConfigError with every fault found."""
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
        faults.add(document.place(section), "a roster file holds [[members]] only")
    return _checked(members(document, faults), faults)


def _checked(roster: Roster, faults: Faults) -> Roster:
    if faults.found:
        raise ConfigError(tuple(faults.found))
    return roster


def _person(line: str, place: str, faults: Faults) -> Member:
    """One line: the name stands before the address in angle brackets, further addresses after
    commas.
    """
    names, addresses = [], []
    for part in line.split(","):
        named = _NAMED.fullmatch(part.strip())
        address = named[2] if named else part.strip()
        if not _ADDRESS.fullmatch(address):
            faults.add(place, f'"{address}" is no mail address')
        names.append(named[1].strip(' "') if named else "")
        addresses.append(address.lower())
    return Member(next((name for name in names if name), ""), tuple(addresses))
