"""Says who is who: addresses that belong together, members of the group and of the project. Pure.

A person is known by one primary address, whichever they write from: the one under which they came
into the group, else that of the project's members, else of the roster, else the address itself.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache

from listbot.letters.display import one_line
from listbot.letters.guard import is_hazardous
from listbot.mail import Mail
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.records.members import GroupMember, Spell, Standing
from listbot.model.records.rules import ProjectMember

Known = GroupCase | GroupRound
LONGEST_NAME = 40  # columns, as in nearly all letters: none of them cuts it


class _Same:
    """People who are known by address as long as this very collection of them is in use."""

    __slots__ = ("people",)

    def __init__(self, people: Mapping[str, ProjectMember] | tuple[ProjectMember, ...]) -> None:
        self.people = people

    def __hash__(self) -> int:
        return id(self.people)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.people is self.people


@lru_cache(maxsize=8)  # nearly every mail asks who somebody is, and a project may have thousands
def _by_address(same: _Same) -> dict[str, ProjectMember]:
    people = same.people if isinstance(same.people, tuple) else tuple(same.people.values())
    return {address: each for each in reversed(people) for address in each.addresses}


def project_member(known: Known, address: str) -> ProjectMember | None:
    """Return the member of the project who has this address; None if nobody has."""
    found = _by_address(_Same(known.rules.project_members)).get(address)
    return found or _by_address(_Same(known.group.project)).get(address)


def project_members(known: Known) -> tuple[ProjectMember, ...]:
    """Return the members of the project: those of the file, then those whom keepers added."""
    return (*known.rules.project_members, *known.group.project.values())


def is_active(known: Known, address: str) -> bool:
    """Return whether somebody is active in the project; where nobody is listed, everybody is."""
    found = project_member(known, address)
    if found is not None:
        return found.active
    return not (known.rules.project_members or known.group.project)


def primary(known: Known, address: str) -> str:
    """Return the primary address of the person who has this one."""
    found = project_member(known, address)
    theirs = found.addresses if found is not None else known.roster.addresses(address)
    members = known.group.members
    if theirs[0] in members:
        return theirs[0]
    return next((each for each in (address, *theirs) if each in members), theirs[0])


def reached_at(known: Known, address: str) -> str:
    """Return where letters to a member go: to the first of their addresses as they are now."""
    if address not in known.group.members:
        return address
    found = project_member(known, address)
    return found.addresses[0] if found is not None else known.roster.primary(address)


def member_of(known: Known, address: str) -> GroupMember | None:
    """Return the person with this address, if they are or were in the group."""
    return known.group.members.get(primary(known, address))


def is_in(known: Known, address: str) -> bool:
    """Return whether the person with this address is in the group now."""
    found = member_of(known, address)
    return found is not None and found.is_in


def belongs(known: Known, address: str) -> bool:
    """Return whether somebody may write to the record: a member of the group. Where the group keeps
    no list of its members, anybody of the project or on the roster.
    """
    if known.rules.members:
        return is_in(known, address)
    return project_member(known, address) is not None or known.roster.holds(address)


def people_here(known: Known) -> tuple[GroupMember, ...]:
    """Return the people of whom lines may speak: those who may write to the record."""
    if known.rules.members:
        return those_in(known)
    listed = (
        *((each.addresses[0], each.name) for each in project_members(known)),
        *((each.addresses[0], each.name) for each in known.roster.members),
    )
    found = {primary(known, address): name for address, name in reversed(listed)}
    return tuple(
        GroupMember(address, name, (Spell(datetime.min.replace(tzinfo=UTC)),))
        for address, name in found.items()
    )


def is_confirmed(known: Known, address: str) -> bool:
    """Return whether the person with this address is a confirmed member now."""
    found = member_of(known, address)
    return found is not None and found.standing is Standing.CONFIRMED


def name_of(mail: Mail, case: GroupCase) -> str:
    """Return the author's name: as the project or the roster has it, else as they sign."""
    found = project_member(case, mail.author.address)
    if found is not None:
        return found.name
    listed = next(
        (each for each in case.roster.members if mail.author.address in each.addresses), None
    )
    return listed.name if listed else signed(mail, "A member")


def signed(mail: Mail, unnamed: str) -> str:
    """Return the name that an author signs with, else what stands before the @ of the address. A
    letter may begin a line with it, so one that reads like a vote or a command is not taken.
    """
    names = (each.partition("@")[0] for each in (mail.author.name, mail.author.address))
    lines = (one_line(each, LONGEST_NAME) for each in names)
    return next((each for each in lines if each and not is_hazardous(f"{each}: ")), unnamed)


def name_at(known: Known, address: str) -> str:
    """Return the name of the person with this address; without one, what stands before the @."""
    member = member_of(known, address)
    if member is not None and member.name:
        return member.name
    found = project_member(known, address)
    listed = (each.name for each in known.roster.members if address in each.addresses)
    return found.name if found is not None else next(listed, address.partition("@")[0])


def those_in(known: Known) -> tuple[GroupMember, ...]:
    """Return the members who are in the group now, in the order in which they first joined."""
    return tuple(each for each in known.group.members.values() if each.is_in)


def group_addresses(known: Known) -> tuple[str, ...]:
    """Return where a private letter to the group goes: its own address, else each member's."""
    if known.rules.private:
        return (known.rules.private,)
    return tuple(each.address for each in those_in(known))
