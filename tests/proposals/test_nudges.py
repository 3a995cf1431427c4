"""Nudges: who hears that an objection is open, and who is left alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from listbot.letters.facts.nudge import NudgeFacts
from listbot.mail import Level
from listbot.model.case import OpenCase
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Objection, Policy
from listbot.model.proposal import Entry
from listbot.policies.outcome import outcome
from listbot.proposals.nudges import nudges
from tests.votes.counting.ballots import (
    MINOR,
    PEOPLE,
    ROSTER,
    SUBSTANTIAL,
    after,
    entry,
    proposal,
    vote,
    withdrawal,
)

RULES = ListRules(
    "infra@example.org",
    ListRole.DECISIONS,
    (SUBSTANTIAL, MINOR),
    ROSTER,
    Level.LIST_VOUCHED,
    None,
)
OMAR = entry("omar", 10, vote("-1", reason=True))


def reply(author: str, hours: float, to: Entry = OMAR, level: Level = Level.LIST_VOUCHED) -> Entry:
    return replace(entry(author, hours, level=level), answers=("<opening@example.org>", to.mail))


def told(entries: Sequence[Entry], policy: Policy = SUBSTANTIAL) -> list[tuple[str, str, str]]:
    """Who is nudged, about which objection, and with which answer."""
    case = OpenCase(RULES, proposal(policy), tuple(entries), frozenset())
    return shown(case)


def shown(case: OpenCase) -> list[tuple[str, str, str]]:
    found = nudges(case, outcome(case.proposal, case.entries, case.posters, after(48)))
    facts = [(each.recipients, each.facts) for each in found]
    return [
        (to.partition("@")[0], fact.mail, fact.answer)
        for (to,), fact in facts
        if isinstance(fact, NudgeFacts)
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], [], id="nobody objects"),
        pytest.param([OMAR], [("ana", OMAR.mail, "")], id="the proposer has not answered"),
        pytest.param([OMAR, entry("ana", 11)], [], id="the proposer wrote in the thread"),
        pytest.param(
            [OMAR, reply("ana", 11)],
            [("omar", OMAR.mail, reply("ana", 11).mail)],
            id="the proposer answered, and the objector is silent",
        ),
        pytest.param(
            [OMAR, reply("ravi", 11), reply("ravi", 12)],
            [("omar", OMAR.mail, reply("ravi", 12).mail), ("ana", OMAR.mail, "")],
            id="somebody else answered",
        ),
        pytest.param(
            [OMAR, reply("ana", 11), entry("omar@example.net", 12)],
            [],
            id="the objector wrote since, from another address",
        ),
        pytest.param(
            [OMAR, reply("ana", 11), entry("omar", 12, withdrawal())], [], id="it is withdrawn"
        ),
        pytest.param(
            [OMAR, reply("omar", 11)], [("ana", OMAR.mail, "")], id="an answer to oneself is none"
        ),
        pytest.param(
            [OMAR, reply("ana", 11, level=Level.UNVERIFIED)],
            [],
            id="a forged answer is none",
        ),
        pytest.param(
            [entry("omar", 10, vote("-1", reason=True), level=Level.UNVERIFIED)],
            [],
            id="a forged objection is none",
        ),
        pytest.param(
            [entry("ana", 10, vote("-1", reason=True))], [], id="the proposer objects themselves"
        ),
    ],
)
def test_who_is_nudged(entries: list[Entry], expected: list[tuple[str, str, str]]) -> None:
    """Only who has not done their part: the objector since the answer, the proposer since the
    objection.
    """
    assert told(entries) == expected


def test_where_a_minus_one_only_counts_nobody_is_nudged() -> None:
    """It holds nothing, so there is nothing to settle."""
    assert told([OMAR], replace(SUBSTANTIAL, objection=Objection.COUNTS)) == []


def test_what_breaks_a_silence_nudges_as_well() -> None:
    """There even a -1 without a reason holds the proposal."""
    bare = entry("omar", 10, vote("-1"))
    assert told([bare], MINOR) == [("ana", bare.mail, "")]


def test_at_most_five_objectors_are_nudged() -> None:
    """With more open objections the list discusses them anyway."""
    against = [entry(name, 10, vote("-1", reason=True)) for name in PEOPLE if name != "ana"]
    answers = [reply("ana", 11 + at, each) for at, each in enumerate(against)]
    assert len(told([*against, *answers])) == 5


def test_people_who_want_no_notes_get_none() -> None:
    """A nudge is a private note like any other."""
    case = OpenCase(RULES, proposal(), (OMAR, reply("ravi", 11)), frozenset())
    quiet = replace(case, no_notes=frozenset({"omar@example.org"}))
    assert [to for to, _, _ in shown(quiet)] == ["ana"]


def test_history_and_votes_without_a_close_nudge_nobody() -> None:
    """Old votes write no letters, and without a close nothing is due."""
    case = OpenCase(RULES, proposal(), (OMAR,), frozenset())
    assert shown(replace(case, proposal=replace(proposal(), history=True))) == []
    standing = outcome(case.proposal, case.entries, case.posters, after(48))
    assert nudges(case, replace(standing, closes=None)) == ()
