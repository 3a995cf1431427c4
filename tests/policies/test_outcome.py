"""Deadlines and put-offs: when a vote is over, and what the rule does at each of its deadlines."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from listbot.model.policy import Electorate, Fractions, Objection, OnObjection, Policy, Roster
from listbot.model.proposal import Act, Entry, PutOff, State, Verb, Why
from listbot.policies.outcome import Outcome, judge, outcome
from tests.votes.counting.ballots import (
    CLOSES,
    MINOR,
    SUBSTANTIAL,
    after,
    doubt,
    entry,
    heard,
    proposal,
    vote,
    withdrawal,
)

SHORT = replace(SUBSTANTIAL, if_short=timedelta(days=7))
THREE = "Ana +1; Ravi +1; Ines +1"
OBJECTION = PutOff(Why.OBJECTION, CLOSES, after(144))
DOUBT = PutOff(Why.DOUBT, CLOSES, after(120))


def at(
    hours: float, entries: list[Entry], policy: Policy = SUBSTANTIAL, *put_offs: PutOff
) -> Outcome:
    decided = replace(proposal(policy), put_offs=put_offs)
    return outcome(decided, entries, frozenset(), after(hours))


def lifting(doubted: str, hours: float) -> Entry:
    """A member's mail which says that the one it answers is not an objection."""
    said = entry("ines", hours, Verb.NO_OBJECTION)
    return replace(said, acts=(replace(said.acts[0], answers=(doubted,)),))


def test_a_vote_is_open_until_its_deadline() -> None:
    """Enough votes do not close it early: somebody may still object."""
    got = at(71, heard(THREE))
    assert (got.state, got.reason, got.held) == (
        State.OPEN,
        "3 x +1 (3 needed), 0 x 0, 0 x -1 so far",
        False,
    )


def test_a_vote_is_over_at_its_deadline() -> None:
    """A vote is over at its deadline, that moment included."""
    got = at(72, heard(THREE))
    assert (got.state, got.closes, got.put_offs) == (State.PASSED, CLOSES, ())


@pytest.mark.parametrize(
    ("policy", "said", "reason"),
    [
        (
            SUBSTANTIAL,
            "Ana +1; Omar -1 with reason",
            "held: 1 objection open; 1 x +1 (3 needed), 0 x 0, 1 x -1 so far",
        ),
        (MINOR, "Omar -1", "held: 1 objection open"),
        (MINOR, "Omar unclear", "held: 1 unclear reply open"),
    ],
)
def test_an_open_vote_with_an_objection_is_held(policy: Policy, said: str, reason: str) -> None:
    """It is open, it would not pass now, and we say both."""
    got = at(10, heard(said), policy)
    assert (got.state, got.held, got.reason) == (State.OPEN, True, reason)


def test_a_silence_is_open_without_objection() -> None:
    """While nobody objects it is not held."""
    got = at(10, heard("Ravi +1"), MINOR)
    assert (got.state, got.held, got.reason) == (State.OPEN, False, "no objection so far")


def test_a_standing_objection_puts_the_close_off_once() -> None:
    """72 hours, announced; the vote is open again and held."""
    got = at(72, heard(f"{THREE}; Omar -1 with reason"))
    assert (got.state, got.held, got.closes, got.put_offs) == (
        State.OPEN,
        True,
        after(144),
        (OBJECTION,),
    )


def test_an_objection_that_still_stands_stops_the_proposal() -> None:
    """An objection that still stands stops the proposal; there is no second put-off for it."""
    got = at(144, heard(f"{THREE}; Omar -1 with reason"))
    assert (got.state, got.closes, got.put_offs) == (State.STOPPED, after(144), (OBJECTION,))


def test_words_in_the_time_put_off_count() -> None:
    """The objector may withdraw, others may vote: mails received until the new deadline count."""
    said = [*heard("Ana +1; Ravi +1; Omar -1 with reason"), entry("omar", 100, withdrawal())]
    assert at(144, said).state is State.NOT_PASSED
    got = at(144, [*said, entry("ines", 143, vote("+1"))])
    assert (got.state, got.put_offs) == (State.PASSED, (OBJECTION,))


def test_a_new_objection_in_the_time_put_off_stops_at_once() -> None:
    """In all, an objection puts a close off only once."""
    said = [*heard(f"{THREE}; Omar -1 with reason"), entry("omar", 100, withdrawal())]
    got = at(144, [*said, entry("kim", 101, vote("-1", reason=True))])
    assert got.state is State.STOPPED


def test_a_doubt_that_could_change_the_outcome_puts_the_close_off_once() -> None:
    """48 hours to clarify; after that the doubt is only reported."""
    said = [*heard(THREE), entry("kim", 4, doubt())]
    assert (at(72, said).state, at(72, said).put_offs) == (State.OPEN, (DOUBT,))
    got = at(120, said)
    assert (got.state, got.closes, got.robust) == (
        State.PASSED,
        after(120),
        "Would not pass if the one unclear vote were -1",
    )


def test_a_doubt_that_changes_nothing_delays_nothing() -> None:
    """One +1 more or less does not matter if three are missing."""
    got = at(72, [entry("kim", 4, doubt())])
    assert (got.state, got.put_offs) == (State.NOT_PASSED, ())


