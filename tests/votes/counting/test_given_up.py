"""Objections that the members give up: how many must say so, when, and about whom."""

from dataclasses import replace

import pytest

from listbot.model.policy import Policy, Roster
from listbot.model.proposal import Entry, State, Verb
from listbot.policies.outcome import judge
from tests.votes.counting.ballots import (
    CLOSES,
    MINOR,
    SUBSTANTIAL,
    after,
    entry,
    heard,
    proposal,
    vote,
)

LIFTS = replace(SUBSTANTIAL, lapse_by_majority=True)
OMAR = entry("omar", 5, vote("-1", reason=True))
THREE = heard("Ana +1; Ravi +1; Ines +1")


def says(author: str, hours: float, about: Entry = OMAR) -> Entry:
    """A member's mail which says that the writer of another one is gone."""
    said = entry(author, hours, Verb.LAPSE)
    return replace(said, acts=tuple(replace(each, answers=(about.mail,)) for each in said.acts))


FOUR = [says(name, 20 + at) for at, name in enumerate(("ana", "ravi", "ines", "lars"))]


def state(entries: list[Entry], policy: Policy = LIFTS) -> State:
    return judge(proposal(policy), [*THREE, OMAR, *entries], frozenset(), CLOSES, CLOSES).state


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], State.STOPPED, id="nobody says so"),
        pytest.param(FOUR[:3], State.STOPPED, id="three of seven"),
        pytest.param(FOUR, State.PASSED, id="four of seven"),
        pytest.param(
            [*FOUR[:3], says("ana@example.net", 30)], State.STOPPED, id="one person twice"
        ),
        pytest.param([*FOUR[:3], says("omar", 30)], State.STOPPED, id="the objector themselves"),
        pytest.param([*FOUR[:3], says("pat@example.com", 30)], State.STOPPED, id="a stranger"),
        pytest.param([*FOUR, entry("omar", 40)], State.STOPPED, id="the objector comes back"),
        pytest.param([*FOUR[:3], says("lars", 80)], State.STOPPED, id="after the close"),
        pytest.param(
            [*FOUR[:3], says("lars", 30, THREE[0])], State.STOPPED, id="about somebody else"
        ),
    ],
)
def test_more_than_half_of_the_roster_gives_an_objection_up(
    entries: list[Entry], expected: State
) -> None:
    """Each member once, in time, in a reply to the objector, who has not written since."""
    assert state(entries) is expected


def test_only_where_the_rule_lets_them() -> None:
    """Without the parameter nobody but its writer takes an objection back."""
    assert state(FOUR, SUBSTANTIAL) is State.STOPPED


def test_a_broken_silence_is_given_up_as_well() -> None:
    """The -1 is listed, and no longer holds the proposal."""
    lazy = proposal(replace(MINOR, lapse_by_majority=True))
    assert judge(lazy, [OMAR, *FOUR], frozenset(), CLOSES, CLOSES).state is State.PASSED


def test_without_a_roster_there_is_no_majority() -> None:
    """Nobody knows how many members there are."""
    open_list = proposal(LIFTS, Roster())
    posters = frozenset(each.author for each in (*THREE, OMAR))
    found = judge(open_list, [*THREE, OMAR, *FOUR], posters, CLOSES, after(72))
    assert found.state is State.STOPPED
