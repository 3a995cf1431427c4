"""Tests of `#listbot withdraw`, and of the checks that all commands on an open proposal share."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.commands.command import Effect
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, State, Verb
from listbot.proposals.commands.withdraw import act
from tests.proposals.commands.situations import CASE, CLOSES, LIST, NO_VOTE, mail, proposal


def test_the_proposer_takes_the_proposal_back() -> None:
    """An open proposal ends without a decision."""
    assert act("", mail(), CASE) == Effect(
        done=True,
        answer="V-33 is withdrawn; nothing was decided.",
        act=Act(Verb.WITHDRAW, "alma@example.org", mail().order),
    )


def test_a_voter_is_told_the_words_for_a_vote() -> None:
    """Somebody who wants to withdraw a vote learns how; nothing changes."""
    assert act("my -1", mail("dov@example.org"), CASE) == Effect(
        done=False,
        answer="Only the proposer can withdraw the proposal. "
        'To withdraw your vote, reply in the thread with "I withdraw my vote".',
    )


@pytest.mark.parametrize(
    ("written", "case", "answer"),
    [
        (
            mail(),
            NO_VOTE,
            "I know of no vote in this thread. Please reply to a mail of the vote you mean.",
        ),
        (
            mail(through="listbot@example.org"),
            CASE,
            (
                "Please send this line in a reply to the thread on infra@example.org, where "
                "everybody sees it."
            ),
        ),
    ],
)
def test_only_a_proposal_on_its_list(written: Mail, case: Case, answer: str) -> None:
    """Without a vote, or out of the list's sight, nothing changes."""
    assert act("", written, case) == Effect(done=False, answer=answer)


@pytest.mark.parametrize(
    ("written", "case", "answer"),
    [
        (
            mail(),
            replace(CASE, proposal=replace(proposal(), state=State.NOT_PASSED)),
            "V-33 is already not passed. You can propose it again.",
        ),
        (
            mail(received=CLOSES + timedelta(seconds=1)),
            CASE,
            "V-33 had closed when your mail came. You can propose it again.",
        ),
    ],
)
def test_after_the_close_it_is_refused(written: Mail, case: Case, answer: str) -> None:
    """The answer says so; the act is kept, as only the count knows when the vote really closed."""
    kept = Act(Verb.WITHDRAW, "alma@example.org", written.order)
    assert act("", written, case) == Effect(done=False, answer=answer, act=kept)


@pytest.mark.parametrize(
    ("written", "case"),
    [
        (mail(received=CLOSES), CASE),
        (mail(), replace(CASE, closes=None)),
        (mail(through="listbot@example.org", to=(LIST,)), CASE),
        (mail(through="listbot@example.org", to=("infra+listbot@example.org",)), CASE),
    ],
)
def test_in_time_and_on_the_list_is_enough(written: Mail, case: Case) -> None:
    """The last second counts, an open end never closes, and a copy to the list is on the list."""
    assert act("", written, case).done
