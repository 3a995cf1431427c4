"""Tests of `#listbot explained`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.model.proposal import Act, Entry, Verb
from listbot.proposals.commands.explained import act
from tests.proposals.commands.situations import CASE, NO_VOTE, mail, voted

WHERE = "my mail of Tuesday"
DOV = mail("dov@example.org")


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(voted("-1"), id="a standing -1"),
        pytest.param(voted("+1", "-0.5"), id="changed to something under zero"),
        pytest.param((), id="the -1 has not arrived yet"),
        pytest.param(voted("-1") + voted("+1", item="B"), id="an item's vote is another matter"),
        pytest.param(tuple(reversed(voted("+1", "-1"))), id="arrived in another order"),
    ],
)
def test_who_said_minus_one_names_the_reason(own: tuple[Entry, ...]) -> None:
    """The line is noted for the author's -1, even if that is still on its way."""
    assert act(WHERE, DOV, replace(CASE, own=own)) == Effect(
        done=True,
        answer='Noted for your "-1" in V-33. It counts if the reason is on the list.',
        act=Act(Verb.EXPLAINED, "dov@example.org", DOV.order, WHERE),
    )


@pytest.mark.parametrize("own", [voted("+1"), voted("-1", "0"), voted("-1", None)])
def test_who_voted_otherwise_has_nothing_to_explain(own: tuple[Entry, ...]) -> None:
    """A later vote or a withdrawal has replaced the -1; the line is kept, as a -1 may be on its
    way."""
    assert act(WHERE, DOV, replace(CASE, own=own)) == Effect(
        done=False,
        answer='You have no "-1" in V-33 that needs a reason.',
        act=Act(Verb.EXPLAINED, "dov@example.org", DOV.order, WHERE),
    )


@pytest.mark.parametrize("argument", ["", "-1", "..."])
def test_words_or_a_link_are_needed(argument: str) -> None:
    """An empty line explains nothing."""
    assert act(argument, DOV, CASE) == Effect(
        done=False,
        answer="Please say in a few words, or with a link, where on the list the reason is.",
    )


def test_it_needs_a_vote() -> None:
    """Outside a vote's thread it is refused."""
    assert not act(WHERE, DOV, NO_VOTE).done
