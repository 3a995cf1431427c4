"""The second look at a person's stated result: who hears that our count differs, and when."""

import pytest

from listbot.replay import replay
from tests.playing import OPENS, Play, Post, hours, opening, rules, votes

RESULT = Post("r", "Ana", "The vote passes with 5 +1.", 60, f"[RESULT] {OPENS}", answers=["p"])
THREE = votes(("Ravi", "Lena", "Ines"))


def after_an_hour(*posts: Post, play: Play | None = None, at: float = 62) -> Play:
    """A store after these mails and their second look."""
    play = play or Play()
    play.take(*posts)
    assert play.letters("M26") == []
    play.tick(hours(at))
    return play


def test_who_states_other_numbers_is_told_alone() -> None:
    """One letter, to its author only; a replay of the journal is equal."""
    play = after_an_hour(opening(), *THREE, RESULT)
    play.tick(hours(63))
    (letter,) = play.letters("M26")
    assert (letter.to_list, letter.parcel.recipients) == (False, ("ana@example.org",))
    assert "5 in your mail, 3 counted here" in letter.text
    assert replay(play.store).is_equal


def test_a_vote_that_was_on_its_way_is_counted_first() -> None:
    """Two votes arrive after the result but were received before it, so there is no letter."""
    late = votes(("Lars", "Omar"), at=50)
    assert after_an_hour(opening(), *THREE, RESULT, *late).letters("M26") == []


def test_equal_numbers_are_not_answered() -> None:
    """A result with our numbers needs no letter."""
    right = Post(
        "r", "Ana", "It passes with 3 +1 and no -1.", 60, f"[RESULT] {OPENS}", answers=["p"]
    )
    assert after_an_hour(opening(), *THREE, right).letters("M26") == []


@pytest.mark.parametrize(
    "result",
    [
        pytest.param({"text": "The vote passes, thanks."}, id="no numbers"),
        pytest.param({"vouched": False}, id="not surely theirs"),
        pytest.param({"sender": "pat@example.net"}, id="a stranger"),
        pytest.param({"more": "X-Auto-Response-Suppress: All"}, id="asks for no answer"),
    ],
)
def test_who_is_not_written_to(result: dict[str, object]) -> None:
    """The same people as for every private note."""
    fields = {
        "id": "r",
        "sender": "Ana",
        "text": RESULT.text,
        "at": 60,
        "subject": RESULT.subject,
        "answers": ["p"],
    } | result
    assert after_an_hour(opening(), *THREE, Post(**fields)).letters("M26") == []  # type: ignore[arg-type]


def test_who_wants_no_notes_gets_none() -> None:
    """They asked for no notes."""
    quiet = Post("q", "Ana", "#listbot notes: off", 1, answers=["p"])
    assert after_an_hour(opening(), quiet, *THREE, RESULT).letters("M26") == []


def test_history_is_not_compared_by_mail() -> None:
    """Nobody needs news of what happened before the list was live."""
    play = Play(in_force=rules(live_since=hours(1000)))
    assert after_an_hour(opening(), *THREE, RESULT, play=play).kinds() == []


def test_a_result_after_ours() -> None:
    """The comparison ends at the close, and our own result stays."""
    play = Play()
    play.take(opening(), *THREE)
    play.tick(hours(80))
    assert play.states() == {1: "passed"}
    late = Post("r", "Ana", RESULT.text, 90, RESULT.subject, answers=["p"])
    play = after_an_hour(late, play=play, at=92)
    assert (play.states(), len(play.letters("M26"))) == ({1: "passed"}, 1)
    assert len([letter for letter in play.letters() if letter.key.startswith("result|")]) == 1
