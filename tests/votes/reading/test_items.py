"""Values for single items, by the names before them, behind them or above them."""

import pytest

from listbot.model.earlier import EarlierText
from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

OPENING = EarlierText(
    (
        "Plan A: freeze for two weeks.",
        "Plan B: no freeze at all.",
        "1) The mirror gets a second disk.",
        "2) Build logs are kept for 90 days.",
        "3) The status page moves to its own domain.",
    )
)
SEVERAL = ThreadView("Three changes", "pat@example.org", earlier_texts=(OPENING,))
DEEP = ThreadView("Three changes", "pat@example.org", answers_opening=False, parent=Parent.TALKS)

IN_THE_THREAD = [
    ("Plan A: +1\nPlan B: -1", ("+1 item A", "-1 item B unexplained")),
    ("Plan A +1, Plan B -1.", ("+1 item A", "-1 item B explained")),
    ("- Plan A -> -0.5\n- Plan B -> +1", ("-0.5 item A explained", "+1 item B")),
    ("| Plan A | +1 |\n| Plan B | 0 |", ("+1 item A", "0 item B")),
    ("A: +1, B: -1", ("+1 item A", "-1 item B unexplained")),
    (
        "Second disk: +1\nShort logs: -1, auditors ask for a year\nDomain: 0",
        ("+1 item Second disk", "-1 item Short logs explained", "0 item Domain"),
    ),
    ("logs it is: +1. The other two: 0.", ("+1 item logs", "0 item The other two")),
    (
        "+1 for the second disk\n+1 for the own domain\n-1 on throwing logs away",
        (
            "+1 item the second disk",
            "+1 item the own domain",
            "-1 item throwing logs away unexplained",
        ),
    ),
    ("Domain: +1", ("+1 item Domain",)),
    ("Domain -: +1", ("+1 item Domain",)),
    ("Changes: +1", ("+1",)),
    ("Priority: +1", ("unclear +1",)),
    ("Karma: -1\nErrors: 0", ("unclear -1",)),
    ("My vote: +1", ("+1",)),
    ("In short: +1", ("+1",)),
    ("Kim: +1", ("+1",)),
    ("With all that settled at last: +1", ("+1",)),
    ("exit status: -1", ("nothing",)),
    ("retries: 3\noffset: -1\nand restart", ("nothing",)),
    ("The number of errors is: 0", ("nothing",)),
    ("a > +1", ("nothing",)),
    ("*: +1", ("+1",)),
    ("- - : +1", ("+1",)),
]


@pytest.mark.parametrize(("body", "expected"), IN_THE_THREAD)
def test_a_name_before_a_value_is_an_items_if_the_thread_has_it(
    body: str, expected: tuple[str, ...]
) -> None:
    """A label of a number is not a vote's, and one that nobody named is asked about."""
    assert sorted(told(read_votes(reply(body), SEVERAL))) == sorted(expected)


def test_a_label_means_nothing_where_the_thread_is_unknown() -> None:
    """Its writer is asked, because names of people stand before values, too."""
    assert told(read_votes(reply("Second disk: +1\nLogs: -1"), VIEW)) == (
        "unclear +1",
        "unclear -1",
    )


def test_values_under_different_passages_are_for_these() -> None:
    """If they disagree, each is for its passage, and a value against is asked about."""
    body = "> We could use the cloud.\n\n-1\n\n> Or rent a box.\n\n+1\n"

    assert told(read_votes(reply(body), DEEP)) == (
        "-1 item We could use the cloud. unexplained",
        "+1 item Or rent a box.",
        "unclear -1",
    )


def test_values_under_one_passage_disagree() -> None:
    """Nobody chooses between them."""
    assert told(read_votes(reply("> We could use the cloud.\n\n+1\n\n-1\n"), DEEP)) == (
        "unclear -1",
    )


LISTED = EarlierText(
    (
        "1) The wiki moves to the new host.",
        "2) Build logs are kept for 90 days.",
        "3) The mirror gets a second disk.",
    )
)
THREE = ThreadView("Three changes", "pat@example.org", earlier_texts=(LISTED,))

AMONG_THREE = [
    ("+1 on 1 and 2, 0 on 3", ("+1 item 1", "+1 item 2", "0 item 3")),
    ("0 on 3, +1 on 1 and 2", ("0 item 3", "+1 item 1", "+1 item 2")),
    ("+1 for the wiki, 0 for the disk", ("+1 item the wiki", "0 item the disk")),
    ("+1 for 1, +1 for 2, 0 for 3", ("+1 item 1", "+1 item 2", "0 item 3")),
    ("+1 on 1, 0 errors on mine", ("+1 item 1",)),
    ("+1, 0 for errors", ("+1",)),
    ("-1 on 3, the disk is loud", ("-1 item 3 explained",)),
    ("+1 on 1, 2, and 3", ("+1 item 1", "+1 item 2", "+1 item 3")),
    ("+1 on 1-3", ("+1 item 1", "+1 item 2", "+1 item 3")),
    ("+1 on 1 to 3", ("+1 item 1", "+1 item 2", "+1 item 3")),
    ("+1 for 2 to 3 weeks", ("+1",)),
    ("Items 1-3: +1", ("+1 item 1", "+1 item 2", "+1 item 3")),
    ("1,2: +1", ("+1 item 1", "+1 item 2")),
    ("1, 2: +1, 3: -1", ("+1 item 1", "+1 item 2", "-1 item 3 unexplained")),
    ("+1 on 1 and 7", ("+1 item 1", "unclear +1")),
    ("1-99: +1", ("+1 item 1", "unclear +1")),
    ("A-C: +1", ("unclear +1",) * 3),
    ("+1 on 7", ("unclear +1",)),
    ("+1 on item 99", ("unclear +1",)),
    ("D: +1", ("unclear +1",)),
    ("+1 on 3", ("+1 item 3",)),
    ("1 +1, 2 +1, 3 0", ("unclear None",)),
    ("1 +1\n2 +1\n3 -1 too loud", ("unclear None",)),
    ("#1 +1, #2 -1 too long", ("+1 item 1", "-1 item 2 explained")),
    ("5 +1, 6 +1", ("nothing",)),
]


@pytest.mark.parametrize(("body", "expected"), AMONG_THREE)
def test_items_are_those_that_the_thread_lists(body: str, expected: tuple[str, ...]) -> None:
    """Each value is for the items beside it; an item that is not listed is asked about."""
    assert sorted(told(read_votes(reply(body), THREE))) == sorted(expected)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("+1 on A-C", ("+1 item A", "+1 item B", "+1 item C")),
        ("+1 on A, C-D", ("+1 item A", "+1 item C", "+1 item D")),
        ("+1 on A-B testing", ("+1",)),
        ("+1 on a-c", ("+1",)),
        ("-1 for 4, 4 is too slow", ("-1 item 4 explained",)),
        ("+1 on 1, 2 people use it", ("+1 item 1",)),
        ("+1 on 1 and 2 people", ("+1",)),
    ],
)
def test_a_list_of_labels_spans_and_ends(body: str, expected: tuple[str, ...]) -> None:
    """Capitals joined by a dash are a span, and a sentence behind a comma is a reason."""
    assert told(read_votes(reply(body), VIEW)) == expected


def test_struck_out_values_are_not_said() -> None:
    """What somebody strikes out in plain text leaves the rest of the line."""
    assert told(read_votes(reply("~~+1~~ -1, it breaks"), VIEW)) == ("-1 explained",)
    assert told(read_votes(reply("~~-1~~"), VIEW)) == ("nothing",)
