"""The order of the tests, for some workers of pytest-xdist.

Each worker begins with a share of the tests, as many as any other, and takes over from those that
are left with more. What takes long begins first, so that nobody is left alone with it at the end:
the tests that mostly wait, with real servers and killed daemons, at the heads of two shares, so
that two workers wait while the others work; and the slow ones of the rest at the head of a third.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

WAITING = ("servers/", "crash/")
HEADS = 3


def in_shares(
    tests: Sequence[T], workers: int, module: Callable[[T], str], is_slow: Callable[[T], bool]
) -> list[T]:
    """Return all tests in the order for so many workers. `module`: "servers/test_mailman.py"."""
    waiting = [each for each in tests if module(each).startswith(WAITING)]
    others = [each for each in tests if not module(each).startswith(WAITING)]
    modules = sorted({module(each) for each in waiting})
    slow = [each for each in others if is_slow(each)]
    rest = [each for each in others if not is_slow(each)]
    heads = [[each for each in waiting if module(each) in modules[at::2]] for at in range(2)]
    heads.append(slow)
    if workers < HEADS:
        return [*heads[0], *heads[1], *slow, *rest]
    found: list[T] = []
    left = len(tests)
    for workers_left, head in zip(range(workers, 0, -1), heads, strict=False):
        share = left // workers_left
        fill = max(0, share - len(head))
        found += [*head, *rest[:fill]]
        rest = rest[fill:]
        left -= share
    return found + rest
