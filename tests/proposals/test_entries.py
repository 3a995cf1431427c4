"""A mail next to its author's earlier ones: one that explains a -1 says so, in the log and in
`listbot tally`."""

import pytest

from listbot.proposals.entries import EXPLAINS, HAS_VOTED
from listbot.store import reading
from listbot.votes.text.findings import MAY_VOTE
from tests.playing import Play, Post, opening

WHY = "It doubles the egress bill, see the figures in the wiki."


def why(*posts: Post) -> str:
    """The `why` of the last mail."""
    play = Play()
    play.take(opening(), *posts)
    with play.store.reading() as connection:
        return [row.why for row in reading.mails_in_order(connection)][-1]


def test_a_reason_for_an_earlier_minus_one() -> None:
    """It is not a vote, but makes one count."""
    assert (
        why(Post("o", "Omar", "-1", 1, answers=["p"]), Post("w", "Omar", WHY, 2, answers=["p"]))
        == EXPLAINS
    )


@pytest.mark.parametrize(
    "earlier",
    [
        (),
        (Post("o", "Omar", "+1", 1, answers=["p"]),),
        (Post("o", "Omar", f"-1: {WHY}", 1, answers=["p"]),),
        (Post("o", "Lars", "-1", 1, answers=["p"]),),
        (
            Post("o", "Omar", "-1", 1, answers=["p"]),
            Post("q", "Omar", "+1 now", 1.5, answers=["p"]),
        ),
        (Post("o", "Omar", "-1", 3, answers=["p"]),),
    ],
    ids=["no vote", "a +1", "explained already", "another's", "changed since", "a later vote"],
)
def test_talk_is_talk(earlier: tuple[Post, ...]) -> None:
    """No -1 lacks a reason: the mail is just what it says."""
    assert why(*earlier, Post("w", "Omar", WHY, 2, answers=["p"])) != EXPLAINS


def test_a_mail_without_a_reason_gives_none() -> None:
    """Thanks explain nothing."""
    assert (
        why(Post("o", "Omar", "-1", 1, answers=["p"]), Post("w", "Omar", "ok", 2, answers=["p"]))
        != EXPLAINS
    )


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ((Post("o", "Omar", "+1", 1, answers=["p"]),), HAS_VOTED),
        ((Post("o", "Omar", "-1", 1, answers=["p"]),), EXPLAINS),
        ((Post("o", "Omar", "Which host is it?", 1, answers=["p"]),), MAY_VOTE),
        ((Post("o", "Omar", "+1", 1, answers=["p"], vouched=False),), MAY_VOTE),
        ((Post("o", "Omar", "+1", 3, answers=["p"]),), MAY_VOTE),
        ((), MAY_VOTE),
    ],
)
def test_a_brief_remark_of_somebody_who_has_voted(earlier: tuple[Post, ...], expected: str) -> None:
    """Its writer is asked for a side only if none of their own earlier mails has taken one."""
    remark = Post("w", "Omar", "The figures in the wiki are wrong.", 2, answers=["p"])

    assert why(*earlier, remark) == expected
