"""A +1 for the contrary of what is proposed is asked about."""

from dataclasses import replace

import pytest

from listbot.model.earlier import EarlierText
from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told

VIEW = ThreadView(title="Retire the old Gerrit host", proposer="pat@example.org")
ASKED = [
    "+1 to wait with this until March",
    "+1 for postponing",
    "+1 to a delay",
    "+1 for more time",
    "+1 for holding off",
    "+1 for the status quo",
    "+1 for doing nothing",
    "+1 for not doing this",
    "+1 to not retiring it",
    "+1 for dropping this idea",
    "+1 to keep the old one",
    "+1 to keeping Gerrit for a year",
    "+1 to keep it",
    "+1 for keeping",
    "+1 for leaving things as they are",
    "+1 for waiting\n\n+1 for keeping it running",
]
CAST = [
    "+1",
    "+1 for the move",
    "+1 for retiring it",
    "+1 to keep things simple",
    "+1 for keeping an eye on it",
    "+1 for stopping the old host",
    "+1 for not waiting any longer",
    "+1 for not keeping it",
    "+1 to not",
    "+1 for not breaking links",
    "+1 for the",
    "+1, let's wait and see who complains",
]


@pytest.mark.parametrize("body", [body for body in ASKED if "\n" not in body])
def test_a_plus_for_waiting_or_for_what_should_go_is_asked_about(body: str) -> None:
    """It may be a polite vote against."""
    assert told(read_votes(reply(body), VIEW)) == ("unclear +1",)


def test_it_is_asked_about_for_each_such_value() -> None:
    """A mail may have several of them, and none counts."""
    assert told(read_votes(reply(ASKED[-1]), VIEW)) == ("unclear +1", "unclear +1")


@pytest.mark.parametrize("body", CAST)
def test_a_plus_for_anything_else_is_counted(body: str) -> None:
    """The same words may be for the proposal."""
    assert told(read_votes(reply(body), VIEW)) == ("+1",)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Wait for the new release", "+1 to wait"),
        ("Keep the old mirror", "+1 for keeping the old mirror"),
        ("Do not renew the contract", "+1 for not renewing it"),
    ],
)
def test_what_the_title_says_is_proposed(title: str, body: str) -> None:
    """Where waiting is proposed, a +1 to wait is for the proposal."""
    assert told(read_votes(reply(body), replace(VIEW, title=title))) == ("+1",)


def test_so_is_what_the_opening_says() -> None:
    """Only if it is answered: below another mail its words may be those of somebody else."""
    opening = EarlierText(("We would postpone the upgrade until May.",))
    view = replace(VIEW, earlier_texts=(opening,))
    body = reply("+1 to postpone it")
    answered, below = (
        told(read_votes(body, replace(view, answers_opening=answers))) for answers in (True, False)
    )
    assert (answered, below) == (("+1",), ("unclear +1",))


def test_it_counts_for_an_option_of_a_poll() -> None:
    """The opening lists waiting among the options."""
    opening = EarlierText(("* Keep it", "* Retire it"))
    view = replace(VIEW, title="The old Gerrit host", earlier_texts=(opening,))
    assert told(read_votes(reply("+1 for keep it"), view)) == ("+1 item Keep it",)


def test_a_minus_is_kept() -> None:
    """A vote against is never weakened."""
    assert told(read_votes(reply("-1 to waiting, it costs money"), VIEW)) == ("-1 explained",)


def test_beside_a_value_for_something_else_it_is_settled_with_that() -> None:
    """Values for several things stay what they were."""
    assert told(read_votes(reply("+1 for the plan\n\n+1 for waiting a day"), VIEW)) == ("+1",)
