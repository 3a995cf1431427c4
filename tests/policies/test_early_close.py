"""Early closes: never before the shortest time, and only when nothing could change the outcome."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.model.policy import EarlyClose, Objection, Policy
from listbot.model.proposal import Act, Entry, PutOff, State, Verb, Why
from listbot.packaged import load_policy
from listbot.policies.closing_time import closing_time
from listbot.policies.early_close import MOST_LOOKS, looks, next_look
from listbot.policies.outcome import Outcome, outcome
from tests.policies.counted import asked, crowd
from tests.votes.counting.ballots import SUBSTANTIAL, after, doubt, entry, vote

DAY = timedelta(days=1)
WEEK = replace(
    SUBSTANTIAL,
    window=timedelta(days=7),
    min_window=timedelta(),
    min_open=DAY,
    early_close=EarlyClose.PASSED,
)
ALL = replace(WEEK, early_close=EarlyClose.ALL_VOTED)
DECIDED = replace(
    WEEK,
    early_close=EarlyClose.UNDECIDABLE,
    objection=Objection.COUNTS,
    put_off=timedelta(),
    reason_required=False,
)


def at(hours: float, policy: Policy, entries: list[Entry], size: int = 5) -> Outcome:
    return outcome(asked(policy, size), entries, frozenset(), after(hours))


def later(hours: float, entries: list[Entry]) -> list[Entry]:
    """The same mails, received so many hours after the opening."""
    when = after(hours)
    return [replace(each, effective=when, received=when) for each in entries]


def test_a_vote_that_would_pass_closes_when_its_shortest_time_is_over() -> None:
    """Not before, however early the votes came."""
    said = crowd("3 +1")
    assert at(23, WEEK, said).state is State.OPEN
    got = at(24, WEEK, said)
    assert (got.state, got.closes) == (State.PASSED, after(24))


def test_a_later_vote_closes_it_at_the_next_look() -> None:
    """It is looked at once a day, at the hour of the opening."""
    said = [*crowd("2 +1"), *later(30, crowd("3 +1")[2:])]
    assert at(47, WEEK, said).state is State.OPEN
    got = at(300, WEEK, said)
    assert (got.state, got.closes) == (State.PASSED, after(48))


def test_what_came_after_an_early_close_is_late() -> None:
    """The result does not depend on when somebody looked."""
    said = [*crowd("3 +1"), entry("m4@example.org", 25, vote("-1", reason=True))]
    got = at(300, WEEK, said)
    assert (got.state, got.closes, [each.status for each in got.tally.votes]) == (
        State.PASSED,
        after(24),
        ["counted"] * 3 + ["late"],
    )


@pytest.mark.parametrize(
    "more",
    [
        entry("m4@example.org", 2, vote("-1", reason=True)),
        entry("m4@example.org", 2, vote("-1")),
        entry("m4@example.org", 2, doubt()),
    ],
)
def test_an_objection_or_a_doubt_keeps_it_open(more: Entry) -> None:
    """Whoever objects without a reason may still give one, and a doubt may be cleared up."""
    assert at(100, WEEK, [*crowd("3 +1"), more]).state is State.OPEN


def test_a_doubt_that_matters_keeps_it_open_whatever_the_rule_says_about_doubts() -> None:
    """At its deadline such a doubt is only reported, but nothing forces an early close."""
    policy = replace(WEEK, if_in_doubt=timedelta())
    said = [*crowd("3 +1"), entry("m4@example.org", 2, doubt())]
    assert at(100, policy, said).state is State.OPEN
    assert at(168, policy, said).state is State.PASSED


def test_it_closes_when_all_have_voted() -> None:
    """Whether it passes or not."""
    assert at(100, ALL, crowd("4 +1")).state is State.OPEN
    got = at(100, ALL, crowd("2 +1; 3 0"))
    assert (got.state, got.closes) == (State.NOT_PASSED, after(24))


def test_it_closes_when_nobody_could_change_the_outcome() -> None:
    """Whatever all the others vote, if nobody changes their mind."""
    assert at(100, DECIDED, crowd("3 +1; 1 0"), 7).state is State.OPEN
    got = at(100, DECIDED, crowd("4 +1; 1 -1"), 7)
    assert (got.state, got.closes) == (State.PASSED, after(24))
    assert at(100, DECIDED, crowd("3 -1"), 5).state is State.NOT_PASSED


def test_nobody_knows_who_is_missing_without_a_roster() -> None:
    """Then it stays open until its deadline."""
    everyone = replace(DECIDED, electorate=SUBSTANTIAL.electorate.EVERYONE)
    assert at(100, everyone, crowd("4 +1")).state is State.OPEN
    unknown = replace(ALL, electorate=SUBSTANTIAL.electorate.EVERYONE)
    assert at(100, unknown, crowd("5 +1")).state is State.OPEN


FCP = load_policy("rust-fcp:fcp")


def test_a_final_comment_period_lasts_ten_days() -> None:
    """It begins when enough have said +1, and ends only if that has been so all the time."""
    said = [*later(50, crowd("3 +1")), entry("ana", 0)]
    assert at(24 * 12, FCP, said).state is State.OPEN
    got = at(24 * 20, FCP, said)
    assert (got.state, got.closes) == (State.PASSED, after(24 * 13))


def test_a_concern_starts_the_final_comment_period_again() -> None:
    """It counts from the day on which the last concern was resolved."""
    against = entry("m4@example.org", 100, vote("-1", reason=True))
    content = entry("m4@example.org", 200, vote("+1"))
    got = at(24 * 40, FCP, [*crowd("3 +1"), against, content])
    assert (got.state, got.closes) == (State.PASSED, after(24 * 19))


def test_a_proposal_that_was_withdrawn_before_is_not_closed_early() -> None:
    """Whichever came first counts."""
    taken = entry("ana", 20)
    act = Act(Verb.WITHDRAW, "ana@example.org", taken.order)
    withdrawn = replace(taken, acts=(act,))
    assert at(100, WEEK, [*crowd("3 +1"), withdrawn]).state is State.CANCELLED
    late = entry("ana", 30)
    act = replace(act, order=late.order)
    assert at(100, WEEK, [*crowd("3 +1"), replace(late, acts=(act,))]).state is State.PASSED


def test_looks_have_an_end() -> None:
    """A vote that is open for years is not looked at every day."""
    years = asked(replace(WEEK, window=timedelta(days=4000)), 5)
    closing = closing_time(years, ())
    assert len(list(looks(years, closing))) == MOST_LOOKS
    assert next_look(years, closing, after(30)) == after(48)
    assert next_look(years, closing, after(24 * 3000)) is None


def test_a_rule_that_never_closes_early_has_no_looks() -> None:
    """Nor has a vote without a deadline."""
    usual = asked(SUBSTANTIAL, 5)
    assert list(looks(usual, closing_time(usual, ()))) == []
    endless = replace(asked(WEEK, 5), open_ended=True)
    assert list(looks(endless, closing_time(endless, ()))) == []


def test_a_put_off_gives_a_vote_more_looks() -> None:
    """An objection that is withdrawn in the time put off lets it close early."""
    against = entry("m4@example.org", 100, vote("-1", reason=True))
    content = entry("m4@example.org", 175, vote("+1"))
    got = at(400, WEEK, [*crowd("3 +1"), against, content])
    assert got.closes == after(24)
    held = [*crowd("2 +1"), *later(90, crowd("3 +1")[2:]), replace(against, received=after(80))]
    got = at(400, WEEK, [*held, content])
    assert (got.state, got.closes, got.put_offs) == (
        State.PASSED,
        after(24 * 8),
        (PutOff(Why.OBJECTION, after(168), after(240)),),
    )
