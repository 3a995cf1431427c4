"""Reads a roster from a separate file, for recounts: TOML with [[members]], or plain text with one
person per line.

In TOML, a member may have a `mark`, the SHA-256 of their first address, beside other addresses or
alone: so people can be counted whose address is not told. The plain form is what a team usually
has: `Ana Ruiz <ana@example.org>, ana@example.net`. Empty lines and lines that begin with # are
skipped. The first address is the primary one.
"""

import re
from dataclasses import replace
from pathlib import Path

from listbot.config.document import Document, Tables, check_shape, is_table_list, parse
from listbot.config.faults import Faults
from listbot.config.rosters.members import members
from listbot.errors import ConfigError
from listbot.model.policy import Member, Roster
from listbot.policies.tables import tables_in

UNNAMED = "a member"
NOWHERE = "mark.test"  # RFC 2606: nobody can have an address there

_MARK = re.compile(r"[0-9a-f]{64}")
_NAMED = re.compile(r"([^<>]{0,200})<([^<>\s]{1,254})>")
_ADDRESS = re.compile(r"[^\s<>@,]{1,64}@[^\s<>@,]{1,253}")


def load_roster(path: Path) -> Roster:
    """Read the people in a roster file.

    Raises ConfigError with every fault, each with its line or key, and OSError if the file cannot
    be opened.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".toml" or "[[members]]" in text:
        return _from_tables(Document(path, parse(path)))
    faults = Faults()
    people = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            people.append(_person(line, f"{path}: line {number}", faults))
    return _checked(Roster(tuple(people)), faults)


def roster_in(text: str, name: str) -> Roster:
    """Read the TOML text of a roster; `name` is for the faults. Raises ConfigError and
    ValueError.
    """
    return _from_tables(Document(Path(name), tables_in(text)))


def _from_tables(document: Document) -> Roster:
    faults = Faults()
    tables = document.tables.get("members")
    marked = [_take_mark(table) for table in tables] if is_table_list(tables) else []
    for number, mark in enumerate(marked, 1):
        if mark is not None and not _MARK.fullmatch(mark):
            place = document.place(f"members[{number}].mark")
            faults.add(place, "must be a SHA-256 in lower-case hexadecimal")
    check_shape(document, faults)
    for section in set(document.tables) - {"members"}:
        faults.add(document.place(section), "must not be in a roster file, only [[members]]")
    found = _checked(members(document, faults), faults).members
    pairs = zip(found, marked, strict=True)
    return Roster(tuple(replace(each, mark=mark) if mark else each for each, mark in pairs))


def _take_mark(table: Tables) -> str | None:
    """Take the mark out of a member's table, and return it; None if there is none.

    A member who has neither name nor address gets one that nobody writes from, to be told from
    others.
    """
    if "mark" not in table:
        return None
    mark = str(table.pop("mark"))
    if not {"name", "addresses"} & table.keys():
        table |= {"name": UNNAMED, "addresses": [f"{mark}@{NOWHERE}"]}
    return mark


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
