"""The quorum keeper: who is asked for their vote, and who is left alone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from listbot.letters.facts.silent import SilentFacts
from listbot.letters.mailto import vote_link
from listbot.mail import Level
from listbot.model.case import OpenCase
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Electorate, Member, Policy, Roster
from listbot.model.proposal import Entry, Proposal
from listbot.packaged import load_policy
from listbot.policies.outcome import outcome
from listbot.proposals.keeper import MOST_ASKED, asked
from listbot.replay import replay
from listbot.votes.counting.voters import mark_of_address
from tests.playing import BOT, LIST, OPENS, Play, Post, hours, opening, rules, votes
from tests.votes.counting.ballots import (
    MINOR,
    ROSTER,
    SUBSTANTIAL,
    after,
    doubt,
    entry,
    proposal,
    vote,
    withdrawal,
)

ACTIVE = replace(load_policy("openwrt-2025:rules"), ask_silent=True)
ALL = replace(SUBSTANTIAL, ask_silent=True)
RULES = ListRules(
    "infra@example.org", ListRole.DECISIONS, (ACTIVE,), ROSTER, Level.LIST_VOUCHED, None
)


def about(policy: Policy, active: Sequence[str] | None = ("ana", "ravi", "ines")) -> Proposal:
    """Ana's proposal; `active` are the voters of the last months."""
    if active is None:
        return proposal(policy)
    marks = sorted(mark_of_address(f"{name}@example.org") for name in active)
    return replace(proposal(policy), active=tuple(marks))


def told(case: OpenCase) -> list[str]:
    """Who is asked."""
    standing = outcome(case.proposal, case.entries, case.posters, after(48))
    return [
        to.removesuffix("@example.org") for each in asked(case, standing) for to in each.recipients
    ]


def case_of(on: Proposal, *entries: Entry) -> OpenCase:
    return OpenCase(RULES, on, entries, frozenset())


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], ["ines", "ravi"], id="nobody has voted"),
        pytest.param([entry("ravi", 1, vote("+1"))], ["ines"], id="one has voted"),
        pytest.param(
            [entry("ravi@example.net", 1, vote("-1", reason=True))],
            ["ines"],
            id="from another address",
        ),
        pytest.param([entry("ravi", 1, vote("+1", words=True))], ["ines"], id="in words"),
        pytest.param([entry("ravi", 1, vote("+1", "2"))], ["ines"], id="on an item"),
        pytest.param([entry("ravi", 1, doubt())], ["ines"], id="an unclear reply has its own note"),
        pytest.param(
            [entry("ravi", 1, vote("+1")), entry("ravi", 2, withdrawal())],
            ["ines"],
            id="a vote taken back was meant",
        ),
        pytest.param([entry("ravi", 1)], ["ines", "ravi"], id="talking is not voting"),
        pytest.param(
            [entry("ravi", 1, vote("+1"), level=Level.UNVERIFIED)],
            ["ines", "ravi"],
            id="a forged vote keeps nobody from being asked",
        ),
        pytest.param(
            [entry("kim", 1, vote("+1"))], ["ines", "ravi"], id="whoever votes now is active"
        ),
    ],
)
def test_which_active_voters_are_asked(entries: list[Entry], expected: list[str]) -> None:
    """Those who have not voted, but never the proposer; a member who was not active is not
    missed.
    """
    assert told(case_of(about(ACTIVE), *entries)) == expected


def test_where_a_rule_does_not_count_active_voters_all_who_may_vote_are_asked() -> None:
    """Their silence is what such a rule can fail for."""
    case = case_of(about(ALL, None), entry("ravi", 1, vote("+1")))
    assert told(case) == ["ines", "kim", "lars", "lena", "omar"]


def test_nobody_is_asked_where_nobody_knows_who_is_active() -> None:
    """Nobody can say whose silence counts."""
    assert told(case_of(about(ACTIVE, None))) == []


def test_nobody_is_asked_unless_the_rule_says_so() -> None:
    """It is off by default, and silence needs nobody."""
    assert told(case_of(about(replace(ACTIVE, ask_silent=False)))) == []
    assert told(case_of(about(replace(MINOR, ask_silent=True)))) == []


def test_history_asks_nobody() -> None:
    """Imported and old votes write no letters."""
    assert told(case_of(replace(about(ACTIVE), history=True))) == []


def test_people_who_want_no_notes_are_not_asked() -> None:
    """Whichever of their addresses the wish came from."""
    quiet = replace(case_of(about(ACTIVE)), no_notes=frozenset({"ines@example.net"}))
    assert told(quiet) == ["ravi"]


def test_the_person_a_vote_is_about_is_not_asked() -> None:
    """They do not vote on it."""
    policy = replace(ALL, excludes_subject=True)
    on = replace(about(policy, None), excluded=(mark_of_address("kim@example.org"),))
    assert told(case_of(on)) == ["ines", "lars", "lena", "omar", "ravi"]


def test_a_person_who_was_forgotten_is_not_written_to() -> None:
    """Only a stand-in for their address is left."""
    gone = Roster((replace(ROSTER.members[1], mark="forgotten"), ROSTER.members[2]))
    assert told(case_of(replace(about(ALL, None), roster=gone))) == ["ines"]


