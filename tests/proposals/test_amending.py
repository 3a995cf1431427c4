"""A new text: whose vote is asked about, when, and what is read as a vote on it."""

from dataclasses import replace

import pytest

from listbot.model.disposition import Disposition
from listbot.replay import replay
from tests.playing import Play, Post, hours, opening, ref, rules, votes

TEXT = "I propose to move them, and to keep a copy."
NEW = Post("new", "Ana", f"#listbot amend\n\n{TEXT}", 10, answers=["p"])
LOOK = 12
"""Hours; by then the second look at the new text is over."""


def asked(play: Play) -> list[tuple[str, str]]:
    """Who was asked, and about which new text."""
    return [
        (letter.parcel.recipients[0], letter.key.rpartition("|")[2])
        for letter in play.letters("M28")
    ]


def looked(*posts: Post, play: Play | None = None, at: float = LOOK) -> Play:
    """A store after these mails and the second look at the new text."""
    play = play or Play()
    play.take(*posts)
    play.tick(hours(at))
    return play


def test_earlier_voters_are_asked_once() -> None:
    """An hour after the new text everybody whose vote is about the earlier one is asked; a replay
    is equal.
    """
    play = Play()
    play.take(opening(), *votes(("Ravi", "Lena")), NEW)
    assert asked(play) == []
    play.tick(hours(LOOK))
    play.run_until(hours(40))
    assert asked(play) == [
        ("ravi@example.org", ref("new")),
        ("lena@example.org", ref("new")),
    ]
    assert replay(play.store).is_equal


def test_who_votes_on_the_new_text_is_not_asked() -> None:
    """Nor is the proposer, whose text it is, nor anybody whose vote is withdrawn."""
    play = looked(
        opening(text="I propose to move them.\n\n+1"),
        *votes(("Ravi", "Lena", "Ines")),
        NEW,
        Post("again", "Ravi", "+1", 10.5, answers=["p", "new"]),
        Post("back", "Lena", "I withdraw my vote.", 10.6, answers=["p"]),
    )
    assert asked(play) == [("ines@example.org", ref("new"))]


def test_a_text_before_any_vote_asks_nobody() -> None:
    """It replaces the opening's quietly; only the command is answered."""
    play = looked(opening(), NEW)
    assert play.kinds() == ["M1", "M22"]
    play.take(*votes(("Ravi",), at=20))
    play.run_until(hours(30))
    assert asked(play) == []


def test_a_forged_text_replaces_nothing() -> None:
    """In the proposer's name, but below the level that the list asks for."""
    play = looked(opening(), *votes(("Ravi",)), replace(NEW, vouched=False))
    assert asked(play) == []
    assert play.vote().entries[-1].acts == ()


def test_of_two_new_texts_the_last_is_shown() -> None:
    """Whoever voted before both is asked once, and shown the difference from what they saw."""
    second = replace(NEW, id="second", text="#listbot amend\n\nI propose to stay.", at=10.5)
    play = looked(
        opening(),
        *votes(("Ravi",)),
        NEW,
        Post("l", "Lena", "+1", 10.2, answers=["p", "new"]),
        second,
    )
    assert asked(play) == [
        ("ravi@example.org", ref("second")),
        ("lena@example.org", ref("second")),
    ]
    told = [" ".join(letter.text.split()) for letter in play.letters("M28")]
    assert "> I propose to move them. and now says" in told[0]
    assert f"> {TEXT} and now says" in told[1]


def test_a_vote_that_was_on_its_way_is_asked_about_when_it_arrives() -> None:
    """It was written before the new text, so its writer cannot know that."""
    play = looked(opening(), NEW)
    late = Post("l", "Lena", "+1", 10.4, answers=["p"], dated=9.9)
    play.take(late)
    assert asked(play) == [("lena@example.org", ref("new"))]


@pytest.mark.parametrize(
    "post",
    [
        pytest.param({"dated": None}, id="written after it"),
        pytest.param({"answers": ["p", "new"]}, id="answers it"),
        pytest.param({"vouched": False}, id="not surely theirs"),
        pytest.param({"text": "What does it cost?"}, id="no vote"),
        pytest.param({"at": 80, "dated": 79.9}, id="after the close"),
    ],
)
def test_a_late_mail_that_asks_nobody(post: dict[str, object]) -> None:
    """It saw the text, or it is not a vote that counts."""
    late = Post("l", "Lena", "+1", 10.4, answers=["p"], dated=9.9)
    play = looked(opening(), NEW)
    play.take(replace(late, **post))  # type: ignore[arg-type]
    assert asked(play) == []


