"""Moments: when to look at a vote, when its one reminder goes out, how long its result waits."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from listbot import pipeline
from listbot.model.inputs import RulesInput, TickInput
from listbot.store import reading
from tests.playing import LIST, START, Play, Post, opening, rules, votes

CLOSES = START + timedelta(hours=72)
MINUTE = timedelta(minutes=1)


def under(**changes: Any) -> RulesInput:
    """The ovirt rules with other times."""
    in_force = rules()
    policies = tuple(replace(policy, **changes) for policy in in_force.lists[0].policies)
    return RulesInput(tuple(replace(each, policies=policies) for each in in_force.lists))


def next_due(play: Play) -> datetime | None:
    """When the store asks for the next look."""
    with play.store.reading() as connection:
        return reading.next_due(connection, [LIST])


@pytest.mark.parametrize("grace", [timedelta(0), timedelta(minutes=15), timedelta(hours=2)])
def test_the_result_waits_for_the_grace_of_the_rule(grace: timedelta) -> None:
    """Mail sent before the close may still be on its way; the rule says for how long."""
    play = Play(in_force=under(grace=grace))
    play.take(opening(), *votes(("Ravi", "Lena", "Omar")))
    before = CLOSES + grace - MINUTE
    play.run_until(before)
    assert (play.states(), next_due(play)) == ({1: "open"}, CLOSES + grace)
    play.tick(CLOSES + grace)
    assert (play.states(), next_due(play)) == ({1: "passed"}, None)


def test_a_list_that_was_not_read_past_the_grace_stays_open() -> None:
    """However late it is: an unread mail may hold a vote."""
    play = Play()
    play.take(opening(), *votes(("Ravi", "Lena", "Omar")))
    read_until = CLOSES + timedelta(minutes=14)
    play.tick(CLOSES + timedelta(days=3), read_until)
    play.tick(CLOSES + timedelta(days=4), read_until)
    assert (play.states(), next_due(play)) == ({1: "open"}, CLOSES + timedelta(minutes=15))


@pytest.mark.parametrize(
    ("window", "before"),
    [
        (timedelta(hours=8), timedelta(hours=2)),
        (timedelta(days=2), timedelta(hours=24)),
        (timedelta(days=7), timedelta(hours=24)),
        (timedelta(days=8), timedelta(days=2)),
    ],
)
def test_the_reminder_comes_a_day_before_the_close(window: timedelta, before: timedelta) -> None:
    """For votes that are much shorter or longer, with a quarter of the window left; so never with
    the opening."""
    play = Play(in_force=under(window=window, min_window=window))
    play.take(opening())
    remind_at = START + window - before
    assert (play.tick(remind_at - MINUTE), next_due(play)) == (0, remind_at)
    assert (play.tick(remind_at), next_due(play)) == (1, START + window + timedelta(minutes=15))
    assert play.kinds() == ["M1", "M4"]


def test_no_reminder_while_people_are_voting() -> None:
    """It waits until nobody has voted for two hours."""
    play = Play()
    play.take(opening(), Post("v", "Ravi", "+1", 47.5, answers=["p"]))
    voted = START + timedelta(hours=47, minutes=30)
    play.tick(CLOSES - timedelta(hours=24))
    assert (play.kinds(), next_due(play)) == (["M1"], voted + timedelta(hours=2))
    play.tick(voted + timedelta(hours=2))
    assert (play.kinds(), next_due(play)) == (["M1", "M4"], CLOSES + timedelta(minutes=15))


def test_people_who_vote_until_the_close_are_not_reminded() -> None:
    """The result comes next, on time."""
    play = Play()
    late = [
        Post(f"v{at}", who, "+1", at, answers=["p"]) for at, who in ((49, "Ravi"), (71, "Lena"))
    ]
    play.take(opening(), late[0])
    play.tick(START + timedelta(hours=50))
    play.take(late[1])
    play.tick(START + timedelta(hours=71, minutes=30))
    assert (play.kinds(), next_due(play)) == (["M1"], CLOSES + timedelta(minutes=15))
    play.tick(CLOSES + timedelta(minutes=15))
    assert play.kinds() == ["M1", "M6"]


def test_over_before_anybody_looked_needs_no_reminder() -> None:
    """After a downtime the close is past, so only the result is due."""
    play = Play()
    play.take(opening())
    play.tick(CLOSES + MINUTE)
    assert (play.kinds(), next_due(play)) == (["M1"], CLOSES + timedelta(minutes=15))


def test_a_cancelled_vote_is_settled_as_soon_as_its_list_was_read() -> None:
    """Neither its reminder's time nor its close delays it."""
    play = Play()
    play.take(opening(), Post("c", "Ana", "Let us not.", 50, "[CANCEL] Move it", answers=["p"]))
    with play.transaction() as tx:
        pipeline.tick(tx, TickInput(START + timedelta(hours=51)))
    assert (play.states(), next_due(play)) == ({1: "open"}, START)
    play.tick(START + timedelta(hours=51))
    assert (play.states(), play.kinds()) == ({1: "cancelled"}, ["M1", "M6"])


def test_a_vote_put_off_and_taken_back_between_two_looks_is_cancelled() -> None:
    """While the daemon was down, an objection put off the close, and the proposer took the vote
    back before the new one."""
    play = Play()
    against = Post("o", "Lars", "-1\n\nIt doubles the bill, see the wiki.", 5, answers=["p"])
    withdrawn = Post("w", "Ana", "#listbot withdraw", 83, answers=["p"])
    play.take(opening(), *votes(("Ravi", "Lena", "Omar")), against, withdrawn)
    play.tick(START + timedelta(hours=95))
    assert (play.states(), play.alerts) == ({1: "cancelled"}, [])
