"""Everything that changes a running vote is posted in its thread, each act once."""

from datetime import timedelta

import pytest

from tests.playing import PEOPLE, Play, Post, hours, opening, rules, votes

LAZY = "[LAZY] Move CI artefacts"
LATER = "#listbot closes: 2026-09-18 18:00 UTC"


def told(play: Play) -> list[tuple[str, bool]]:
    """Key and closing line of the posts about changes."""
    return [
        (letter.key, "Closes    Fri 18 Sep 2026 18:00 UTC" in letter.text)
        for letter in play.letters("M1")
        if not letter.key.endswith("|")
    ]


def played(*posts: Post) -> Play:
    """A store after these mails."""
    play = Play()
    play.take(*posts)
    return play


def test_a_moved_close_is_told() -> None:
    """The list gets the new closing time once, in reply to the mail that asked for it."""
    play = played(opening(), Post("c", "Ana", LATER, 1, answers=["p"]))
    assert told(play) == [("M1|<p@example.org>|close <c@example.org>", True)]
    assert play.kinds() == ["M1", "M1", "M22"]


def test_a_mail_that_extends_the_vote_is_told() -> None:
    """The proposer needs no command for it, and the list hears of it all the same."""
    text = "I extend the vote until 2026-09-18 18:00 UTC."
    play = played(
        opening(),
        Post("c", "Ana", text, 1, answers=["p"], subject="[EXTENDED] [VOTE] Move CI artefacts"),
    )
    assert told(play) == [("M1|<p@example.org>|close <c@example.org>", True)]


def test_a_raised_class_is_told_with_its_rule() -> None:
    """From then on silence is not enough: people must know."""
    play = played(
        opening(subject=LAZY), Post("c", "Lars", "#listbot class: substantial", 1, answers=["p"])
    )
    (post,) = play.letters("M1")
    assert post.key == "M1|<p@example.org>|class <c@example.org>"
    assert "V-1 no longer passes by silence" in post.text
    assert "  Rule      substantial: at least 3 binding +1" in post.text


def test_two_changes_in_one_mail_are_one_post() -> None:
    """The post shows the state after the mail, not each step."""
    play = played(
        opening(subject=LAZY),
        Post("a", "Ana", f"{LATER}\n#listbot class: substantial", 1, answers=["p"]),
    )
    assert told(play) == [("M1|<p@example.org>|class <a@example.org>", True)]


@pytest.mark.parametrize(
    "post",
    [
        Post("c", "Ravi", LATER, 1, answers=["p"]),
        Post("c", "Ana", "#listbot closes: 2026-09-09 18:00 UTC", 1, answers=["p"]),
        Post("c", "Ana", "#listbot closes: 2026-09-11 18:00 UTC", 1, answers=["p"]),
        Post("c", "Ana", LATER, 90, answers=["p"]),
        Post("c", "Ana", "#listbot wrong: all of it", 1, answers=["p"]),
        Post("c", "Ana", "#listbot withdraw", 1, answers=["p"]),
    ],
    ids=[
        "not the proposer",
        "too early",
        "the same time",
        "too late",
        "changes nothing",
        "the result tells",
    ],
)
def test_what_changes_no_close_is_not_told(post: Post) -> None:
    """No post without a change."""
    assert told(played(opening(), post)) == []


def test_an_act_that_comes_after_a_later_one_changes_nothing() -> None:
    """Acts count in the order they were written; an earlier one that comes late moves no close."""
    first = Post("c1", "Ana", "#listbot closes: 2026-09-17 18:00 UTC", 1, answers=["p"])
    second = Post("c2", "Ana", LATER, 2, answers=["p"])
    assert told(played(opening(), second, first)) == [
        ("M1|<p@example.org>|close <c2@example.org>", True)
    ]


def test_history_is_not_told() -> None:
    """Changes from before the list was live are not posted."""
    play = Play(in_force=rules(live_since=hours(1000)))
    play.take(
        opening(),
        Post("c", "Ana", LATER, 1, answers=["p"]),
        Post("w", "Kim", "#listbot wrong: x", 2, answers=["p"]),
    )
    assert (play.kinds(), play.alerts) == ([], [])


def test_the_vote_closes_when_the_list_was_told() -> None:
    """The post and the count agree."""
    play = played(opening(), Post("c", "Ana", LATER, 1, answers=["p"]), *votes(PEOPLE[:3], at=100))
    play.run_until(hours(239), timedelta(hours=12))
    assert play.states() == {1: "open"}
    play.run_until(hours(242))
    assert play.states() == {1: "passed"}
