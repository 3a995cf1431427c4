"""What a requester means by "works now": whole answers, in three lists that anybody can read and
add to."""

from pathlib import Path

import pytest

from listbot.tickets.solved import SHORT, only_thanks, says_solved
from tests.line.test_work import calls

FOLDER = Path(__file__).with_name("answers")


def answers(name: str) -> list[str]:
    """The answers of one list, without headings."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line.replace("|", "\n") for line in lines if line[:2] != "# "]


@pytest.mark.parametrize("answer", answers("solved"))
def test_it_works(answer: str) -> None:
    """It closes the ticket; on a closed one it adds nothing."""
    assert (says_solved(answer), only_thanks(answer)) == (True, True)


@pytest.mark.parametrize("answer", answers("thanks"))
def test_thanks_add_nothing(answer: str) -> None:
    """Thanks neither close nor reopen a ticket."""
    assert (says_solved(answer), only_thanks(answer)) == (False, True)


@pytest.mark.parametrize("answer", answers("neither"))
def test_nothing_is_closed_by_mistake(answer: str) -> None:
    """Closing wrongly is worse than missing one, and a mail that says something reopens a closed
    ticket."""
    assert (says_solved(answer), only_thanks(answer)) == (False, False)


def test_there_are_many() -> None:
    """The lists were found, and have both kinds."""
    assert len(answers("solved")) >= 100 <= len(answers("neither"))


def test_a_long_mail_is_left_to_people() -> None:
    """However it begins, and even if each of its words is known."""
    long = "Works now, thanks! " * 20
    assert len(long) > SHORT
    assert (says_solved(long), only_thanks(long)) == (False, False)


@pytest.mark.parametrize(
    "character", [" ", "a ", "the ", "login ", "Kim ", "\n", "thanks ", "works ", ".", "it "]
)
def test_no_text_costs_much(character: str) -> None:
    """Four times the text costs at most about four times as much, and a long one says nothing."""
    small, large = (character * (size // len(character)) for size in (SHORT // 4, SHORT))
    says_solved(small)  # what is remembered is remembered then
    assert calls(lambda: says_solved(large)) < 5 * max(calls(lambda: says_solved(small)), 200)
    assert not says_solved(character * 100_000)
