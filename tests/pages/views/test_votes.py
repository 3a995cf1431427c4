"""The rows of votes in lists: how an open vote stands, and the words for states."""

from dataclasses import replace

from listbot.model.policy import Choice
from listbot.model.proposal import State
from listbot.pages.views.votes import VoteRow, open_row, standing, word_of
from listbot.policies.outcome import outcome
from tests.pages.views.voting import played, under
from tests.playing import Play, Post, hours, opening, votes


def row(play: Play) -> VoteRow:
    """The row of an open vote."""
    case = play.vote()
    final = outcome(case.proposal, case.entries, case.posters, hours(10))
    return open_row(case, final, hours(72))


def test_an_open_vote_shows_counts_and_no_names() -> None:
    """How many +1 there are of how many that it needs."""
    found = row(played(opening(), *votes(("Ravi", "Lena"))))
    assert (found.number, found.list, found.word, found.outcome, found.closes) == (
        1, "infra", "open", "2 of 3 +1, no -1", hours(72),
    )  # fmt: skip


def test_an_open_poll_shows_its_options() -> None:
    """A +1 for the whole means nothing in a poll."""
    play = played(
        opening(text="1. red\n2. blue\n"),
        Post("o", "Omar", "1: +1", 2, answers=["p"]),
        in_force=under(choice=Choice.MOST),
    )
    assert row(play).outcome == "approvals: 1 1; 1 has the most"


def test_what_is_withdrawn_stands_nowhere() -> None:
    """Its result follows."""
    case = played(opening()).vote()
    final = outcome(case.proposal, case.entries, case.posters, hours(10))
    assert standing(replace(final, state=State.CANCELLED)) == ""


def test_states_are_told_as_people_say_them() -> None:
    """A poll whose rule names no winner has not failed: it was counted."""
    assert [
        word_of(State.PASSED, Choice.NONE),
        word_of(State.CANCELLED, Choice.NONE),
        word_of(State.NOT_PASSED, Choice.MOST),
        word_of(State.NOT_PASSED, Choice.APPROVALS),
    ] == ["passed", "withdrawn", "not passed", "counted"]
