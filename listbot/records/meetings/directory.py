"""Looks up many names at once, among everybody we know: those in minutes. Pure.

A name that fits two people fits nobody: the writer is asked.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from listbot.records.people import Known, primary, those_in

_MARKS = re.compile(r"[\W_\d]+")

Found = Mapping[str, tuple[str, ...]]
"""What people write, as `plain` has it -> primary addresses."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody we know, to look up many names at once."""

    names: Mapping[str, str]
    """Primary address -> name."""
    ways: tuple[Found, ...]
    """Where to look first: whole names of the group's members, their first names, their nicks, and
    then the same of everybody else."""

    def who(self, written: str) -> tuple[str, ...]:
        """Return the people a name fits best; several if it does not tell them apart."""
        text = written.strip()
        if "@" in text:
            return (text.lower(),) if text.lower() in self.names else ()
        wanted = plain(text)
        return next((way[wanted] for way in self.ways if wanted in way), ())


def directory(known: Known) -> Directory:
    """Return everybody we know: the group, the project, and those on the roster."""
    names = dict(_everybody(known))
    members = {each.address: each.name for each in those_in(known)}
    ways = (*_ways(members), *_ways(names))
    return Directory(names, ways)


def plain(text: str) -> str:
    """Return a name without case, accents, digits and marks: "Tomás_2" is "tomas"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(_MARKS.sub(" ", kept).split())


def _ways(people: Mapping[str, str]) -> tuple[Found, Found, Found]:
    """Return people by whole name, by each part of it, and by what is before the "@"."""
    return (
        _by((plain(name), address) for address, name in people.items()),
        _by((part, address) for address, name in people.items() for part in plain(name).split()),
        _by((plain(address.partition("@")[0]), address) for address in people),
    )


def _by(pairs: Iterable[tuple[str, str]]) -> Found:
    found: dict[str, tuple[str, ...]] = {}
    for key, address in pairs:
        if key and address not in found.get(key, ()):
            found[key] = (*found.get(key, ()), address)
    return found


def _everybody(known: Known) -> Iterator[tuple[str, str]]:
    for listed in known.roster.members:
        yield primary(known, listed.addresses[0]), listed.name
    for each in known.rules.project_members:
        yield each.addresses[0], each.name
    for member in known.group.members.values():
        yield member.address, member.name
