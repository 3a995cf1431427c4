"""Tests of `#listbot wrong`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.model.proposal import Act, State, Verb
from listbot.proposals.commands.wrong import act
from tests.proposals.commands.situations import CASE, NO_VOTE, mail, proposal

ANYBODY = mail("pia@example.net", through="listbot@example.org")


@pytest.mark.parametrize("state", list(State))
def test_anybody_marks_a_vote(state: State) -> None:
    """Member or not, in private or on the list, before or after the result; it changes no count."""
    case = replace(CASE, proposal=replace(proposal(), state=state))
    assert act("Ana said +1", ANYBODY, case) == Effect(
        done=True,
        answer="V-33 is marked for a person to look at. Nothing changes until then.",
        act=Act(Verb.WRONG, "pia@example.net", ANYBODY.order, "Ana said +1"),
    )


def test_a_text_is_needed() -> None:
    """Just "wrong" helps nobody."""
    assert act("!", ANYBODY, CASE) == Effect(
        done=False, answer="Please say in a few words what is wrong."
    )


def test_it_needs_a_vote() -> None:
    """Outside a vote's thread it is refused."""
    assert not act("all of it", ANYBODY, NO_VOTE).done