def test_an_objection_and_a_doubt_put_off_one_after_the_other() -> None:
    """Each once: first the objection, then at the new deadline the doubt."""
    said = [
        *heard(f"{THREE}; Omar -1 with reason"),
        entry("kim", 5, doubt()),
        entry("omar", 90, withdrawal()),
    ]
    got = at(1000, said)
    doubtful = PutOff(Why.DOUBT, after(144), after(192))
    assert (got.state, got.closes, got.put_offs) == (
        State.PASSED,
        after(192),
        (OBJECTION, doubtful),
    )


def test_too_few_votes_put_the_close_off_where_the_rule_says_so() -> None:
    """The ovirt rule does not; a rule that does gives one more week, once."""
    assert at(72, heard("Ana +1")).state is State.NOT_PASSED
    got = at(72, heard("Ana +1"), SHORT)
    week = PutOff(Why.SHORT, CLOSES, after(72 + 168))
    assert (got.state, got.put_offs) == (State.OPEN, (week,))
    assert at(72 + 168, heard("Ana +1"), SHORT).too_few is True


def test_put_offs_that_were_announced_are_honoured() -> None:
    """An announced put-off stays even if its cause is gone by then: people were told the
    new time.
    """
    got = at(100, heard(THREE), SUBSTANTIAL, OBJECTION)
    assert (got.state, got.closes, got.put_offs) == (State.OPEN, after(144), (OBJECTION,))
    assert at(144, heard(THREE), SUBSTANTIAL, OBJECTION).state is State.PASSED


@pytest.mark.parametrize(
    ("doubts", "reason"),
    [
        ("Kim unclear", "no objection; members say that 1 doubt is not one"),
        ("Kim unclear; Omar unclear", "no objection; members say that 2 doubts are none"),
    ],
)
def test_a_silence_passes_once_its_doubts_are_lifted(doubts: str, reason: str) -> None:
    """The reason shows how many doubts a member has said are not objections."""
    raised = heard(doubts)
    lifted = [lifting(each.mail, hours) for hours, each in enumerate(raised, 9)]
    got = at(72, [*raised, *lifted], MINOR)
    assert (got.state, got.reason) == (State.PASSED, reason)


@pytest.mark.parametrize("said", ["Omar -1", "Omar -1; Kim unclear", "Omar -1 in words"])
def test_an_objection_never_puts_a_silence_off(said: str) -> None:
    """With one open at its deadline it is stopped, whatever else is open."""
    got = at(72, heard(said), MINOR)
    assert (got.state, got.put_offs) == (State.STOPPED, ())


DOUBTED = PutOff(Why.DOUBT, CLOSES, after(96))


@pytest.mark.parametrize(
    ("hours", "later", "state", "put_offs"),
    [
        (72, "", State.OPEN, (DOUBTED,)),
        (96, "", State.STOPPED, (DOUBTED,)),
        (96, "Kim 0", State.PASSED, (DOUBTED,)),
        (96, "Omar -1", State.STOPPED, (DOUBTED,)),
        (96, "Omar unclear", State.STOPPED, (DOUBTED,)),
    ],
)
def test_a_doubt_puts_a_silence_off_once(
    hours: float, later: str, state: State, put_offs: tuple[PutOff, ...]
) -> None:
    """By a day; if it is still open then, or somebody objects, the proposal is stopped."""
    got = at(hours, heard(f"Kim unclear{';' * 80}{later}"), MINOR)
    assert (got.state, got.put_offs) == (state, put_offs)


def test_a_lifted_doubt_puts_nothing_off() -> None:
    """A member said before the close that it is not an objection."""
    (raised,) = heard("Kim unclear")
    got = at(72, [raised, lifting(raised.mail, 9)], MINOR)
    assert (got.state, got.put_offs) == (State.PASSED, ())


@pytest.mark.parametrize(
    "rule",
    [
        replace(MINOR, if_in_doubt=timedelta()),
        replace(MINOR, if_in_doubt=timedelta(), on_objection=OnObjection.VOTE),
    ],
)
def test_without_the_parameter_a_doubt_is_dissent(rule: Policy) -> None:
    """The silence is over at its close: the proposal is stopped, or put to the vote."""
    got = at(72, heard("Kim unclear"), rule)
    assert Why.DOUBT not in [put_off.why for put_off in got.put_offs]
    assert got.state is not State.PASSED


def test_an_objection_that_only_counts_is_outvoted() -> None:
    """objection = "counts": three +1 and more for than against."""
    counts = replace(SUBSTANTIAL, objection=Objection.COUNTS)
    got = at(72, heard(f"{THREE}; Omar -1 with reason"), counts)
    assert (got.state, got.reason) == (State.PASSED, "3 x +1 (3 needed), 0 x 0, 1 x -1")
    three_against = heard(f"{THREE}; Omar -1 with reason; Kim -1 with reason; Lena -1 with reason")
    got = at(72, three_against, counts)
    assert (got.state, got.too_few) == (State.NOT_PASSED, False)
    got = at(72, [*three_against, entry("lars", 9, vote("-1", reason=True))], counts)
    assert got.reason == "more against than for: 3 x +1 (3 needed), 0 x 0, 4 x -1"


