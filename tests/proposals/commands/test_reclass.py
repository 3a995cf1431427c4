"""Tests of `#listbot class`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.model.case import Case
from listbot.model.policy import Roster
from listbot.model.proposal import Act, Verb
from listbot.proposals.commands.reclass import act
from tests.proposals.commands.situations import (
    CASE,
    LAZY,
    MINOR,
    NO_VOTE,
    SUBSTANTIAL,
    mail,
    proposal,
)

DOV = mail("dov@example.org")
NO_ROSTER = replace(LAZY, proposal=proposal(MINOR, Roster()))


@pytest.mark.parametrize("argument", ["substantial", " Substantial. ", '"SUBSTANTIAL"'])
def test_a_member_asks_for_a_full_vote(argument: str) -> None:
    """Anybody on the roster can raise a silence-passes proposal, however they write the name."""
    assert act(argument, DOV, LAZY) == Effect(
        done=True,
        answer="V-33 is now substantial, and its time starts again.",
        act=Act(Verb.CLASS, "dov@example.org", DOV.order, argument, policy=SUBSTANTIAL),
    )


def test_without_a_roster_people_known_here_may() -> None:
    """Without a roster, people who posted here before count as its members."""
    assert [
        act("substantial", DOV, replace(NO_ROSTER, seen_before=seen)).done for seen in (True, False)
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("argument", "author", "case", "answer"),
    [
        (
            "substantial",
            "pia@example.net",
            LAZY,
            "Only people on the roster can ask for a full vote.",
        ),
        (
            "minor",
            "dov@example.org",
            CASE,
            "V-33 is substantial and stays that way: classes can only be raised.",
        ),
        ("minor", "dov@example.org", LAZY, "V-33 can be raised to: substantial."),
        ("", "dov@example.org", LAZY, "V-33 can be raised to: substantial."),
        (
            "substantial",
            "dov@example.org",
            replace(LAZY, rules=replace(LAZY.rules, policies=(MINOR,))),
            "V-33 can be raised to: no class.",
        ),
    ],
)
def test_nobody_lowers_and_strangers_do_not_raise(
    argument: str, author: str, case: Case, answer: str
) -> None:
    """A class can only be raised, once, to an existing one, by people who are binding."""
    assert act(argument, mail(author), case) == Effect(done=False, answer=answer)


def test_a_second_raise_changes_nothing() -> None:
    """A raised class stays; only the count knows which of two lines came first."""
    case = replace(LAZY, acts=(Act(Verb.CLASS, "alma@example.org", DOV.order, policy=SUBSTANTIAL),))
    assert act("substantial", DOV, case) == Effect(
        done=False,
        answer="V-33 is substantial and stays that way: classes can only be raised.",
        act=Act(Verb.CLASS, "dov@example.org", DOV.order, "substantial", policy=SUBSTANTIAL),
    )


def test_it_needs_a_vote() -> None:
    """Outside a vote's thread it is refused."""
    assert not act("substantial", DOV, NO_VOTE).done
