"""Tells who may vote on what: for each list and class, by name where there is a roster. Pure.

Roles that the group's record gives stand here as words, not as names: who has left is not told
before it is announced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from listbot.model.list_rules import ListRules
from listbot.model.policy import Electorate, Policy, Roster
from listbot.model.records.rules import GROUP_ROLES
from listbot.pages.shown import Shown, person, title
from listbot.votes.counting.voters import binding_members


@dataclass(frozen=True, slots=True)
class Voters:
    """The people whose votes bind in one class of one list."""

    list: Shown
    policy: Shown
    """The class: "substantial"."""
    tags: tuple[Shown, ...]
    """What its subjects begin with: "VOTE"."""
    electorate: str
    """everyone, posters (those who wrote to the list before), or roster."""
    roles: tuple[Shown, ...]
    """The roles of the group's record that vote: confirmed, provisional, project."""
    names: tuple[Shown, ...]
    """The people of the roster who vote, in its order."""


def voters(lists: Iterable[ListRules], today: date, keeps_members: bool) -> tuple[Voters, ...]:
    """Return who may vote on these lists."""
    return tuple(
        each for rules in lists for each in _of_list(rules, rules.roster.on(today), keeps_members)
    )


def _of_list(rules: ListRules, roster: Roster, keeps_members: bool) -> Iterator[Voters]:
    for policy in rules.policies:
        roles = [each for each in policy.roles if keeps_members and each in GROUP_ROLES]
        people = binding_members(policy, roster) if _is_by_roster(policy) else ()
        yield Voters(
            list=Shown(rules.address.partition("@")[0]),
            policy=Shown(policy.name),
            tags=tuple(map(title, policy.tags)),
            electorate=_electorate(policy, bool(roles or roster.members)),
            roles=tuple(map(Shown, roles)) if _is_by_roster(policy) else (),
            names=tuple(person(each.name, each.addresses[0]) for each in people),
        )


def _is_by_roster(policy: Policy) -> bool:
    return policy.electorate is Electorate.ROSTER


def _electorate(policy: Policy, has_roster: bool) -> str:
    """Return who votes; without a roster, those who wrote before give their advice."""
    if _is_by_roster(policy) and not has_roster:
        return Electorate.POSTERS
    return policy.electorate