def test_a_vote_that_was_changed_since_is_not_asked_about() -> None:
    """A later vote of the same person is here already."""
    play = looked(opening(), NEW, Post("again", "Lena", "0", 11, answers=["p"]))
    play.take(Post("l", "Lena", "+1", 10.4, answers=["p"], dated=9.9))
    assert asked(play) == []


def test_a_late_vote_after_the_result_asks_nobody() -> None:
    """Nothing changes any more."""
    play = looked(opening(), NEW)
    play.run_until(hours(80))
    play.take(Post("l", "Lena", "+1", 10.4, answers=["p"], dated=9.9))
    assert asked(play) == []


def test_who_wants_no_notes_is_not_asked() -> None:
    """They asked for quiet, however their vote comes."""
    quiet = [
        Post(f"q{name}", name, "#listbot notes: off", 0.5, answers=["p"])
        for name in ("Ravi", "Lena")
    ]
    play = looked(opening(), *quiet, *votes(("Ravi",)), NEW)
    play.take(Post("l", "Lena", "+1", 10.4, answers=["p"], dated=9.9))
    assert asked(play) == []


def test_old_mail_asks_nobody() -> None:
    """What happened before the list was live causes no letter."""
    play = Play(in_force=rules(live_since=hours(1000)))
    play = looked(opening(), *votes(("Ravi",)), NEW, play=play)
    play.take(Post("l", "Lena", "+1", 10.4, answers=["p"], dated=9.9))
    assert play.kinds() == []


def test_a_withdrawn_proposal_asks_nobody() -> None:
    """There is nothing left to vote on."""
    withdrawn = Post("w", "Ana", "#listbot withdraw", 10.5, answers=["p"])
    assert asked(looked(opening(), *votes(("Ravi",)), NEW, withdrawn)) == []


def test_a_plus_one_below_a_new_text_is_a_vote() -> None:
    """It answers the proposal, in whatever order the mails come."""
    below = Post("b", "Omar", "+1", 11, answers=["p", "t", "new"])
    talk = Post("t", "Lena", "What does it cost?", 9, answers=["p"])
    mails = (talk, replace(NEW, answers=["p", "t"]), below)
    for order in (mails, (below, talk, mails[1]), (mails[1], below, talk)):
        play = looked(opening(), *order)
        (entry,) = [each for each in play.vote().entries if each.mail == ref("b")]
        assert [cast.value for cast in entry.casts] == ["+1"]
        assert play.became()["b"] == Disposition.VOTE


def test_the_new_text_is_the_proposers_own() -> None:
    """It may repeat the opening without marks, name a rule, or hold a vote, as an opening may; it
    gets no note.
    """
    words = "I propose to move the whole archive of builds to object storage in May.\n\n+1"
    play = looked(
        opening(text=words),
        replace(NEW, text=f"#listbot amend\n\n{words.replace('May', 'June')}\n\n+1 if it rains"),
    )
    assert play.kinds() == ["M1", "M22"]
    (entry,) = [each for each in play.vote().entries if each.mail == ref("new")]
    assert [cast.value for cast in entry.casts] == ["+1"]


def test_a_new_text_below_ones_own_new_text_counts() -> None:
    """Its first line repeats the other's, and is a command all the same."""
    second = Post("s", "Ana", "#listbot amend\n\nI propose to stay.", 11, answers=["p", "new"])
    play = looked(opening(), NEW, second)
    assert [bool(each.acts) for each in play.vote().entries] == [False, True, True]


def test_words_that_would_end_a_vote_are_part_of_the_text() -> None:
    """A new text never withdraws or extends what it is about."""
    words = "#listbot amend\n\nThis vote is cancelled.\nThe vote is extended until 2026-10-01."
    play = looked(opening(), replace(NEW, text=words))
    assert len(play.vote().entries[1].acts) == 1
