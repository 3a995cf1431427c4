"""The mails that letters cite, tested in the letters of whole votes."""

import re
from dataclasses import replace

import pytest

from listbot.model.list_rules import ListRules
from tests.playing import LIST, PEOPLE, Play, Post, hours, opening, rules, votes

WHY = "It doubles the egress bill, see the figures in the wiki."


def cited(kind: str, *posts: Post) -> list[str]:
    """Return the ids of the mails that the first letter of this kind cites, in the order of their
    marks.
    """
    play = Play()
    play.take(opening(), *votes(PEOPLE[:2], at=1), *posts)
    play.run_until(hours(200))
    text = play.letters(kind)[0].text
    return re.findall(
        r"^\[\d+\] https://lists\.example\.org/infra/(.+)@example\.org$", text, re.MULTILINE
    )


def bare(id: str = "o", at: float = 3, **more: object) -> Post:
    """Omar's -1 without a reason."""
    return Post(id, "Omar", "-1", at, answers=["p"], **more)  # type: ignore[arg-type]


def reason(at: float, who: str = "Omar", **more: object) -> Post:
    """The reason, in a separate mail."""
    return Post(f"why{at}", who, WHY, at, answers=["p"], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ((bare(), reason(4)), ["o", "why4"]),
        ((bare(), reason(4), reason(5)), ["o", "why4"]),
        ((bare(), reason(4, "Lars"), reason(5)), ["o", "why5"]),
        ((bare(), reason(4, vouched=False), reason(5)), ["o", "why5"]),
        ((reason(2), bare(), reason(5)), ["o", "why5"]),
        ((bare(), Post("e", "Omar", (
"#listbot explained: "
"in the wiki"
), 4, answers=["p"])), ["o", "e"]),
        ((Post("o", "Omar", f"-1: {WHY}", 3, answers=["p"]), reason(5)), ["o"]),
        (
            (Post("o", "Omar", "-1\n\n#listbot explained: in the wiki", 3, answers=["p"]),),
            ["o"],
        ),
    ],
    ids=[
        "a later reason", "the first of two", "another's is none", "not surely theirs", (
"an earlier "
"one is none"
),
        "by command", "in the same mail", "by command in the same mail",
    ],
)  # fmt: skip
def test_an_objection_and_its_reason(posts: tuple[Post, ...], expected: list[str]) -> None:
    """The post that puts a close off cites the -1, and the mail that gives it its weight."""
    assert cited("M8", *posts) == expected


def test_a_reason_after_the_close_is_none() -> None:
    """It gave no weight, so it is not cited; the -1 does not hold the vote."""
    posts = (bare(), Post("v", "Ines", "+1", 4, answers=["p"]), reason(73))
    assert cited("M5", *posts) == ["v-ana", "v-ravi", "v", "o"]


def test_each_doubt_that_could_decide() -> None:
    """Unclear, in words, and unverified: one mail each, with a mark."""
    posts = (
        Post("a", "Ines", "+1 if we keep a copy", 3, answers=["p"]),
        Post("b", "Lars", "I agree.", 4, answers=["p"]),
        Post("c", "Omar", "+1", 5, answers=["p"], vouched=False),
    )
    assert cited("M8", *posts) == ["a", "b", "c"]


def _posting(each: ListRules) -> ListRules:
    return replace(each, policies=tuple(replace(one, post_reminder=True) for one in each.policies))


def test_what_breaks_a_silence() -> None:
    """Doubts and objections, from anybody."""
    posting = replace(rules(), lists=tuple(map(_posting, rules().lists)))
    play = Play(in_force=posting)
    play.take(
        opening(subject="[LAZY] Move CI artefacts"),
        Post("a", "Kim", "-1, it breaks the mirrors", 1, answers=["p"]),
        Post("b", "Ines", "+1 if we keep a copy", 2, answers=["p"]),
    )
    play.run_until(hours(71))
    (reminder,) = play.letters("M4")
    assert "see [1] [2]." in reminder.text
    assert reminder.parcel.recipients == (LIST,)
