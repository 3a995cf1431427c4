"""Who of the group and of the project votes on a proposal: with roles that a class can name. Pure.

Only a class that names one of these roles gets their people; every other class keeps the roster of
the configuration as it is. Like the rest of the roster, they stay as they are at the opening.
"""

from dataclasses import replace

from listbot.model.group_case import GroupCase
from listbot.model.policy import Member, Policy, Roster
from listbot.model.records.rules import GROUP_ROLES, PROJECT
from listbot.records.people import primary, project_member, project_members, those_in


def with_group(roster: Roster, policy: Policy, case: GroupCase | None) -> Roster:
    """Return the roster of a proposal of this class: people on it get their roles, too."""
    if case is None or not case.rules.members or not set(policy.roles) & set(GROUP_ROLES):
        return roster
    people = people_of(case)
    listed = {address for each in roster.members for address in each.addresses}
    known = tuple(_with_roles(each, people, listed) for each in roster.members)
    others = tuple(each for each in people if not listed & set(each.addresses))
    return Roster((*known, *others))


def people_of(case: GroupCase) -> tuple[Member, ...]:
    """Return the members of the group, then the other active members of the project."""
    found: dict[str, Member] = {}
    for member in those_in(case):
        known = project_member(case, member.address)
        addresses = known.addresses if known is not None else (member.address,)
        roles = (str(member.standing), *((PROJECT,) if known is None or known.active else ()))
        found[member.address] = Member(member.name, addresses, roles=roles)
    for person in project_members(case):
        if person.active:
            other = Member(person.name, person.addresses, roles=(PROJECT,))
            found.setdefault(primary(case, person.addresses[0]), other)
    return tuple(found.values())


def _with_roles(listed: Member, people: tuple[Member, ...], taken: set[str]) -> Member:
    """Return a person of the configured roster with the roles of the record, and with addresses
    that only the record knows, unless they are somebody else's.
    """
    same = next((each for each in people if set(each.addresses) & set(listed.addresses)), None)
    if same is None:
        return listed
    more = tuple(each for each in same.addresses if each not in taken)
    roles = tuple(dict.fromkeys((*listed.roles, *same.roles)))
    return replace(listed, addresses=(*listed.addresses, *more), roles=roles)
