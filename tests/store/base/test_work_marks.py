"""Marks of what is in hand: they outlive the process, and name nothing that was brought
to its end.
"""

import os
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from listbot.model.inputs import Handling
from listbot.store.base.work_marks import SIZE, Hand, Lane, Work, open_hand

MAIL = Work(Handling.DECIDE, f"infra@example.org {'a' * 64}")
VOTE = Work(Handling.TICK, "V-31")


def killed_while_holding(path: Path, *held: tuple[Lane, Work]) -> None:
    """A process of its own that dies with this in hand."""
    child = os.fork()
    if child == 0:
        hand = open_hand(path)
        hand.begin()
        stack = ExitStack()
        for place, work in held:
            stack.enter_context(hand.holding(place, work))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def test_what_was_in_hand_is_known_after_a_kill(tmp_path: Path) -> None:
    """Both places are read, and the same is named once; the run has a name of its own."""
    path = tmp_path / "hand"
    killed_while_holding(path, (Lane.LOOP, MAIL), (Lane.WRITER, VOTE))
    hand = open_hand(path)
    assert hand.left == (MAIL, VOTE)
    assert len(hand.run_before) == 16
    killed_while_holding(path.with_suffix(".two"), (Lane.LOOP, MAIL), (Lane.WRITER, MAIL))
    assert open_hand(path.with_suffix(".two")).left == (MAIL,)


def test_what_came_to_its_end_is_not_named(tmp_path: Path) -> None:
    """Be it by an exception; and what was left is wiped once the new run begins."""
    path = tmp_path / "hand"
    killed_while_holding(path, (Lane.WRITER, VOTE))
    hand = open_hand(path)
    hand.begin()
    fail_with_in_hand(hand)
    with hand.holding(Lane.WRITER, MAIL):
        during = path.read_bytes()
    del hand
    assert b"decide infra@example.org aaaa" in during
    assert open_hand(path).left == ()


def fail_with_in_hand(hand: Hand) -> None:
    """Something raises."""
    with pytest.raises(ZeroDivisionError), hand.holding(Lane.LOOP, MAIL):
        raise ZeroDivisionError


def test_a_file_is_for_one_daemon(tmp_path: Path) -> None:
    """A second one neither reads the marks of the first nor wipes them."""
    first = open_hand(tmp_path / "hand")
    with pytest.raises(BlockingIOError):
        open_hand(tmp_path / "hand")
    assert first.left == ()


def test_a_file_with_anything_in_it(tmp_path: Path) -> None:
    """What is no mark of ours names nothing."""
    (tmp_path / "hand").write_bytes(b"\xff" * 3 * SIZE)
    assert open_hand(tmp_path / "hand").left == ()
    (tmp_path / "short").write_bytes(b"x")
    assert open_hand(tmp_path / "short").left == ()


def test_a_name_that_is_too_long_is_cut(tmp_path: Path) -> None:
    """It does not reach into the other place."""
    path = tmp_path / "hand"
    killed_while_holding(path, (Lane.LOOP, Work(Handling.READ, "x" * 5000)), (Lane.WRITER, VOTE))
    long, vote = open_hand(path).left
    assert (long.act, set(long.which), vote) == (Handling.READ, {"x"}, VOTE)


def test_for_how_long_something_is_held() -> None:
    """By the monotonic clock; nothing is held for no time."""
    hand = Hand()
    with hand.holding(Lane.WRITER, VOTE):
        assert hand.held_for(Lane.WRITER, float("inf")) == float("inf")
        assert hand.held_for(Lane.LOOP, float("inf")) == 0
    assert hand.held_for(Lane.WRITER, float("inf")) == 0
