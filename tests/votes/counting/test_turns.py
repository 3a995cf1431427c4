"""The order in which a person wrote their mails: by time, and after their own mails that
they answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail import Level
from listbot.model.proposal import Entry
from listbot.votes.counting.turns import in_order, in_turn
from listbot.votes.counting.voters import voters_of
from tests.votes.counting.ballots import entry, proposal

VOTERS = voters_of(proposal(), frozenset())


def said(
    author: str, hours: float, *answers: Entry | str, level: Level = Level.LIST_VOUCHED
) -> Entry:
    """A mail of that hour that names others."""
    ids = tuple(each if isinstance(each, str) else each.mail for each in answers)
    return replace(entry(author, hours, level=level), answers=ids)


def one_order(entries: Sequence[Entry]) -> list[float]:
    """The hours of mails in order, whatever order they are passed in."""
    found = {tuple(in_order(order, VOTERS)) for order in permutations(entries)}
    assert len(found) == 1
    return [float(each.mail.rpartition("-")[2].partition("@")[0]) for each in found.pop()]


A5, A3, B1 = "<omar-5@example.org>", "<omar-3@example.org>", "<omar-1@example.org>"


@pytest.mark.parametrize(
    ("mails", "expected"),
    [
        ([said("omar", 5), said("omar", 1), said("omar", 3)], [1, 3, 5]),
        ([said("omar", 5), said("omar", 1, A5), said("omar", 3)], [3, 5, 1]),
        (
            [
                said("omar", 5),
                said("omar", 2, A5),
                said("omar@example.net", 1, "<omar-2@example.org>"),
            ],
            [5, 2, 1],
        ),
        ([said("omar", 5), said("omar", 1, A5), said("omar", 6)], [5, 1, 6]),
        ([said("omar", 5), said("omar", 1, "<gone@example.org>", A5, "<x@example.org>")], [5, 1]),
        ([said("omar", 5), said("omar", 1, "<gone@example.org>")], [1, 5]),
        ([said("omar", 5), said("lena", 1, A5)], [1, 5]),
        ([said("omar", 5, B1), said("omar", 1, A5)], [1, 5]),
        ([said("omar", 5, B1), said("omar", 1, A5), said("omar", 0, A5)], [1, 5, 0]),
        (
            [said("omar", 5, B1, "<omar-9@example.org>"), said("omar", 1, A5), said("omar", 9)],
            [1, 9, 5],
        ),
        ([said("omar", 5, A5), said("omar", 1)], [1, 5]),
    ],
    ids=[
        "by time alone",
        "an answer follows",
        "a chain of three, from two addresses",
        "and stays before what came later",
        "wherever it is named",
        "what is not here cannot be followed",
        "nobody follows somebody else's mail",
        "a circle is ignored",
        "what answers one in a circle follows it",
        "and what one in a circle answers is followed",
        "a mail that answers itself",
    ],
)
def test_the_order_of_mails(mails: list[Entry], expected: list[float]) -> None:
    """Every permutation gives the same order."""
    assert one_order(mails) == expected


FORGED = Level.UNVERIFIED


@pytest.mark.parametrize(
    ("mails", "expected"),
    [
        (
            [
                said("omar", 1, A3),
                said("omar", 2),
                said("omar", 3, "<omar-2@example.org>", level=FORGED),
            ],
            [1, 2, 3],
        ),
        ([said("omar", 5), said("omar", 1, A5, level=FORGED)], [5, 1]),
        ([said("omar", 5, level=FORGED), said("omar", 1, A5, level=FORGED)], [5, 1]),
    ],
    ids=["one in between", "it follows what is sure", "and what is as unsure"],
)
def test_a_forged_answer_moves_only_itself(mails: list[Entry], expected: list[float]) -> None:
    """A forger using somebody's name cannot reverse the order of their votes."""
    assert one_order(mails) == expected


def test_two_mails_under_one_id_in_one_second() -> None:
    """Their words distinguish them, so their order does not depend on which came first."""
    one, other = (replace(said("omar", 1), words=words) for words in "ab")
    assert [in_order(order, VOTERS) for order in ((one, other), (other, one))] == [[one, other]] * 2


def test_an_answer_to_a_shared_id_means_the_certain_mail() -> None:
    """A forged copy of the id, with a later time, does not pull an answer behind it."""
    forged = replace(said("omar", 7, level=FORGED), mail=A5)
    assert one_order(
        [said("omar", 5), replace(said("omar", 1), answers=(A5,)), said("omar", 6)]
    ) == [5, 1, 6]
    entries = (forged, said("omar", 5), said("omar", 1, A5), said("omar", 6))
    for order in permutations(entries):
        assert [each.effective.hour for each in in_order(order, VOTERS)] == [23, 19, 0, 1]


GRAPHS = st.integers(1, 9).flatmap(
    lambda many: st.lists(
        st.sets(st.integers(0, many - 1), max_size=3), min_size=many, max_size=many
    )
)


@given(GRAPHS)
def test_every_mail_has_one_turn_and_follows_what_does_not_follow_it(graph: list[set[int]]) -> None:
    """Whatever mails people name, nothing is lost, and only circles are ignored."""
    follows = [above - {index} for index, above in enumerate(graph)]
    order = in_turn(list(range(len(follows))), follows)
    assert sorted(order) == list(range(len(follows)))
    above = {index: reached(index, follows) for index in order}
    for index, direct in enumerate(follows):
        if not any(each in above[each] for each in {index, *direct}):  # neither is in a circle
            assert all(order.index(each) < order.index(index) for each in direct)


def reached(start: int, follows: Sequence[set[int]]) -> set[int]:
    """Everything a mail follows, from one to the next."""
    found: set[int] = set()
    left = list(follows[start])
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += follows[each]
    return found
