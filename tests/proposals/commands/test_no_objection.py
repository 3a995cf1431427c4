"""Tests of `#listbot no-objection`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.mail import Level, Mail
from listbot.model.case import Case
from listbot.model.policy import Roster
from listbot.model.proposal import Act, Entry, State, Verb
from listbot.model.reading import Doubt
from listbot.proposals.commands.no_objection import act
from tests.proposals.commands.situations import (
    CASE,
    LAZY,
    MINOR,
    NO_VOTE,
    OPENED,
    SUBSTANTIAL,
    WRITTEN,
    mail,
    proposal,
)

NO_DOUBT = (
    "The mail that yours answers raises no doubt about V-33, as far as I know. "
    "Please write this line in a reply to the mail that raises the doubt."
)
ELSEWHERE = (
    "The mail that yours answers is not in this thread, as far as I know. "
    "Please write this line in a reply to the mail that raises the doubt."
)


def answering(author: str = "dov@example.org", parent: str = "<k1@example.org>") -> Mail:
    """A mail in the thread that answers this one."""
    return replace(mail(author), references=("<v33@example.org>", parent))


IN_DOUBT = Entry(
    mail="<k1@example.org>",
    author="kim@example.org",
    name="Kim",
    level=Level.LIST_VOUCHED,
    effective=OPENED,
    received=OPENED,
    doubts=(Doubt("+1 if it works", 1, "a condition cannot be tallied"),),
)
NAMED = replace(LAZY, named=(IN_DOUBT,))
DOV = answering()
SAYS = Act(Verb.NO_OBJECTION, "dov@example.org", DOV.order)
NOBODY = replace(NAMED, proposal=proposal(MINOR, Roster()))
SETTLED = replace(NAMED, proposal=replace(proposal(MINOR), state=State.STOPPED))


@pytest.mark.parametrize("author", ["alma@example.org", "dov@example.org"])
def test_the_proposer_and_members_lift_a_doubt(author: str) -> None:
    """Whoever is on the roster, or made the proposal, may say so in a reply to the doubt."""
    written = answering(author)
    assert act("", written, NAMED) == Effect(
        done=True,
        answer=("Noted: that doubt does not hold V-33. The result shows its words and your name."),
        act=Act(Verb.NO_OBJECTION, author, written.order),
    )


@pytest.mark.parametrize("case", [NAMED, NOBODY])
def test_a_stranger_lifts_nothing(case: Case) -> None:
    """Somebody else cannot speak for the group, whether it has a roster or not."""
    assert act("", answering("max@example.net"), case) == Effect(
        done=False,
        answer="Only members and the proposer can say that a doubt is not an objection.",
    )


def test_without_a_roster_people_who_posted_before_lift_a_doubt() -> None:
    """They count as members, as in the tally."""
    assert act("", DOV, replace(NOBODY, seen_before=True)).done


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        (LAZY, ELSEWHERE),
        (replace(LAZY, named=(replace(IN_DOUBT, doubts=()),)), NO_DOUBT),
        (replace(LAZY, named=(replace(IN_DOUBT, mail="<v33@example.org>"),)), ELSEWHERE),
        (
            replace(CASE, named=(IN_DOUBT,)),
            "V-33 is decided by votes, and a doubt does not hold it.",
        ),
        (SETTLED, "V-33 is already stopped. You can propose it again."),
    ],
)
def test_a_refusal_that_may_prove_wrong_keeps_the_act(case: Case, answer: str) -> None:
    """The doubt may be on its way, so the count decides."""
    assert act("", DOV, case) == Effect(done=False, answer=answer, act=SAYS)


def test_a_doubt_further_up_is_not_meant() -> None:
    """It answers a harmless remark below the doubt, and only that mail is meant."""
    remark = replace(IN_DOUBT, mail="<r1@example.org>", doubts=())
    below = answering(parent="<r1@example.org>")
    below = replace(below, references=("<k1@example.org>", "<r1@example.org>"))
    got = act("", below, replace(LAZY, named=(IN_DOUBT, remark)))
    assert (got.done, got.answer) == (False, NO_DOUBT)


def test_it_needs_a_vote() -> None:
    """Outside a vote's thread it is refused."""
    assert not act("", DOV, NO_VOTE).done


def test_a_raised_class_needs_no_lift() -> None:
    """Once the proposal is a full vote, a doubt does not hold it."""
    raised = Act(
        Verb.CLASS, "alma@example.org", (WRITTEN, WRITTEN, "<c@example.org>"), policy=SUBSTANTIAL
    )
    assert not act("", DOV, replace(NAMED, acts=(raised,))).done
