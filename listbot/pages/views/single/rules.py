"""The page of the rules: those that votes are decided by, and the group's own, with every number.

Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from listbot.model.group_case import GroupCase
from listbot.model.list_rules import ListRules
from listbot.model.policy import Policy
from listbot.pages.page import View
from listbot.pages.shown import Shown, hide
from listbot.pages.views.single.voters import Voters
from listbot.policies.describe import in_words
from listbot.records import describe
from listbot.records.people import name_at

_PRIVATE = "Private"
"""Where the group's private letters go is the group's own."""


@dataclass(frozen=True, slots=True)
class ClassRules:
    """One class of one list."""

    policy: Shown
    """"ovirt:substantial"."""
    clauses: tuple[Shown, ...]
    """The rule in words."""
    voters: Voters


@dataclass(frozen=True, slots=True)
class ListOfRules:
    """The classes of one list."""

    list: Shown
    classes: tuple[ClassRules, ...]


@dataclass(frozen=True, slots=True)
class GroupRule:
    """One rule of the group."""

    about: Shown
    words: Shown


@dataclass(frozen=True, slots=True)
class RulesView(View):
    """`/rules`."""

    lists: tuple[ListOfRules, ...]
    group: tuple[GroupRule, ...]
    """Empty where the group keeps no record."""


def rules_view(
    lists: Iterable[ListRules], may_vote: Sequence[Voters], group: GroupCase | None
) -> RulesView:
    """Return the page of the rules. `may_vote`: for the classes of these lists, in order."""
    classes = [(each.address, policy) for each in lists for policy in each.policies]
    found = [
        ClassRules(Shown(policy.id), _clauses(policy), who)
        for (_, policy), who in zip(classes, may_vote, strict=True)
    ]
    return RulesView(
        tuple(
            ListOfRules(name, tuple(group))
            for name, group in groupby(found, key=lambda each: each.voters.list)
        ),
        _of_group(group) if group is not None else (),
    )


def _clauses(policy: Policy) -> tuple[Shown, ...]:
    words = in_words(policy).removeprefix(f"{policy.name}: ")
    return tuple(map(hide, words.split("; ")))


def _of_group(group: GroupCase) -> tuple[GroupRule, ...]:
    greeter = name_at(group, group.rules.greeter) if group.rules.greeter else ""
    rules = replace(group.rules, greeter=greeter)
    said = (each for each in describe.in_words(rules) if each[0] != _PRIVATE)
    return tuple(GroupRule(Shown(about), hide(words)) for about, words in said)
