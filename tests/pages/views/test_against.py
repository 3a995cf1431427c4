"""What a vote's page says became of each vote against."""

from datetime import timedelta

from listbot.model.policy import Choice, Objection, Objectors
from tests.pages.views.voting import ends, played, under, view
from tests.playing import Post, opening, votes

REASON = "-1, because it doubles the bill and nobody has asked for it."
CLOSE = 72.0


ORDER = ("Omar", "Lars", "Kim", "zoe@example.com")


def against(text: str = REASON, sender: str = "Omar", at: float = 0, **more: object) -> Post:
    """A mail against the proposal, later for each in ORDER."""
    at = at or 2 + ORDER.index(sender) / 4
    return Post(f"no-{sender[:4]}", sender, text, at, answers=["p"], **more)  # type: ignore[arg-type]


def lazy(at: float = 0) -> Post:
    """A call for lazy consensus."""
    return opening(at=at, subject="[LAZY] Move CI artefacts to object storage")


def test_an_objection_holds_and_then_stops_a_proposal() -> None:
    """It is told while the vote is open, and after a close that it put off."""
    play = played(opening(), *votes(("Ravi", "Lena", "Ines")), against())
    assert ends(view(play, 10)) == [("Omar", "it holds the proposal")]
    play.run_until(play.now + timedelta(hours=160))
    assert ends(view(play, 170)) == [("Omar", "it stopped the proposal")]


def test_an_objection_to_a_withdrawn_proposal() -> None:
    """Nothing was decided, so it stopped nothing."""
    play = played(
        opening(), against(), Post("w", "Ana", "#listbot withdraw", 3, answers=["p"]), until=5
    )
    found = view(play, 10)
    assert ends(found) == [("Omar", "it stood when the proposal was withdrawn")]
    assert (found.state, found.ended and found.ended.hour) == ("cancelled", 21)


def test_a_vote_against_without_a_reason() -> None:
    """It has no weight, while the vote is open and after."""
    play = played(opening(), *votes(("Ravi", "Lena", "Ines")), against("-1"))
    assert ends(view(play, 10)) == [("Omar", "its reason is missing, so it has no weight")]
    play.run_until(play.now + timedelta(hours=80))
    assert ends(view(play, 90)) == [("Omar", "no reason was given, so it had no weight")]


def test_a_vote_against_that_ended() -> None:
    """Replaced, withdrawn, or late: each says so."""
    play = played(
        opening(),
        against(),
        Post("c", "Omar", "Changing my vote to +1.", 3, answers=["p"]),
        against(sender="Lars"),
        Post("w", "Lars", "I withdraw my -1.", 4, answers=["p"]),
        against(sender="Kim", at=80),
        until=90,
    )
    assert ends(view(play, 90)) == [
        ("Omar", "replaced by a later vote"),
        ("Lars", "withdrawn"),
        ("Kim", "it came after the close"),
    ]


def test_a_vote_against_of_somebody_without_a_vote() -> None:
    """It is not an objection where the rule asks for votes, and neither is one that nobody vouches
    for or one in words.
    """
    play = played(
        opening(),
        against(sender="zoe@example.com"),
        against(sender="Lars", vouched=False),
        against("I vote no, sorry: it doubles the bill.", "Kim"),
    )
    assert ends(view(play, 10)) == [
        ("Lars", "unverified: it did not come through the list"),
        ("Kim", "in words, which the rule does not count"),
        ("zoe@…", "it is not a binding vote"),
    ]


def test_a_silence_is_held_by_anybody() -> None:
    """Also by somebody without a vote and by words; one whose writer has spoken since holds
    nothing.
    """
    play = played(
        lazy(),
        against("-1", "zoe@example.com"),
        against("I object, please don't.", "Kim"),
        against(sender="Lars", vouched=False),
        Post("y", "Lars", "+1", 5, answers=["p"]),
    )
    assert ends(view(play, 10)) == [
        ("Lars", "unverified: it did not come through the list, and its writer has spoken since"),
        ("Kim", "it holds the proposal"),
        ("zoe@…", "it holds the proposal"),
    ]
    found = view(play, 10)
    assert {each.counts_as for each in found.votes if each.value == "-1"} == {
        "objection",
        "unverified",
    }


def test_who_may_not_object() -> None:
    """A rule may let only voters object, also where silence passes."""
    play = played(
        lazy(),
        against(sender="zoe@example.com"),
        in_force=under(objectors=Objectors.ELECTORATE),
    )
    assert ends(view(play, 10)) == [("zoe@…", "by the rule, its writer could not object")]


def test_an_objection_lapses() -> None:
    """Where the rule says so, a silent objector's vote becomes one vote against."""
    in_force = under(lapse=timedelta(hours=20))
    play = played(opening(), against(), in_force=in_force)
    assert ends(view(play, 30)) == [
        ("Omar", "it lapsed, by the rule; it counts as one vote against")
    ]


def test_a_majority_decides() -> None:
    """Where a -1 counts as one vote, it is called nothing else; where it holds, it delays."""
    mails = (opening(), *votes(("Ravi", "Lena", "Ines")), against())
    counts = under(objection=Objection.COUNTS)
    assert ends(view(played(*mails, in_force=counts), 10)) == [
        ("Omar", "it counts as one vote against")
    ]
    play = played(*mails, in_force=under(objection=Objection.HOLDS))
    assert ends(view(play, 10)) == [("Omar", "it stands, and puts the close off once")]
    play.run_until(play.now + timedelta(hours=160))
    assert ends(view(play, 170)) == [
        ("Omar", "it stood at the close, and counts as one vote against")
    ]


def test_half_a_vote_against_is_not_an_objection() -> None:
    """Only a whole -1 stops a proposal."""
    play = played(opening(), against("-0.5, it doubles the bill."))
    assert ends(view(play, 10)) == [("Omar", "it counts as one vote against")]


def test_an_objection_to_one_item() -> None:
    """It stops that item, and the whole only if the items decide."""
    items = "1. Move them.\n2. Delete the old ones.\n"
    play = played(
        opening(text=items),
        *votes(("Ravi", "Lena", "Ines")),
        against("2: -1, because we need the old ones."),
        until=160,
    )
    found = view(play, 170)
    assert [(each.item, each.end) for each in found.against] == [("2", "it stopped this item")]
    assert [(each.item, each.state) for each in found.items] == [("2", "stopped")]


def test_a_poll_has_no_votes_against() -> None:
    """People only choose."""
    play = played(
        opening(text="a) red\nb) blue\n"),
        Post("o", "Omar", "a: +1\nb: -1", 2, answers=["p"]),
        in_force=under(choice=Choice.MOST),
    )
    assert ends(view(play, 10)) == []


def test_a_later_reason_is_linked() -> None:
    """The mail with the reason of a bare -1 stands beside it."""
    play = played(
        opening(),
        against("-1"),
        Post("why", "Omar", "My reason: it doubles the bill.", 4, answers=["p", "no-Omar"]),
        Post("say", "Omar", "#listbot explained: see my last mail", 5, answers=["p"]),
    )
    (only,) = view(play, 10).against
    assert only.reason is not None
    assert only.end == "it holds the proposal"
