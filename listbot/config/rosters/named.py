"""The [[rosters]]: who may vote on the lists that name them in `lists.roster`.

A roster names people of [[members]], each by one of their addresses, or has a file of its own with
[[members]]. Somebody who is not known, and a list with a roster that is not there, are faults, so
nobody loses their vote, or gets one, by a slip of the pen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from listbot.config.document import Document, is_name, is_table_list
from listbot.config.faults import Faults, suggestion
from listbot.config.rosters.members import members_in
from listbot.config.section import Section, doubles, shown
from listbot.model.policy import Member, Roster

ALL = "members"
"""What a list names if all [[members]] are its roster; so are those of a list that names none."""

MOST_HINTS = 5  # a suggestion looks at every address, and a file may have thousands of faults


@dataclass(frozen=True, slots=True)
class NamedRoster:
    """A roster, and where it is published."""

    name: str
    people: Roster
    url: str = ""
    """Where people find it to count again; "" if it is not published."""
    has_file: bool = False
    """Its people are those of a file, and need not be among the [[members]]."""


def read_rosters(document: Document, everyone: Roster, faults: Faults) -> dict[str, NamedRoster]:
    """Read every [[rosters]]; there may be none. `everyone`: the [[members]]."""
    tables = document.tables.get("rosters", [])
    if not is_table_list(tables):
        return {}
    by_address = {address: each for each in everyone.members for address in each.addresses}
    sections = [
        Section(document, f"rosters[{number}]", table, faults)
        for number, table in enumerate(tables, 1)
    ]
    found = [_read(section, by_address) for section in sections]
    twice = doubles(each.name for each in found if each.name)
    for section, roster in zip(sections, found, strict=True):
        if roster.name in twice:
            section.fault("name", f"must be unique: another roster is {shown(roster.name)}")
    return {each.name: each for each in found}


def _read(section: Section, by_address: Mapping[str, Member]) -> NamedRoster:
    name = section.text("name")
    if name and not is_name(name):
        section.fault("name", f"must be lower-case letters, digits and hyphens, not {shown(name)}")
    if name == ALL:
        section.fault("name", f"{shown(ALL)} stands for all [[members]]; choose another one")
    file = section.path("file")
    if file is not None and section.has("members"):
        section.fault("file", "must not be set as well as members; keep them in one place")
    people = Roster(_named(section, by_address)) if file is None else _of_file(section)
    return NamedRoster(name, people, section.link("url"), file is not None)


def _of_file(section: Section) -> Roster:
    file = section.path("file")
    assert file is not None
    told = len(section.faults.found)
    found = members_in(file, section.place("file"), section.faults)
    if not found.members and len(section.faults.found) == told:
        section.fault("file", f"has no [[members]]: {file}")
    return found


def _named(section: Section, by_address: Mapping[str, Member]) -> tuple[Member, ...]:
    """Return the people whom `members` names."""
    if section.table.get("members", []) == []:
        section.fault("members", "is missing: name at least one person by an address, or a file")
        return ()
    found: list[Member] = []
    unknown = 0
    for text in section.texts("members"):
        member = by_address.get(text.strip().lower())
        if member is None:
            unknown += 1
            hint = _meant(text, by_address) if unknown <= MOST_HINTS else ""
            section.fault("members", f"nobody in [[members]] has the address {shown(text)}{hint}")
        else:
            found.append(member)
    for address in doubles(each.addresses[0] for each in found):
        name = by_address[address].name
        section.fault("members", f"must name {shown(name)} by one address only, like {address}")
    return tuple(found)


def _meant(text: str, by_address: Mapping[str, Member]) -> str:
    """Return "; did you mean ...?" with the address of the person of that name, or a similar one;
    "" if there is none.
    """
    name = text.strip().lower()
    of_name = (each.addresses[0] for each in by_address.values() if each.name.lower() == name)
    address = next(of_name, "")
    return f"; did you mean {address}?" if address else suggestion(text, by_address)


def everybody(everyone: Roster, rosters: Iterable[NamedRoster]) -> Roster:
    """Return all people: the [[members]], and those whom only a roster's file has. Entries that
    share an address are one person.
    """
    files = [each.people.members for each in rosters if each.has_file]
    if not files:
        return everyone
    people: list[Member | None] = []
    place: dict[str, int] = {}
    for member in chain(everyone.members, *files):
        at = sorted({place[address] for address in member.addresses if address in place})
        known = [found for each in at if (found := people[each]) is not None]
        one = _as_one((*known, member))
        for each in at:
            people[each] = None
        home = at[0] if at else len(people)
        people[home : home + 1] = [one]
        place |= dict.fromkeys(one.addresses, home)
    return Roster(tuple(each for each in people if each is not None))


def _as_one(entries: Sequence[Member]) -> Member:
    """Return one person with the addresses of all entries."""
    addresses = chain.from_iterable(each.addresses for each in entries)
    return replace(entries[0], addresses=tuple(dict.fromkeys(addresses)))


def check_names(
    lists: Iterable[tuple[Section, str]], rosters: Mapping[str, NamedRoster], everyone: Roster
) -> None:
    """Check that the roster that each list names is there."""
    unknown = 0
    for section, name in lists:
        if name == ALL and not everyone.members:
            section.fault("roster", f"there are no [[members]], whom {shown(ALL)} stands for")
        elif name not in ("", ALL, *rosters):
            unknown += 1
            hint = suggestion(name, (*rosters, ALL)) if unknown <= MOST_HINTS else ""
            section.fault("roster", f"there is no roster {shown(name)} in [[rosters]]{hint}")
