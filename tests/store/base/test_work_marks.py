"""Marks of the work in hand: they survive the process, and finished work leaves none."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from listbot.model.inputs import Handling
from listbot.store.base.work_marks import SIZE, Hand, Lane, Work, open_hand

pytestmark = pytest.mark.sqlite

MAIL = Work(Handling.DECIDE, f"infra@example.org {'a' * 64}")
VOTE = Work(Handling.TICK, "V-31")


def killed_while_holding(path: Path, *held: tuple[Lane, Work]) -> None:
    """Run a process that dies with this in hand."""
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
    """Both lanes are read, and the same work is named once; each run has its own name."""
    path = tmp_path / "hand"
    killed_while_holding(path, (Lane.LOOP, MAIL), (Lane.WRITER, VOTE))
    hand = open_hand(path)
    assert hand.left == (MAIL, VOTE)
    assert len(hand.run_before) == 16
    killed_while_holding(path.with_suffix(".two"), (Lane.LOOP, MAIL), (Lane.WRITER, MAIL))
    assert open_hand(path.with_suffix(".two")).left == (MAIL,)


def test_what_came_to_its_end_is_not_named(tmp_path: Path) -> None:
    """Even if an exception ended it; marks of the previous run are wiped once the new one
    begins.
    """
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
    """Raise with work in hand."""
    with pytest.raises(ZeroDivisionError), hand.holding(Lane.LOOP, MAIL):
        raise ZeroDivisionError


def test_a_file_is_for_one_daemon(tmp_path: Path) -> None:
    """A second daemon neither reads nor wipes the marks of the first."""
    first = open_hand(tmp_path / "hand")
    with pytest.raises(BlockingIOError):
        open_hand(tmp_path / "hand")
    assert first.left == ()


def test_a_file_with_anything_in_it(tmp_path: Path) -> None:
    """Bytes that are not our marks name nothing."""
    (tmp_path / "hand").write_bytes(b"\xff" * 3 * SIZE)
    assert open_hand(tmp_path / "hand").left == ()
    (tmp_path / "short").write_bytes(b"x")
    assert open_hand(tmp_path / "short").left == ()


def test_a_name_that_is_too_long_is_cut(tmp_path: Path) -> None:
    """It does not reach into the other lane."""
    path = tmp_path / "hand"
    killed_while_holding(path, (Lane.LOOP, Work(Handling.READ, "x" * 5000)), (Lane.WRITER, VOTE))
    long, vote = open_hand(path).left
    assert (long.act, set(long.which), vote) == (Handling.READ, {"x"}, VOTE)


def test_for_how_long_something_is_held() -> None:
    """By the monotonic clock; 0 if nothing is in hand."""
    hand = Hand()
    with hand.holding(Lane.WRITER, VOTE):
        assert hand.held_for(Lane.WRITER, float("inf")) == float("inf")
        assert hand.held_for(Lane.LOOP, float("inf")) == 0
    assert hand.held_for(Lane.WRITER, float("inf")) == 0
