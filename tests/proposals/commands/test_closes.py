"""Tests of `#listbot closes`."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from listbot.commands.command import Effect
from listbot.model.case import Case
from listbot.model.policy import Electorate, Policy, Roster, Who
from listbot.model.proposal import Act, Verb
from listbot.proposals.commands.closes import act
from listbot.votes.opening.deadlines import parse_time
from tests.proposals.commands.situations import (
    CASE,
    CLOSES,
    LAZY,
    NO_VOTE,
    ROSTER,
    SUBSTANTIAL,
    WRITTEN,
    mail,
    proposal,
)

LATER = "2026-09-18 18:00 UTC"
AT = datetime(2026, 9, 18, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("author", ["alma@example.org", "alma@example.net"])
def test_the_proposer_moves_the_close(author: str) -> None:
    """The proposer may, from any of their addresses, and the answer repeats the time in UTC."""
    written = mail(author)
    assert act(LATER, written, CASE) == Effect(
        done=True,
        answer="V-33 now closes Fri 18 Sep 2026 18:00 UTC.",
        act=Act(Verb.CLOSES, author, written.order, LATER, closes=AT),
    )


def test_what_was_assumed_is_said() -> None:
    """An incomplete time is accepted, and the answer says what was assumed."""
    effect = act("2026-09-18", mail(), CASE)
    assert effect.act is not None
    read = parse_time("2026-09-18", WRITTEN)
    assert not isinstance(read, str)
    assert effect.answer.endswith(f" I assumed: {read.assumed}.")


def test_a_time_must_be_named() -> None:
    """An empty argument changes nothing."""
    answer = 'Please name the time, as in "2026-09-18 18:00 UTC".'
    assert act("", mail(), CASE) == Effect(done=False, answer=answer)


def test_a_time_before_the_shortest_window_is_refused() -> None:
    """The answer says how long people have; the act is kept, as only the count knows every act in
    order."""
    assert act("2026-09-10 08:59 UTC", mail(), CASE) == Effect(
        done=False,
        answer="Thu 10 Sep 2026 08:59 UTC is too early: "
        "the rule gives people at least until Thu 10 Sep 2026 09:00 UTC.",
        act=Act(
            Verb.CLOSES,
            "alma@example.org",
            mail().order,
            "2026-09-10 08:59 UTC",
            closes=datetime(2026, 9, 10, 8, 59, tzinfo=UTC),
        ),
    )


def test_a_closed_vote_is_not_moved() -> None:
    """After the close the answer says so; only the count knows whether an earlier mail moved it."""
    late = mail(received=CLOSES + timedelta(hours=1))
    assert act(LATER, late, CASE) == Effect(
        done=False,
        answer="V-33 had closed when your mail came. You can propose it again.",
        act=Act(Verb.CLOSES, "alma@example.org", late.order, LATER, closes=AT),
    )


@pytest.mark.parametrize("argument", ["when it suits", "2026-09-07 12:00 UTC"])
def test_a_time_that_cannot_be_read_is_refused(argument: str) -> None:
    """The answer gives the reader's reason, for words and for the past."""
    reason = parse_time(argument, WRITTEN)
    assert act(argument, mail(), CASE) == Effect(
        done=False, answer=f"I could not use that time: {reason}."
    )


def test_a_time_that_passed_on_the_way_is_refused() -> None:
    """A delayed mail cannot close a vote before it came; only the count knows whether a copy came
    earlier."""
    written = replace(mail(), date=WRITTEN - timedelta(days=1))
    asked = "2026-09-07 12:00 UTC"
    noon = datetime(2026, 9, 7, 12, tzinfo=UTC)
    assert act(asked, written, CASE) == Effect(
        done=False,
        answer="Mon 7 Sep 2026 12:00 UTC is in the past.",
        act=Act(Verb.CLOSES, "alma@example.org", written.order, asked, closes=noon),
    )


def test_a_raised_class_has_its_own_shortest_window() -> None:
    """After `class`, the earliest close is counted from the raise."""
    raised = Act(Verb.CLASS, "dov@example.org", mail().order, policy=SUBSTANTIAL)
    case = replace(LAZY, acts=(raised,))
    effect = act("2026-09-10 12:00 UTC", mail(received=WRITTEN + timedelta(hours=1)), case)
    assert (effect.done, effect.answer) == (
        False,
        "Thu 10 Sep 2026 12:00 UTC is too early: "
        "the rule gives people at least until Thu 10 Sep 2026 19:00 UTC.",
    )


@pytest.mark.parametrize(
    ("author", "case", "answer"),
    [
        ("dov@example.org", CASE, "Only the proposer can move the closing time."),
        (
            "alma@example.org",
            NO_VOTE,
            "I know of no vote in this thread. Please reply to a mail of the vote you mean.",
        ),
    ],
)
def test_nobody_else_moves_it(author: str, case: Case, answer: str) -> None:
    """A roster member is not enough, and there must be a vote."""
    assert act(LATER, mail(author), case) == Effect(done=False, answer=answer)


ELECTORATE = replace(SUBSTANTIAL, extenders=Who.ELECTORATE)


@pytest.mark.parametrize(
    ("policy", "roster", "author", "seen", "may"),
    [
        (ELECTORATE, ROSTER, "dov@example.org", False, True),
        (ELECTORATE, ROSTER, "alma@example.org", False, True),
        (ELECTORATE, ROSTER, "max@example.org", True, False),
        (replace(ELECTORATE, roles=("pmc",)), ROSTER, "dov@example.org", True, False),
        (ELECTORATE, Roster(), "max@example.org", True, True),
        (ELECTORATE, Roster(), "max@example.org", False, False),
        (replace(ELECTORATE, electorate=Electorate.POSTERS), ROSTER, "max@example.org", True, True),
        (
            replace(ELECTORATE, electorate=Electorate.EVERYONE),
            ROSTER,
            "max@example.org",
            False,
            True,
        ),
        (replace(SUBSTANTIAL, extenders=Who.NOBODY), ROSTER, "alma@example.org", True, False),
        (SUBSTANTIAL, ROSTER, "dov@example.org", True, False),
    ],
)
def test_the_rule_says_who_moves_it(
    policy: Policy, roster: Roster, author: str, seen: bool, may: bool
) -> None:
    """The proposer; whoever may vote, as the tally has it; or nobody, not even the proposer."""
    case = replace(CASE, proposal=proposal(policy, roster), seen_before=seen)
    assert act(LATER, mail(author), case).done is may
