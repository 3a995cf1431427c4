"""Tests of `#listbot merge` and of taking a merge back."""

from dataclasses import replace

import pytest

from listbot.model.desk.ticket import Change, Field, Status, What
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands import DeskEffect, Move
from tests.tickets.commands.situations import (
    ANA,
    CASE,
    KIM,
    LENA,
    OMAR,
    T3,
    T5,
    commanded,
    effect,
    refused,
    status,
)

GAINS = (
    Change(Field.WATCHER, "", KIM),
    Change(Field.PARTICIPANT, "", KIM),
    Change(Field.PARTICIPANT, "", LENA),
    Change(Field.LINK, "", "T-5"),
)
MERGED = DeskEffect(
    True,
    "T-5 is merged into T-3; answers to either go there.",
    (
        Move("T-5", (status(Status.ON_TEAM, Status.CLOSED), Change(Field.MERGED, "", "T-3"))),
        Move("T-3", GAINS),
    ),
)


@pytest.mark.parametrize(
    "line",
    ["merge: T-3", "merge: t-3", "merge: into T-3.", "merge: T-5 T-3", "merge: T-5 into T-3"],
)
def test_a_ticket_goes_on_in_another(line: str) -> None:
    """It is closed and points to the other, where everybody who took part now takes part."""
    assert effect(line) == MERGED


def test_both_may_be_named_elsewhere() -> None:
    """In a mail of another ticket, or of none."""
    assert effect("merge: T-5 T-3", case=replace(CASE, ticket=None, named=(T3, T5))) == MERGED


@pytest.mark.parametrize(
    ("line", "case", "answer"),
    [
        ("merge", CASE, 'Please name the ticket to continue in, as in "#listbot merge: T-3".'),
        ("merge: T-9", CASE, "There is no ticket T-9."),
        ("merge: T-5", CASE, "T-5 cannot be merged into itself. Please name the other ticket."),
        (
            "merge: T-3",
            replace(CASE, named=(replace(T3, merged_into="T-5"),)),
            "T-3 was itself merged into T-5. Please name that one.",
        ),
        (
            "merge: T-5 T-3",
            replace(CASE, ticket=T3, named=(replace(T5, merged_into="T-3"),)),
            "T-5 was merged into T-3. Please name that one.",
        ),
    ],
)
def test_pointers_make_no_circle(line: str, case: DeskCase, answer: str) -> None:
    """Never into itself, or into a ticket that was merged."""
    assert effect(line, case=case) == refused(answer)


GONE = replace(T5, status=Status.CLOSED, merged_into="T-3")
GREW = replace(T3, watchers=(OMAR, KIM), participants=(OMAR, KIM, LENA), links=("T-5",))
EVENT = commanded(*GAINS)
AFTER = DeskCase(CASE.rules, ticket=GREW, named=(GONE,), recent=(EVENT,))
PARTED = DeskEffect(
    True,
    "T-5 is a separate ticket again.",
    (
        Move(
            "T-5",
            (Change(Field.MERGED, "T-3", ""), status(Status.CLOSED, Status.ON_TEAM)),
            What.UNDONE,
        ),
        Move(
            "T-3",
            (
                Change(Field.WATCHER, KIM, ""),
                Change(Field.PARTICIPANT, KIM, ""),
                Change(Field.PARTICIPANT, LENA, ""),
                Change(Field.LINK, "T-5", ""),
            ),
            What.UNDONE,
        ),
    ),
)


@pytest.mark.parametrize("line", ["undo: T-5", "undo"])
def test_a_merge_is_taken_back_on_both(line: str) -> None:
    """The people who came with it leave with it."""
    assert effect(line, case=AFTER) == PARTED


def test_a_merge_of_long_ago_is_taken_back() -> None:
    """The tickets separate; it is no longer known who came with it, so they stay."""
    found = effect("undo: T-5", case=replace(AFTER, recent=()))
    assert found.moves[1] == Move("T-3", (Change(Field.LINK, "T-5", ""),), What.UNDONE)


@pytest.mark.parametrize(
    ("line", "case", "answer"),
    [
        ("undo", replace(AFTER, named=()), 'To take the merge back, write "#listbot undo: T-5".'),
        (
            "undo",
            replace(AFTER, named=(T5,)),
            'To take the merge back, write "#listbot undo: T-5".',
        ),
        (
            "undo: T-5",
            replace(AFTER, ticket=None),
            "Please write this in a reply to a mail of T-3.",
        ),
    ],
)
def test_both_have_to_be_known(line: str, case: DeskCase, answer: str) -> None:
    """With only one of them, nothing is undone."""
    assert effect(line, by=ANA, case=case) == refused(answer)