@pytest.mark.parametrize("policy", [ALL, replace(ALL, electorate=Electorate.POSTERS)])
def test_without_a_roster_people_who_wrote_before_are_asked(policy: Policy) -> None:
    """They are the ones who may vote."""
    on = replace(about(policy, None), roster=Roster())
    posters = frozenset({"ana@example.org", "pat@example.org", "kim@example.org"})
    case = replace(case_of(on, entry("pat", 1, vote("+1"))), posters=posters)
    assert told(case) == ["kim"]


def test_at_most_a_hundred_people_are_asked() -> None:
    """A wrong roster does not make a flood of letters."""
    many = Roster(tuple(Member(f"{n}", (f"{n:03}@example.org",)) for n in range(MOST_ASKED + 1)))
    assert len(told(case_of(replace(about(ALL, None), roster=many)))) == MOST_ASKED


def test_the_letter_says_how_it_stands_and_how_to_vote() -> None:
    """Counts and shares without names, and links that begin a vote on the list."""
    case = case_of(about(ACTIVE, ("ravi", "ines")), entry("ravi", 1, vote("+1")))
    standing = outcome(case.proposal, case.entries, case.posters, after(48))
    (order,) = asked(case, standing)
    facts = order.facts
    assert isinstance(facts, SilentFacts)
    assert (facts.is_active, facts.counts.yes, facts.shares) == (
        True,
        1,
        (
            "approval by 1 of the 1 votes cast (1 needed)",
            "approval by 1 of the 2 active voters (1 needed)",
        ),
    )
    subject = case.proposal.subject
    links = tuple(vote_link(case.proposal.list, subject, each) for each in ("+1", "0", "-1"))
    assert (facts.yes, facts.zero, facts.no) == links
    assert (order.to_list, order.until, order.thread) == (
        False,
        standing.closes,
        (case.proposal.id,),
    )


def keeping(**more: Any) -> Play:
    """A list whose rule asks the silent, and Ana's proposal that names its close."""
    in_force = rules(**more)
    policies = (replace(in_force.lists[0].policies[0], ask_silent=True),)
    lists = tuple(replace(each, policies=policies) for each in in_force.lists)
    play = Play(in_force=RulesInput(lists))
    play.take(
        opening(text="I propose to move them.\n\nThe vote is open until 2026-09-12 18:00 UTC.")
    )
    return play


def asked_in(play: Play) -> list[str]:
    return [letter.parcel.recipients[0] for letter in play.letters("M31")]


def test_the_silent_are_asked_once_with_the_reminder() -> None:
    """The opening announces it, the reminder says how many are asked, and a replay is equal."""
    play = keeping()
    (opened,) = play.letters("M1")
    assert "Those who may vote and have not get one private mail before the close" in " ".join(
        opened.text.split()
    )
    play.take(*votes(("Ravi", "Lena")), Post("off", "Kim", "#listbot notes: off", 3, answers=["p"]))
    play.tick(hours(71))
    assert asked_in(play) == []
    play.run_until(hours(95))
    expected = ["ines@example.org", "lars@example.org", "omar@example.org"]
    assert asked_in(play) == expected
    (reminder,) = play.letters("M4")
    assert "3 people who could vote get a private mail each" in " ".join(reminder.text.split())
    play.run_until(hours(200))
    assert asked_in(play) == expected
    assert replay(play.store).is_equal


@pytest.mark.parametrize(
    ("text", "body"),
    [("+1", "+1"), ("0", "0"), ("-1, it is too early", "-1, it is too early")],
)
def test_an_answer_to_the_letter_is_not_a_vote(text: str, body: str) -> None:
    """Its writer gets a link that begins the same vote on the list, where its subject ties it to
    the proposal.
    """
    play = keeping()
    play.run_until(hours(80))
    (letter,) = (each for each in play.letters("M31") if "ines" in each.parcel.recipients[0])
    answers = ["p", letter.parcel.message_id]
    play.take(Post("r", "Ines", text, 81, to=BOT, by=BOT, vouched=False, answers=answers))
    (answer,) = play.letters("M22")
    link = vote_link(LIST, OPENS, body)
    assert (answer.parcel.recipients, f"  {link}\n" in answer.text) == (("ines@example.org",), True)
    play.run_until(hours(100))
    (result,) = play.letters("M6")
    assert "0 x +1" in result.text


def test_after_the_close_an_answer_gets_no_link() -> None:
    """A vote through it would be late."""
    play = keeping()
    play.run_until(hours(100))
    (letter,) = (each for each in play.letters("M31") if "ines" in each.parcel.recipients[0])
    answers = ["p", letter.parcel.message_id]
    play.take(Post("r", "Ines", "+1", 101, to=BOT, by=BOT, vouched=False, answers=answers))
    (answer,) = play.letters("M22")
    assert "mailto:" not in answer.text


def test_a_vote_through_the_link_counts() -> None:
    """The mail has no In-Reply-To, and the opening's subject."""
    play = keeping()
    play.run_until(hours(80))
    play.take(Post("v", "Ines", "+1", 81))
    play.run_until(hours(100))
    (result,) = play.letters("M6")
    assert "1 x +1" in result.text


def test_nobody_is_asked_where_the_outcome_is_clear() -> None:
    """A vote that passes anyway needs nobody's word."""
    play = keeping()
    play.take(*votes(("Ravi", "Lena", "Omar")))
    play.run_until(hours(120))
    assert play.kinds() == ["M1", "M5"]


def test_an_import_asks_nobody() -> None:
    """A vote from before the list went live is history."""
    play = keeping(live_since=hours(1))
    play.run_until(hours(120))
    assert play.kinds() == []
