"""Reads a list page by page, whatever people have written into it.

Strangers can make the entries of a list so long that a page of a hundred is more than we read of
one answer. Then the list is read once more in smaller pages, and a single entry that is too long is
left out: nothing that we have written is. It never reads on without end.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from listbot.errors import TrackerTooLong

SMALLER = 5  # times, for the next try
MOST_LEFT_OUT = 20  # entries of one list

log = logging.getLogger(__name__)


async def whole_list(
    ask: Callable[[int, int], Awaitable[list[Any]]], size: int, most: int, ends_below: int = 0
) -> list[Any]:
    """Return at most so many entries; `ask` is given the number of a page, from 1, and its size.

    `ends_below`: a page with fewer entries is the last; 0: one that is not full. Raises what `ask`
    raises, TrackerTooLong only if too many entries are too long.
    """
    while size > 1:
        try:
            return await _read(ask, size, most, ends_below or size)
        except TrackerTooLong:
            size = max(1, size // SMALLER)
    return await _read(_or_nothing(ask), 1, most, 1)


async def _read(
    ask: Callable[[int, int], Awaitable[list[Any]]], size: int, most: int, ends_below: int
) -> list[Any]:
    found: list[Any] = []
    for number in range(1, most // size + 1):
        page = await ask(number, size)
        found += page
        if len(page) < min(ends_below, size):
            break
    return [each for each in found if each is not None]


def _or_nothing(
    ask: Callable[[int, int], Awaitable[list[Any]]],
) -> Callable[[int, int], Awaitable[list[Any]]]:
    """Return a way to ask for one entry that says None for one that is too long."""
    left_out = 0

    async def tolerant(number: int, size: int) -> list[Any]:
        nonlocal left_out
        try:
            return await ask(number, size)
        except TrackerTooLong as fault:
            left_out += 1
            if left_out > MOST_LEFT_OUT:
                raise
            log.warning("an entry of a list is left out: %s", fault)
            return [None]

    return tolerant