def test_harmless_doubts_about_an_outvoted_objection_are_reported() -> None:
    """The robustness line of a result with doubts."""
    counts = replace(SUBSTANTIAL, objection=Objection.COUNTS)
    got = at(72, heard(f"{THREE}; Omar +1; Kim unclear; Lena unclear; Lars -1 unverified"), counts)
    assert got.robust == "Passes even if the 2 unclear and 1 unverified votes were all -1"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("Ana +0.5; Ravi +0.5; Ines +1; Kim +1; Lena -0.5 with reason", State.PASSED),
        ("Ana +0.5; Ravi +0.5; Ines +1", State.NOT_PASSED),
        ("Ana +1; Ravi +1; Ines +1; Kim -0.9 with reason; Lena -0.9 with reason", State.PASSED),
    ],
)
def test_fractions_are_summed_where_the_rule_says_so(said: str, state: State) -> None:
    """Halves fill the threshold exactly, and are weighed against each other."""
    summed = replace(SUBSTANTIAL, fractions=Fractions.SUM)
    assert judge(proposal(summed), heard(said), frozenset(), CLOSES, CLOSES).state is state


def cancel(hours: float, verb: Verb = Verb.CANCEL) -> Entry:
    return entry("ana", hours, verb)


@pytest.mark.parametrize(
    ("verb", "reason"),
    [(Verb.CANCEL, "cancelled before the close"), (Verb.WITHDRAW, "withdrawn before the close")],
)
def test_a_proposal_that_was_taken_back_is_cancelled(verb: Verb, reason: str) -> None:
    """It is cancelled at once, whatever the votes."""
    got = at(50, [*heard(THREE), cancel(49, verb)])
    assert (got.state, got.reason) == (State.CANCELLED, reason)


def test_a_closed_vote_cannot_be_cancelled() -> None:
    """An act received after the close changes nothing; in the time put off it does."""
    assert at(200, [*heard(THREE), cancel(73)]).state is State.PASSED
    assert at(200, [*heard(f"{THREE}; Omar -1 with reason"), cancel(73)]).state is State.CANCELLED


def test_an_open_ended_proposal_is_judged_as_if_closed_now() -> None:
    """A recount without any deadline: nothing is late, nothing is put off."""
    endless = replace(proposal(), open_ended=True)
    got = outcome(endless, [entry("omar", 5000, vote("-1", reason=True))], frozenset(), after(6000))
    assert (got.state, got.closes, got.put_offs) == (State.STOPPED, None, ())


def test_a_vote_that_closed_for_good_is_not_put_off() -> None:
    """A recount with the result's closing time: later mails are late, and it is final."""
    said = [*heard(f"{THREE}; Omar -1 with reason"), entry("omar", 60, withdrawal())]
    got = judge(proposal(), said, frozenset(), after(50), after(100))
    assert (got.state, got.closes) == (State.STOPPED, after(50))
    assert judge(proposal(), said, frozenset(), after(50), after(49)).state is State.OPEN
    cancelled = judge(proposal(), [*said, cancel(40)], frozenset(), after(50), after(100))
    assert (cancelled.state, cancelled.closes) == (State.CANCELLED, after(50))


def test_a_raised_class_is_judged_by_its_own_rule() -> None:
    """A minor proposal that became substantial needs three +1, counting those it already had."""
    raised = entry("lena", 10)
    act = Act(Verb.CLASS, "lena@example.org", raised.order, "substantial", policy=SUBSTANTIAL)
    got = outcome(
        proposal(MINOR), [replace(raised, acts=(act,)), *heard("Ravi +1")], frozenset(), after(82)
    )
    assert (got.state, got.policy, got.closes) == (State.NOT_PASSED, SUBSTANTIAL, after(82))


def test_without_a_roster_a_result_is_advisory() -> None:
    """People who wrote before are binding, and the result says so."""
    posters = frozenset(f"{name}@example.org" for name in ("ana", "ravi", "ines"))
    got = outcome(proposal(roster=Roster()), heard(THREE), posters, after(72))
    assert (got.state, got.advisory, got.reason) == (
        State.PASSED,
        True,
        "3 x +1 (3 needed), 0 x 0, 0 x -1 (advisory: no roster)",
    )
    everyone = replace(SUBSTANTIAL, electorate=Electorate.EVERYONE)
    assert outcome(proposal(everyone, Roster()), [], frozenset(), after(72)).advisory is False


def test_every_order_gives_one_outcome() -> None:
    """The outcome does not depend on the order in which mails were processed."""
    mails = [
        *heard("Ana +1; Ravi +1; Omar -1 with reason; Kim unclear"),
        entry("omar", 100, withdrawal()),
    ]
    got = {outcome(proposal(), order, frozenset(), after(300)) for order in permutations(mails)}
    assert len(got) == 1


def test_the_rule_comes_with_the_outcome() -> None:
    """A result always comes with the rule that decided it."""
    assert at(72, []).rule.startswith("substantial: at least 3 binding +1")
