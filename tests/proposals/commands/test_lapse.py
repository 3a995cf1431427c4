"""Tests of `#listbot lapse`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.mail import Level
from listbot.model.case import Case
from listbot.model.proposal import Act, Entry, State, Verb
from listbot.model.reading import Cast, CastKind
from listbot.proposals.commands.lapse import act
from tests.proposals.commands.situations import (
    CASE,
    NO_VOTE,
    OPENED,
    SUBSTANTIAL,
    mail,
    proposal,
)

AGAINST = Entry(
    mail="<k1@example.org>",
    author="kim@example.org",
    name="Kim",
    level=Level.LIST_VOUCHED,
    effective=OPENED,
    received=OPENED,
    casts=(Cast(CastKind.VOTE, "-1", "-1, no backups", 1, explained=True),),
)
LIFTS = proposal(replace(SUBSTANTIAL, lapse_by_majority=True))
NAMED = replace(CASE, proposal=LIFTS, named=(AGAINST,))
DOV = mail("dov@example.org")
SAYS = Act(Verb.LAPSE, "dov@example.org", DOV.order)


def test_a_member_says_that_an_objector_is_gone() -> None:
    """The answer says how many must say so."""
    assert act("", DOV, NAMED) == Effect(
        done=True,
        answer='Noted. That "-1" no longer holds V-33 once more than half of the 2 members say '
        "so, unless its writer comes back.",
        act=SAYS,
    )


def test_others_cannot_say_so() -> None:
    """Only members lift an objection, and only together."""
    assert act("", mail("max@example.net"), NAMED) == Effect(
        done=False,
        answer="Only people on the roster can say that an objection has lapsed.",
    )


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        (
            replace(NAMED, proposal=proposal()),
            "The rule of V-33 lets nobody lift another person's objection.",
        ),
        (
            replace(NAMED, named=()),
            'Please write this line in a reply to the mail with the "-1".',
        ),
        (
            replace(NAMED, proposal=replace(LIFTS, state=State.STOPPED)),
            "V-33 is already stopped. You can propose it again.",
        ),
    ],
)
def test_a_refusal_that_may_prove_wrong_keeps_the_act(case: Case, answer: str) -> None:
    """The class may have been raised, or the -1 may be on its way: the count decides."""
    assert act("", DOV, case) == Effect(done=False, answer=answer, act=SAYS)


def test_it_needs_a_vote() -> None:
    """Outside a vote's thread it is refused."""
    assert not act("", DOV, NO_VOTE).done
