"""What a vote's page says about replies that may be votes."""

from datetime import timedelta

from listbot.model.policy import Objectors
from tests.pages.views.voting import played, under, view
from tests.playing import Play, Post, opening

UNCLEAR = "+1 if we keep a copy on-site for a year"
DOUBT = "I am not sure about this at all, what about the bill?"


def unclear(text: str = UNCLEAR, sender: str = "Omar", at: float = 2, **more: object) -> Post:
    """A reply that may be a vote."""
    return Post(f"d-{sender[:4]}", sender, text, at, answers=["p"], **more)  # type: ignore[arg-type]


def lazy() -> Post:
    """A call for lazy consensus."""
    return opening(subject="[LAZY] Move CI artefacts to object storage")


def told(play: Play, at: float) -> list[tuple[str, str]]:
    """The writers of doubts, with what became of each."""
    return [(each.name, each.end) for each in view(play, at).doubts]


def test_a_condition_is_not_counted() -> None:
    """As long as its writer does not vote clearly; it says why, and how sure the outcome is."""
    play = played(opening(), unclear())
    assert told(play, 10) == [("Omar", "not counted unless its writer votes clearly")]
    play.run_until(play.now + timedelta(hours=150))
    assert told(play, 160) == [("Omar", "not counted")]
    (only,) = view(play, 160).doubts
    assert (only.quote, only.why) == (UNCLEAR, "a condition cannot be tallied")


def test_a_doubt_that_was_cleared_up() -> None:
    """It is still shown."""
    play = played(opening(), unclear(), Post("v", "Omar", "+1", 4, answers=["p"]))
    assert told(play, 10) == [("Omar", "its writer said later what they meant")]


def test_a_doubt_after_the_close() -> None:
    """It came too late to matter."""
    assert told(played(opening(), unclear(at=80), until=90), 90) == [
        ("Omar", "it came after the close")
    ]


def test_a_doubt_of_somebody_without_a_vote() -> None:
    """It could change nothing; neither could one that nobody vouches for."""
    play = played(opening(), unclear(sender="zoe@example.com"), unclear(vouched=False, at=3))
    assert told(play, 10) == [
        ("zoe@…", "not counted; its writer may not cast a binding vote"),
        ("Omar", "unverified: it did not come through the list, and was not counted"),
    ]


def test_a_doubt_holds_a_silence() -> None:
    """Until its writer or a member clears it up; if nobody does, it is told at the close."""
    play = played(lazy(), unclear(DOUBT))
    assert told(play, 10) == [("Omar", "it holds the proposal until it is cleared up")]
    play.run_until(play.now + timedelta(hours=120))
    assert told(play, 130) == [("Omar", "it was not cleared up by the close")]


def test_a_member_lifts_a_doubt() -> None:
    """The page names them, with their mail."""
    play = played(
        lazy(),
        unclear(DOUBT),
        Post("n", "Lena", "#listbot no-objection", 3, answers=["p", "d-Omar"]),
    )
    (only,) = view(play, 10).doubts
    assert (only.end, only.lifted_by) == ("it does not hold the proposal", "Lena")
    assert only.lift is not None


def test_a_doubt_of_somebody_who_may_not_object() -> None:
    """It holds nothing."""
    play = played(
        lazy(), unclear(DOUBT, "zoe@example.com"), in_force=under(objectors=Objectors.ELECTORATE)
    )
    assert told(play, 10) == [("zoe@…", "by the rule, its writer could not object")]
