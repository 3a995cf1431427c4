"""Tests of listbot.pages.views.single.voters."""

from dataclasses import replace
from datetime import date

import pytest

from listbot.model.list_rules import ListRules
from listbot.model.policy import Electorate, Member, Policy, Roster
from listbot.packaged import load_preset
from listbot.pages.shown import Shown
from listbot.pages.views.single.voters import Voters, voters
from tests.records.building import ON_LIST

DAY = date(2026, 9, 1)
PEOPLE = Roster(
    (
        Member("Ana Ruiz", ("ana@example.org",), roles=("council",)),
        Member("Max Roth", ("max@example.org",), until=date(2026, 8, 1)),
        Member("", ("kim@example.org",)),
    )
)
SUBSTANTIAL: Policy = load_preset("ovirt")[0]


def on_list(roster: Roster = PEOPLE, **more: object) -> ListRules:
    """A list that decides by one class."""
    policy = replace(SUBSTANTIAL, **more)  # type: ignore[arg-type]
    return replace(ON_LIST, roster=roster, policies=(policy,))


def voting(rules: ListRules, keeps_members: bool = True) -> Voters:
    """Who may vote on a list with one class."""
    (found,) = voters([rules], DAY, keeps_members)
    return found


def test_the_roster_of_the_day_votes() -> None:
    """By name and never by address; whoever is not on it that day is not listed."""
    assert voting(on_list()) == Voters(
        Shown("infra"),
        Shown("substantial"),
        (Shown("VOTE"), Shown("PROPOSAL"), Shown("POLL")),
        "roster",
        (),
        (Shown("Ana Ruiz"), Shown("kim@…")),
    )


def test_a_class_can_admit_some_roles() -> None:
    """People of the roster with a role are named; roles of the group's record stay words."""
    found = voting(on_list(roles=("council", "confirmed")))
    assert (found.roles, found.names) == (("confirmed",), ("Ana Ruiz",))
    without = voting(on_list(roles=("council", "confirmed")), keeps_members=False)
    assert (without.roles, without.names) == ((), ("Ana Ruiz",))


@pytest.mark.parametrize(
    ("rules", "electorate"),
    [
        pytest.param(on_list(Roster()), "posters", id="without a roster"),
        pytest.param(on_list(Roster(), roles=("confirmed",)), "roster", id="the record's roles"),
        pytest.param(on_list(electorate=Electorate.EVERYONE), "everyone", id="everybody"),
        pytest.param(on_list(electorate=Electorate.POSTERS), "posters", id="posters"),
    ],
)
def test_without_a_roster_those_who_wrote_before_vote(rules: ListRules, electorate: str) -> None:
    """Where no roster decides, nobody is listed by name."""
    found = voting(rules)
    assert (found.electorate, found.names) == (electorate, ())
