"""Lists whose entries are too long for one page are read all the same."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from listbot.errors import TrackerTooLong
from listbot.trackers.pages import MOST_LEFT_OUT, whole_list

MOST = 100  # characters of one answer
SHORT, LONG = "x" * 10, "y" * (MOST + 1)


def lists(entries: Sequence[str]) -> Callable[[int, int], Awaitable[list[Any]]]:
    """A tracker with a list."""

    async def ask(number: int, size: int) -> list[Any]:
        page = list(entries[(number - 1) * size : number * size])
        if sum(map(len, page)) > MOST:
            raise TrackerTooLong("the answer is too long")
        return page

    return ask


@pytest.mark.parametrize("count", [0, 1, 25, 26, 50])
async def test_long_pages_are_read_as_smaller_ones(count: int) -> None:
    """Each entry once and in order."""
    entries = [f"{number:0>20}" for number in range(count)]
    assert await whole_list(lists(entries), 25, 1000) == entries
    assert await whole_list(lists(entries), 25, 1000, ends_below=1) == entries


async def test_an_entry_that_is_too_long_is_left_out() -> None:
    """All others are there."""
    assert await whole_list(lists([SHORT, LONG, SHORT]), 25, 1000) == [SHORT, SHORT]


async def test_a_list_ends() -> None:
    """Whatever the tracker says: after so many entries, or so many that are too long."""
    entries = [SHORT] * 30
    assert await whole_list(lists(entries), 10, 20) == entries[:20]
    with pytest.raises(TrackerTooLong):
        await whole_list(lists([LONG] * (MOST_LEFT_OUT + 1)), 25, 1000)
