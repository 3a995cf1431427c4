"""Rules and moments as they are stored: what many lists share stands there once.

Lists share their roster, their policies and the addresses that are ours; written out for each
list, the rules of 2,000 lists would be 190 MB, and grow by the square of the lists. Rules that were
written out are read as well. Only values; `codec` writes and reads them.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRules
from listbot.model.policy import Policy, Roster
from listbot.model.records.rules import GroupRules

S = TypeVar("S", bound=Hashable)

_Policies = tuple[Policy, ...]
_Addresses = tuple[str, ...]

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
    rosters: tuple[Roster, ...] = ()
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
    return PackedRules(lists, rules.group, rosters.values, policies.values, own.values, uses)


def unpack(packed: PackedRules) -> RulesInput:
    """Return the rules; the lists share their values in memory, too."""
    if not packed.uses:
        return RulesInput(packed.lists, packed.group)
    lists = (
        replace(
            each,
            roster=packed.rosters[uses.roster],
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
