"""Rules and moments as they are stored: what many lists share stands there once.

Lists share their roster, their policies and the addresses that are ours; written out for each
list, the rules of 2,000 lists would be 190 MB, and grow by the square of the lists. Where lists
have rosters of their own, somebody on several of them stands there once. Rules that were written
out are read as well. Only values; `codec` writes and reads them.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRules
from listbot.model.policy import Member, Policy, Roster
from listbot.model.records.rules import GroupRules

S = TypeVar("S", bound=Hashable)

_Policies = tuple[Policy, ...]
_Addresses = tuple[str, ...]
_People = Roster | tuple[int | Member, ...]
"""A roster; a person who is on one before it is only their place among those who were new."""

_NOBODY = Roster(())


class Uses(NamedTuple):
    """Which of the shared values a list has, by their places."""

    roster: int
    policies: int
    own: int


@dataclass(frozen=True, slots=True)
class PackedRules:
    """The rules, each shared value once."""

    lists: tuple[ListRules, ...]
    """Without what `uses` says; the fields are empty."""
    group: GroupRules | None = None
    rosters: tuple[_People, ...] = ()
    policies: tuple[_Policies, ...] = ()
    own: tuple[_Addresses, ...] = ()
    uses: tuple[Uses, ...] = ()
    """Of each list, in their order; none at all: the lists are written out."""


class _Places(Generic[S]):
    """Gives each value its place; equal ones have the same."""

    def __init__(self) -> None:
        self._places: dict[S, int] = {}
        # most are the same object, and the hash of a long roster takes a while
        self._known: dict[int, tuple[S, int]] = {}

    def of(self, value: S) -> int:
        """Return the place of a value."""
        if id(value) not in self._known:
            self._known[id(value)] = value, self._places.setdefault(value, len(self._places))
        return self._known[id(value)][1]

    @property
    def values(self) -> tuple[S, ...]:
        """All values, each at its place."""
        return tuple(self._places)


def pack(rules: RulesInput) -> PackedRules:
    """Return the rules with each shared value once."""
    rosters, policies, own = _Places[Roster](), _Places[_Policies](), _Places[_Addresses]()
    uses = tuple(
        Uses(rosters.of(each.roster), policies.of(each.policies), own.of(each.own_addresses))
        for each in rules.lists
    )
    lists = tuple(
        replace(each, roster=_NOBODY, policies=(), own_addresses=()) for each in rules.lists
    )
    people = _pack_rosters(rosters.values)
    return PackedRules(lists, rules.group, people, policies.values, own.values, uses)


def _pack_rosters(rosters: tuple[Roster, ...]) -> tuple[_People, ...]:
    """Return the rosters with each person once. One that has nobody from those before it, like the
    only one of most installations, is written out.
    """
    known: dict[Member, int] = {}
    packed: list[_People] = []
    for roster in rosters:
        before = len(known)
        people: list[int | Member] = []
        for each in roster.members:
            people.append(known.get(each, each))
            known.setdefault(each, len(known))
        is_new = len(known) - before == len(roster.members)
        packed.append(roster if is_new else tuple(people))
    return tuple(packed)


def _unpack_rosters(packed: tuple[_People, ...]) -> tuple[Roster, ...]:
    """Return the rosters. Raises IndexError for the place of somebody who does not exist."""
    known: list[Member] = []
    rosters = []
    for people in packed:
        if isinstance(people, Roster):
            roster = people
            known += roster.members
        else:
            members = []
            for each in people:
                if isinstance(each, Member):
                    known.append(each)
                members.append(known[each] if isinstance(each, int) else each)
            roster = Roster(tuple(members))
        rosters.append(roster)
    return tuple(rosters)


def unpack(packed: PackedRules) -> RulesInput:
    """Return the rules; the lists share their values in memory, too."""
    if not packed.uses:
        return RulesInput(packed.lists, packed.group)
    rosters = _unpack_rosters(packed.rosters)
    lists = (
        replace(
            each,
            roster=rosters[uses.roster],
            policies=packed.policies[uses.policies],
            own_addresses=packed.own[uses.own],
        )
        for each, uses in zip(packed.lists, packed.uses, strict=True)
    )
    return RulesInput(tuple(lists), packed.group)


def pack_moment(moment: TickInput, rules: RulesInput) -> TickInput:
    """Return a moment without its lists, if all that are watched were read up to the same time,
    as those of one mail host are.
    """
    times = set(moment.read_until.values())
    if len(times) != 1 or moment.read_until.keys() != rules.watched.keys():
        return moment
    return replace(moment, read_until={}, all_until=times.pop())


def unpack_moment(moment: TickInput, rules: RulesInput) -> TickInput:
    """Return the moment with its lists, under the rules in force then."""
    if moment.all_until is None:
        return moment
    until = dict.fromkeys(rules.watched, moment.all_until)
    return replace(moment, read_until=until, all_until=None)
