"""What a vote's page says happened, in order."""

from dataclasses import replace
from datetime import timedelta

from listbot import pipeline
from listbot.model.inputs import VoteInput, VoteVerb
from listbot.pages.views import timeline
from listbot.pages.views.vote import Around, vote_view
from listbot.policies.closing_time import acts_of
from listbot.policies.outcome import outcome
from tests.pages.views.voting import HERE, happened, played, view
from tests.playing import Play, Post, hours, opening, votes

YES = ("Ravi", "Lena", "Ines")


def command(text: str, at: float, sender: str = "Ana", id: str = "") -> Post:
    """A command in the thread."""
    return Post(id or f"c{at}", sender, f"#listbot {text}", at, answers=["p"])


def test_a_vote_from_its_opening_to_its_end() -> None:
    """Its result, a correction, and that it was carried out, come after the close."""
    play = played(opening(), *votes(YES), until=80)
    stated = ((hours(73), "<r@x>"), (hours(75), "<s@x>"))
    assert happened(view(play, 90, stated=stated, applied=hours(85))) == [
        "Ana opened the vote",
        "closed: passed",
        "result posted",
        "corrected result posted",
        "carried out",
    ]


def test_a_close_that_was_moved_and_one_that_was_not() -> None:
    """A wish that the rule does not grant is told as a wish."""
    play = played(
        opening(),
        command("closes: 2026-09-20 18:00 UTC", 2),
        command("closes: 2026-09-08 20:00 UTC", 3),
        until=10,
    )
    assert happened(view(play, 10)) == [
        "Ana opened the vote",
        "Ana moved the close: Sun 20 Sep 2026 18:00 UTC",
    ]


def test_acts_of_all_kinds_have_words() -> None:
    """What was said about other people's mails is told, too."""
    play = played(
        opening(subject="[LAZY] Move"),
        Post(
            "d", "Omar", "I am not sure about this at all, what about the bill?", 1, answers=["p"]
        ),
        Post("n", "Lena", "#listbot no-objection", 2, answers=["p", "d"]),
        command("wrong: Omar only asked", 3, "Kim"),
        command("class: substantial", 4),
        command("amend\nWe move on Tuesday.", 5),
        Post("v", "Omar", "-1", 6, answers=["p"]),
        command("explained: see my first mail", 7, "Omar"),
        command("withdraw", 8),
        command("withdraw", 9),
    )
    assert happened(view(play, 20))[1:] == [
        "Lena said that a doubt is not an objection",
        "Kim reported a mistake: Omar only asked",
        "Ana asked for a full vote, by the rule substantial",
        "Ana changed the text",
        "Omar said where the reason of a -1 is",
        "Ana withdrew the proposal",
        "Ana asked to withdraw the proposal, without effect",
    ]


def test_a_close_that_was_put_off() -> None:
    """The rule did it, not a person."""
    play = played(
        opening(), *votes(YES), Post("no", "Omar", "-1, it doubles the bill.", 5, answers=["p"]),
        until=160,
    )  # fmt: skip
    assert happened(view(play, 170)) == [
        "Ana opened the vote",
        "put off by 72 h: an objection stood at the close",
        "closed: stopped",
    ]


def test_what_was_done_by_hand_names_who_and_why() -> None:
    """An operator's act is in no mail."""
    play = played(opening())
    _by_hand(play)
    assert happened(view(play, 20)) == [
        "Ana opened the vote",
        "an operator of listbot moved the close: Mon 14 Sep 2026 18:00 UTC: people are away",
    ]


def _by_hand(play: Play) -> None:
    asked = VoteInput(
        1, VoteVerb.EXTEND, "2026-09-14 18:00 UTC", "root", "people are away", hours(2)
    )
    with play.transaction() as tx:
        pipeline.act_on_vote(tx, asked)


def test_a_stated_result_is_told() -> None:
    """Also one that a person wrote."""
    play = played(
        opening(), *votes(YES),
        Post("r", "Ana", "Passed with 3 +1.", 75, "[RESULT] [VOTE] Move",
             answers=["p"]),
        until=76,
    )  # fmt: skip
    assert "Ana stated a result" in happened(view(play, 80))


def test_many_acts_are_not_tried_one_by_one() -> None:
    """The cost stays bounded: then each is told as done."""
    play = played(opening(), command("closes: 2026-09-20 18:00 UTC", 2))
    case = play.vote()
    (act,) = acts_of(case.entries)
    many = [
        replace(act, order=(hours(3), hours(3) + timedelta(seconds=n), f"<{n}@x>"))
        for n in range(timeline.MOST_ACTS + 1)
    ]
    assert timeline.effective(case.proposal, many) == frozenset(many)
    assert timeline.effective(case.proposal, many[:2]) == frozenset(many[:2])


def test_an_act_that_came_too_late_had_no_effect() -> None:
    """It is told as a wish."""
    play = played(opening())
    case = play.vote()
    (act,) = acts_of(played(opening(), command("closes: 2026-09-20 18:00 UTC", 2)).vote().entries)
    late = replace(act, order=(hours(90), hours(90), "<l@x>"))
    assert timeline.effective(case.proposal, [late]) == frozenset()
    entry = replace(case.entries[0], acts=(late,), received=hours(90))
    case = replace(case, entries=(*case.entries, entry))
    final = outcome(case.proposal, case.entries, case.posters, hours(100))
    assert happened(vote_view(case, final, HERE, Around("t")))[-1] == (
        "Ana asked to move the close, without effect: Sun 20 Sep 2026 18:00 UTC"
    )
