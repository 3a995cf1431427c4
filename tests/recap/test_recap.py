"""Tests of listbot.model.weekly.recap."""

from dataclasses import replace

import pytest

from listbot.letters_check.recap_samples import BUSY, DESK, NOTHING, TICKETS
from listbot.model.weekly.recap import DeskWeek, Recap

STANDING = DeskWeek(
    open=9, before=9, opened=0, closed=(), parked=1, oldest_days=16, lines=TICKETS, nobodys=()
)


@pytest.mark.parametrize(
    "recap",
    [
        replace(NOTHING, sentence=BUSY.sentence),
        replace(NOTHING, votes=BUSY.votes),
        replace(NOTHING, decided=BUSY.decided),
        replace(NOTHING, log=BUSY.log),
        replace(NOTHING, folded=BUSY.folded),
        replace(NOTHING, desk=replace(STANDING, nobodys=DESK.nobodys)),
        replace(NOTHING, desk=replace(STANDING, closed=("T-3",))),
    ],
)
def test_anything_to_tell_makes_a_recap(recap: Recap) -> None:
    """One part is enough."""
    assert not recap.is_empty


def test_what_only_stands_is_no_news() -> None:
    """Tickets that were open before and still are do not make a letter."""
    assert [NOTHING.is_empty, replace(NOTHING, desk=STANDING).is_empty] == [True, True]
