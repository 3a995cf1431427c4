"""A member's override: the question, its answer, and what comes of it."""

from dataclasses import replace

from listbot import pipeline
from listbot.forgetting import kept_without
from listbot.mail import Mail, read
from listbot.model.inputs import EraseInput, Kept, VoteInput, VoteVerb
from listbot.model.policy import Roster
from listbot.replay import replay
from listbot.tickets.forgotten import Forgotten
from tests.playing import BOT, LIST, ROSTER, START, Play, Post, hours, opening, rules, votes

EXTEND = "#listbot override: extend 2026-09-14 18:00 UTC because Ana is ill"
RECOUNT = "#listbot override: recount because a vote came late"


def asking(text: str = EXTEND, at: float = 2, id: str = "o") -> Post:
    return Post(id, "Lena", f"{text}\n", at, answers=["p"])


def told(play: Play, post: Post) -> None:
    """A mail with the random text that a way in gives it."""
    mail = read(replace(post.arrival(play.in_force), nonce=f"{post.id:_>16}"))
    play.take(mail)


def yes(play: Play, at: float, text: str = "yes", sender: str = "Lena") -> str:
    """Answer the newest question; return what became of the answer."""
    (*_, question) = play.letters("M25")
    subject = f"Re: {question.subject}"
    post = Post(f"y{at}", sender, text, at, subject, to=BOT, by=BOT, vouched=False)
    (became,) = play.take(post)
    return became


def asked(*posts: Post) -> Play:
    play = Play()
    play.take(opening(), *votes(("Ravi",)))
    for post in posts:
        told(play, post)
    return play


def test_a_yes_carries_it_out_once() -> None:
    """The list is told by whom and why; a second yes does nothing."""
    play = asked(asking())
    assert (yes(play, 3), yes(play, 4)) == ("command", "not a vote")
    kinds = [str(each) for each in play.kinds()]
    assert kinds == ["M1", "M25", "M22", "M1"]
    assert "moved by a member" in " ".join(play.letters("M1")[1].text.split())
    (act,) = play.vote().proposal.by_hand
    assert (act.author, act.order[-1], act.reason) == (
        "lena@example.org",
        "<o@example.org>",
        "Ana is ill",
    )
    assert replay(play.store).is_equal


def test_a_no_and_a_stranger_do_nothing() -> None:
    """Only a plain yes, from one of the member's addresses."""
    play = asked(asking())
    assert [yes(play, 3, "no, that was not me"), yes(play, 4, "yes", "Max")] == [
        "not a vote",
        "not a vote",
    ]
    assert play.vote().proposal.by_hand == ()


def test_what_became_impossible_is_refused() -> None:
    """The vote may have closed before the yes came; the member is told."""
    play = asked(asking())
    play.run_until(hours(73))
    assert yes(play, 74) == "command"
    answer = " ".join(play.letters("M22")[0].text.split())
    assert "V-1 is already not passed; it can be counted again or proposed again." in answer
    assert replay(play.store).is_equal


def test_a_member_has_a_vote_recounted() -> None:
    """The corrected result says that a member asked for it."""
    play = asked()
    play.run_until(hours(73))
    late = replace(Post("v", "Omar", "-1, no.", 71, answers=["p"]).arrival(play.in_force))
    play.take(read(replace(late, arrived=hours(74))))
    told(play, asking(RECOUNT, 75))
    yes(play, 76)
    (corrected,) = play.letters("M23")
    assert "Asked by a member" in " ".join(corrected.text.split())
    told(play, asking(RECOUNT, 77, "o2"))
    assert yes(play, 78) == "command"
    assert replay(play.store).is_equal


def test_a_vote_that_is_history_asks_nobody() -> None:
    """An import, or a list that is not live yet, writes no letters."""
    play = asked()
    mail = read(replace(asking().arrival(play.in_force), archived=True, nonce="n" * 16))
    assert isinstance(mail, Mail)
    play.take(mail)
    assert play.letters("M25") == []


def test_a_forgotten_member_leaves_the_act() -> None:
    """What a tombstone keeps of a yes no longer names its author."""
    act = VoteInput(1, VoteVerb.CLOSE, "", "zoe@example.com", "why", START)
    gone = Forgotten("zoe@example.com", "gone-1@forgotten.invalid", frozenset({"Zoe"}))
    found = kept_without(Kept(LIST, by_hand=act), gone)
    assert found.by_hand == replace(act, who=gone.stand_in, reason="")


def test_an_act_outlives_its_member() -> None:
    """Who left the roster may be forgotten: the close stays where it was moved, without a name."""
    play = asked(asking())
    yes(play, 3)
    left = rules(roster=Roster(ROSTER.members[:2]))
    with play.transaction() as tx:
        tx.adopt(left)
        chance = EraseInput.of("lena@example.org", "chance", "ana", "asked", hours(5))
        pipeline.erase(tx, "lena@example.org", chance)
    proposal = play.vote().proposal
    (act,) = proposal.by_hand
    assert (act.author, act.by, act.reason) == (chance.stand_in, "a member", "")
    assert replay(play.store).is_equal
