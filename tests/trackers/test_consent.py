"""A requester is asked before their ticket is in a public tracker, and only their yes counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from listbot.model.desk.rules import OuterRules
from listbot.store.outbox.outbox import Waiting
from tests.store.desk.by_hand import request as mail
from tests.trackers.desk import TrackedDesk, tracked

PUBLIC = OuterRules("memory", True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TrackedDesk]:
    """A help desk with a public tracker, and a request that its colleague Lena follows."""
    play = tracked(tmp_path, PUBLIC)
    play.take(mail("r", text="I am omar@example.org.", more="Cc: Lena <lena@example.org>"))
    play.take(mail("l", "Lena", answers=["r"], at=0.2, text="Mine burns, too."))
    yield play
    play.store.close()


def asked(desk: TrackedDesk) -> Waiting:
    """The one letter that asks."""
    (letter,) = desk.letters("M41")
    return letter


def answer(desk: TrackedDesk, text: str, sender: str = "Omar", at: float = 1) -> None:
    """Have somebody answer that letter."""
    above = [asked(desk).parcel.message_id]
    desk.take(mail(f"a{at}", sender, at=at, answers=above, text=text))


async def in_tracker(desk: TrackedDesk) -> list[str]:
    """The texts that the tracker has, oldest first; empty if it has nothing."""
    await desk.settle()
    return [each.text for each in (await desk.tracker.changes("")).seen if each.text]


@pytest.mark.parametrize("word", ["Yes", "> may it?\n\nyes, please\n\nOmar", "#listbot agree"])
async def test_a_yes_hands_it_over(desk: TrackedDesk, word: str) -> None:
    """Whole, without an address; the yes itself is not a comment there."""
    desk.act("public")
    assert asked(desk).parcel.recipients == ("omar@example.org",)
    assert await in_tracker(desk) == []
    answer(desk, word)
    assert await in_tracker(desk) == [
        "Omar, by mail:\n\nI am [address].",
        "Lena, by mail:\n\nMine burns, too.",
    ]
    assert desk.replays()


async def test_what_comes_with_a_yes_is_passed_on(desk: TrackedDesk) -> None:
    """It is a reply like any other."""
    desk.act("public")
    answer(desk, "Yes.\n\nIt still burns.")
    assert (await in_tracker(desk))[-1] == "Omar, by mail:\n\nIt still burns."


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("Yes", "Lena"),
        ("#listbot agree", "Lena"),
        ("Yes, but not my name", "Omar"),
        ("No", "Omar"),
        ("Is that needed?", "Omar"),
    ],
)
async def test_nothing_else_hands_it_over(desk: TrackedDesk, text: str, sender: str) -> None:
    """Not somebody else's yes, and not a yes with a doubt."""
    desk.act("public")
    answer(desk, text, sender)
    assert await in_tracker(desk) == []


@pytest.mark.parametrize("text", ["Yes", "#listbot agree"])
async def test_a_forged_yes_hands_nothing_over(desk: TrackedDesk, text: str) -> None:
    """Those who follow the ticket have letters of it, but not the one that asks."""
    desk.act("public")
    desk.run_until(desk.now.replace(hour=23))
    (news, *_) = [each for each in desk.letters("M10") if "lena" in each.parcel.recipients[0]]
    desk.take(mail("f", at=9, answers=[news.parcel.message_id], text=text))
    assert await in_tracker(desk) == []


async def test_without_an_answer_nothing_leaves(desk: TrackedDesk) -> None:
    """Whatever happens meanwhile; and the letter comes once, however often it is asked for."""
    desk.act("public")
    desk.act("private")
    desk.act("public")
    desk.take(mail("n", "Lena", answers=["r"], at=2, text="Any news?"))
    desk.act("priority", "high")
    assert await in_tracker(desk) == []
    assert len(desk.letters("M41")) == 1
    assert desk.notes() == []


async def test_a_line_that_was_taken_back_leaves_nothing_to_a_yes(desk: TrackedDesk) -> None:
    """It holds once the team makes the ticket public again."""
    desk.act("public")
    desk.act("undo")
    answer(desk, "Yes")
    assert await in_tracker(desk) == []
    desk.act("public")
    assert len(await in_tracker(desk)) == 2


@pytest.mark.parametrize("line", ["#listbot unwatch", "#listbot mail: off"])
def test_people_who_want_no_letters_are_not_asked(desk: TrackedDesk, line: str) -> None:
    """The answer to the member's line says what to ask them for."""
    desk.take(mail("o", answers=["r"], at=0.5, text=line))
    desk.take(mail("p", "Ana", answers=["r"], at=1, text="#listbot public", vouched=True))
    desk.act("public")
    assert desk.letters("M41") == []


def test_a_desk_that_is_public_asks_nobody(tmp_path: Path) -> None:
    """Its page says that it is."""
    play = tracked(tmp_path, PUBLIC, public=True)
    play.take(mail("r"))
    play.act("public")
    assert play.letters("M41") == []
    play.store.close()
