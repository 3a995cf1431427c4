"""The counts in results as people write them."""

import pytest

from listbot.votes.reading.told import told_in
from tests.votes.reading.cases import reply

TOLD: list[tuple[str, list[tuple[str, int, bool | None]]]] = [
    ("The vote passes with 3 +1, 1 -1.", [("+1", 3, None), ("-1", 1, None)]),
    ("3 +1 votes, 1 0 and no -1 votes.", [("+1", 3, None), ("-1", 0, None)]),
    ("+1: 4\n0: 1\n-1: 0", [("+1", 4, None), ("-1", 0, None)]),
    ("+1 (binding): 4\n+1 (non-binding): 2", [("+1", 4, True), ("+1", 2, False)]),
    (
        "We got four binding +1 votes and two non-binding +1 votes.",
        [("+1", 4, True), ("+1", 2, False)],
    ),
    ("+1: Ana, Bo, Kim Lee", [("+1", 3, None)]),
    ("+1 x 5", [("+1", 5, None)]),
    ("5 in favour, 1 against, 2 abstentions.", [("+1", 5, None), ("-1", 1, None), ("0", 2, None)]),
    ("Seven people voted in favour, nobody against.", [("+1", 7, None), ("-1", 0, None)]),
    ("The vote passes, thanks to all who gave their +1.", []),
    ("+1: I liked it", []),
    ("The vote has passed.", []),
    ("It passed 10000 +1", []),
    ("> 3 +1", []),
    ("+1 from Ana, +1 from Bo.", []),
]


@pytest.mark.parametrize(("body", "expected"), TOLD)
def test_counts_are_found(body: str, expected: list[tuple[str, int, bool | None]]) -> None:
    """A number beside what it counts, or names listed with a colon and commas; nothing else."""
    assert [
        (told.value, told.count, told.binding) for told in told_in(reply(body).body)
    ] == expected


def test_a_count_shows_its_line() -> None:
    """A count shows its line, so that the letter about a difference can cite it."""
    told = told_in(reply("Hello,\n\nthe vote passes with 3 +1.").body)

    assert [each.quote for each in told] == ["the vote passes with 3 +1."]


def test_a_long_result_is_read_in_part() -> None:
    """Only the beginning of a long result is read, because the counts are there."""
    assert told_in(reply("Thanks.\n\n" * 300 + "3 +1").body) == ()
