"""Waiting for what real servers do in their own time: looked at again and again until it is so."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

STEP = 0.1  # seconds
SOON = 45.0  # seconds; no vote of these tests takes half of it


def until(found: Callable[[], T], what: Callable[[], str], within: float = SOON) -> T:
    """The first answer that is not empty; else the test fails and says `what` was seen instead."""
    give_up = time.monotonic() + within
    while not (answer := found()):
        assert time.monotonic() < give_up, what()
        time.sleep(STEP)
    return answer
