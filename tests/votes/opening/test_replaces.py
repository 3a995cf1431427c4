"""What an opening says of other decisions."""

from datetime import date

import pytest

from listbot.votes.opening.replaces import MOST, replaced_in, review_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Supersedes: V-12", (12,)),
        ("Some words.\n\nReplaces V-12, V-15 and V-12.\n", (12, 15)),
        ("* this replaces V-3 & V-4", (3, 4)),
        ("supersedes votes V-3, and  V-4", (3, 4)),
        ("Replaces V-3\nSupersedes: V-5", (3, 5)),
        ("Nothing replaces V-12 for me.", ()),
        ("It replaces the V-12 engine.", ()),
        ("Replaces V-0", ()),
        ("Replaces: the old rule", ()),
        ("", ()),
    ],
)
def test_which_votes_it_takes_the_place_of(text: str, numbers: tuple[int, ...]) -> None:
    """Only a line that begins with it names them, each once."""
    assert replaced_in(text) == numbers


def test_a_long_row_of_votes_is_cut() -> None:
    """Nobody replaces more than a few."""
    row = "Replaces " + ", ".join(f"V-{n}" for n in range(1, 60))
    assert replaced_in(row) == tuple(range(1, MOST + 1))
    assert replaced_in("\n".join(f"Replaces V-{n}" for n in range(1, 60))) == tuple(
        range(1, MOST + 1)
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Review: 2027-03-01", date(2027, 3, 1)),
        ("Text.\nReview by 2027-03-01, please", date(2027, 3, 1)),
        ("- To be reviewed on 2027-03-01", date(2027, 3, 1)),
        ("Review date: 2027-03-01", date(2027, 3, 1)),
        ("Review: 2027-02-30\nReview: 2027-03-01", date(2027, 3, 1)),
        ("Review: next year", None),
        ("The review of 2027-03-01 was fine.", None),
        ("", None),
    ],
)
def test_when_people_mean_to_look_at_it_again(text: str, day: date | None) -> None:
    """The first such line with a day that exists."""
    assert review_in(text) == day
