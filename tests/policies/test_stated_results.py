"""A result that a person stated beside our tally: when they differ, and when we don't say so."""

from dataclasses import replace

import pytest

from listbot.model.proposal import Entry
from listbot.model.reading import Told
from listbot.policies.stated_results import Difference, ToldResult, told_results
from tests.votes.counting.ballots import CLOSES, after, entry, heard, proposal, vote

VOTES = heard("Ana +1; Ravi +1; Pat@example.com +1; Omar -1; Lena 0")
"""Two binding +1 and one that is not binding, a -1 without a reason, one 0."""


def told(value: str, count: int, binding: bool | None = None) -> Told:
    return Told(value, count, binding, f"{count} x {value}", 1)


def states(hours: float, *counts: Told) -> Entry:
    return replace(entry("ines", hours), told=counts)


def compared(result: Entry, *entries: Entry) -> ToldResult:
    (found,) = told_results(proposal(), [*(entries or VOTES), result], frozenset())
    return found


def differing(*counts: Told, hours: float = 50) -> list[tuple[str, int, int, int]]:
    found = compared(states(hours, *counts)).differences
    return [(each.value, each.told, each.ours, each.not_binding) for each in found]


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param([told("+1", 2)], id="binding votes"),
        pytest.param([told("+1", 3)], id="everybody's"),
        pytest.param([told("+1", 2, True), told("+1", 1, False)], id="each by itself"),
        pytest.param([told("+1", 9), told("+1", 2)], id="one of several"),
        pytest.param(
            [told("-1", 0), told("0", 1)], id="a -1 without its reason does not count yet"
        ),
    ],
)
def test_agreeing_counts(counts: list[Told]) -> None:
    """Counting binding votes or everybody's are both right."""
    assert differing(*counts) == []


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([told("+1", 4)], [("+1", 4, 2, 1)]),
        ([told("+1", 3, True)], [("+1", 3, 2, 1)]),
        ([told("+1", 2, False)], [("+1", 2, 2, 1)]),
        ([told("-1", 1), told("0", 0), told("+1", 2)], [("0", 0, 1, 0), ("-1", 1, 0, 0)]),
    ],
)
def test_differing_counts(counts: list[Told], expected: list[tuple[str, int, int, int]]) -> None:
    """Each side once, with both counts."""
    assert differing(*counts) == expected


def test_a_difference_shows_its_line() -> None:
    """A difference shows the words in which the person stated their count."""
    (found,) = compared(states(50, told("+1", 7, True))).differences
    assert found == Difference("+1", 7, True, "7 x +1", 2, 1)


def test_votes_after_the_result_are_not_in_it() -> None:
    """Only votes that had arrived when the result was sent are compared."""
    assert differing(told("+1", 1), hours=1.5) == []
    assert differing(told("+1", 2), hours=1.5) == [("+1", 2, 1, 0)]


def test_after_the_close_the_close_counts() -> None:
    """A result never includes a late vote, however late the result is."""
    late = entry("ines", 80, vote("+1"))
    result = compared(states(90, told("+1", 3)), VOTES[0], VOTES[1], late)
    assert (result.ours.closes, len(result.differences)) == (CLOSES, 1)


def test_before_the_close_the_moment_counts() -> None:
    """A result before the close is compared as of its own moment; our vote may continue."""
    assert compared(states(50, told("+1", 2))).ours.closes == after(50)


def test_an_archive_without_a_close() -> None:
    """Without a close, the moment of the result counts."""
    endless = replace(proposal(), open_ended=True)
    (found,) = told_results(endless, [*VOTES, states(500, told("+1", 1))], frozenset())
    assert (found.ours.closes, len(found.differences)) == (after(500), 1)


def test_votes_on_items_are_not_compared() -> None:
    """Votes on items are not compared, because we cannot tell which item a number is about."""
    assert compared(states(50, told("+1", 9)), entry("ana", 1, vote("+1", "A"))).differences == ()


def test_every_result_in_its_order() -> None:
    """Results come in order, in whatever order mails arrived; a mail without numbers is not
    a result.
    """
    first, second = states(50, told("+1", 2)), states(60, told("+1", 2))
    found = told_results(proposal(), [second, *VOTES, first, states(55)], frozenset())
    assert [each.entry for each in found] == [first, second]
