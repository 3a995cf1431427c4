"""Tests of `#listbot override`, and of how its wish is read."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.inputs import VoteVerb
from listbot.model.policy import Roster
from listbot.model.proposal import State
from listbot.proposals.commands.override import HOW, act
from listbot.proposals.wishes import Wish, wish_in
from tests.proposals.commands.situations import CASE, NO_VOTE, SUBSTANTIAL, mail, proposal

EXTEND = "extend 2026-09-18 18:00 UTC because the list was down"
RECOUNT = "recount because a vote came late"


def written(author: str = "alma@example.net") -> Mail:
    found = mail(author)
    return replace(found, arrival=replace(found.arrival, nonce="drawn at random"))


@pytest.mark.parametrize(
    ("argument", "wish"),
    [
        (EXTEND, Wish(VoteVerb.EXTEND, "2026-09-18 18:00 UTC", "the list was down")),
        ("extend: to Friday, because of snow", Wish(VoteVerb.EXTEND, "Friday,", "snow")),
        ("Close because it is clear", Wish(VoteVerb.CLOSE, "", "it is clear")),
        ("withdraw BECAUSE: wrong list", Wish(VoteVerb.WITHDRAW, "", "wrong list")),
        (RECOUNT, Wish(VoteVerb.RECOUNT, "", "a vote came late")),
        ("adopt <p@example.org> because we vote", None),
        ("extend because we are slow", None),
        ("withdraw", None),
        ("withdraw because ...", None),
        ("because I say so", None),
        ("", None),
    ],
)
def test_a_wish_says_what_and_why(argument: str, wish: Wish | None) -> None:
    """Without something to do, a time to move to, or a reason, there is no wish."""
    assert wish_in(argument) == wish


def test_a_member_is_asked_at_the_first_address() -> None:
    """Whatever address the line came from; nothing changes yet."""
    assert act(EXTEND, written(), CASE) == Effect(
        done=True,
        answer="I have asked you at alma@example.org. Nothing changes until you say yes there.",
        asks=EXTEND,
    )


@pytest.mark.parametrize(
    ("argument", "author", "case", "answer"),
    [
        (
            EXTEND,
            "max@example.net",
            CASE,
            "Only people on the roster can have a vote changed by hand.",
        ),
        (
            EXTEND,
            "alma@example.net",
            replace(CASE, proposal=proposal(SUBSTANTIAL, Roster())),
            "Only people on the roster can have a vote changed by hand.",
        ),
        ("do it", "dov@example.org", CASE, HOW),
        (
            EXTEND,
            "dov@example.org",
            replace(CASE, proposal=replace(proposal(), state=State.PASSED)),
            "V-33 is already passed. You can propose it again.",
        ),
        (
            RECOUNT,
            "dov@example.org",
            CASE,
            "V-33 is open; there is no result to count again.",
        ),
    ],
)
def test_others_and_the_impossible_are_refused(
    argument: str, author: str, case: Case, answer: str
) -> None:
    """Nobody is asked about what cannot be done."""
    assert act(argument, written(author), case) == Effect(done=False, answer=answer)


def test_it_needs_a_vote() -> None:
    """Outside a vote's thread it is refused."""
    assert not act(EXTEND, written(), NO_VOTE).done


def test_a_mail_without_a_secret_cannot_be_asked_about() -> None:
    """Mail of an archive has no random text that the token could be made of."""
    assert act(EXTEND, mail(), CASE) == Effect(
        done=False, answer="I could not ask you whether you sent this, so nothing was done."
    )


def test_a_closed_vote_may_be_recounted() -> None:
    """The member is asked about that, too."""
    over = replace(CASE, proposal=replace(proposal(), state=State.PASSED))
    assert act(RECOUNT, written(), over).asks == RECOUNT
