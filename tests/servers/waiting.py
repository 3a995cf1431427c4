"""Waiting for real servers: look again and again until it is so."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

STEP = 0.1  # seconds
SOON = 45.0  # seconds; no vote in these tests takes half of that


def until(found: Callable[[], T], what: Callable[[], str], within: float = SOON) -> T:
    """Return the first answer that is not empty; otherwise fail and show `what`."""
    give_up = time.monotonic() + within
    while not (answer := found()):
        assert time.monotonic() < give_up, what()
        time.sleep(STEP)
    return answer
