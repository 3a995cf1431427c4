"""Tests of `#listbot undo`."""

from dataclasses import replace

import pytest

from listbot.model.desk.ticket import Change, Event, Field, Priority, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.tickets.commands import DeskEffect, Move
from listbot.tickets.lifecycle import changed
from tests.tickets.commands.situations import (
    ANA,
    CASE,
    KIM,
    NOW,
    RAVI,
    T3,
    T5,
    commanded,
    effect,
    refused,
    session,
    status,
)

TAKEN = Change(Field.ASSIGNEE, "", ANA)
HIGH = Change(Field.PRIORITY, "normal", "high")
CLOSES = status(Status.ON_TEAM, Status.CLOSED)
UNDONE = commanded(what=What.UNDONE)
ANAS = replace(T5, assignee=ANA)


def after(*events: Event, ticket: Ticket = ANAS) -> DeskCase:
    """The case after these events."""
    return replace(CASE, ticket=ticket, recent=events)


def undone(answer: str, *changes: Change) -> DeskEffect:
    """The effect of an undo."""
    return DeskEffect(True, answer, (Move("T-5", changes, What.UNDONE),))


def test_a_snooze_comes_back_with_its_day() -> None:
    """Whatever ended it: else the ticket would be parked without a day."""
    day = "2026-09-18T08:00:00+00:00"
    ticket = replace(T5, status=Status.PARKED, snoozed=day)
    for line in ("close", "reopen"):
        (done,) = effect(line, case=replace(CASE, ticket=ticket)).moves
        moved = ticket
        for change in done.changes:
            moved = changed(moved, change, NOW)
        assert (moved.status is Status.PARKED, moved.snoozed) == (False, "")
        (back,) = effect("undo", case=after(commanded(*done.changes), ticket=moved)).moves
        for change in back.changes:
            moved = changed(moved, change, NOW)
        assert (moved.status, moved.snoozed) == (Status.PARKED, day)


BACK = undone("Taken back in T-5: assignee.", Change(Field.ASSIGNEE, ANA, ""))


@pytest.mark.parametrize(
    "events",
    [
        pytest.param((commanded(TAKEN),), id="the last command"),
        pytest.param((commanded(HIGH), commanded(TAKEN)), id="not those before"),
        pytest.param(
            (commanded(TAKEN), commanded(TAKEN, what=What.WROTE)), id="answers are no commands"
        ),
        pytest.param(
            (commanded(TAKEN), commanded(CLOSES, who=KIM, side=Side.REQUESTER)),
            id="the requester's are theirs",
        ),
        pytest.param((commanded(TAKEN, side=Side.REQUESTER),), id="a member may be the requester"),
        pytest.param(
            (commanded(TAKEN), commanded(HIGH), UNDONE), id="the second undo goes further back"
        ),
        pytest.param(
            (commanded(TAKEN), commanded(HIGH, Change(Field.PRIORITY, "high", "normal"))),
            id="what changed nothing in the end is passed over",
        ),
    ],
)
def test_the_teams_last_commands_are_taken_back(events: tuple[Event, ...]) -> None:
    """All of one mail together, the newest first."""
    assert effect("undo", case=after(*events)) == BACK


def test_all_of_one_mail_goes() -> None:
    """Each value goes back to what it was before the mail, however often the mail changed it."""
    event = commanded(status(Status.NEW, Status.OPEN), TAKEN, status(Status.OPEN, Status.CLOSED))
    case = after(event, ticket=replace(ANAS, status=Status.CLOSED))
    assert effect("undo", case=case) == undone(
        "Taken back in T-5: status, assignee.",
        status(Status.CLOSED, Status.NEW),
        Change(Field.ASSIGNEE, ANA, ""),
    )


def test_watchers_are_taken_back_one_by_one() -> None:
    """A field of many has a change for each value."""
    event = commanded(Change(Field.WATCHER, "", ANA), Change(Field.WATCHER, KIM, ""))
    case = after(event, ticket=replace(T5, watchers=(ANA,)))
    assert effect("undo", case=case) == undone(
        "Taken back in T-5: watcher.",
        Change(Field.WATCHER, ANA, ""),
        Change(Field.WATCHER, "", KIM),
    )


def test_it_is_written_in_a_reply() -> None:
    """Events of the mail's own ticket are never undone in another one that is named."""
    case = replace(after(commanded(TAKEN)), ticket=replace(T3, assignee=ANA), named=(ANAS,))
    assert effect("undo: T-5", case=case) == refused(
        "Please write this in a reply to a mail of T-5."
    )


@pytest.mark.parametrize(
    "events",
    [
        (commanded(TAKEN, what=What.WROTE),),
        (commanded(TAKEN), UNDONE),
        (commanded(TAKEN, who=KIM, side=Side.REQUESTER),),
    ],
)
def test_there_has_to_be_one(events: tuple[Event, ...]) -> None:
    """Nothing of the requester's, and nothing twice."""
    answer = "There is no command on T-5 to take back."
    assert effect("undo", case=after(*events)) == refused(answer)


def test_what_was_changed_since_is_left_alone() -> None:
    """Nothing is taken back, rather than half of it."""
    case = after(commanded(HIGH, TAKEN), ticket=replace(T5, assignee=RAVI, priority=Priority.HIGH))
    answer = "The assignee of T-5 has changed since. Please write what it should be."
    assert effect("undo", case=case) == refused(answer)


def test_it_stops_at_an_answer() -> None:
    """People may have read it, and to take back what came before would surprise its member."""
    said = replace(commanded(what=What.WROTE), text="Paper is in room 4.", prepared=("paper",))
    answer = (
        "The last command on T-5 was an answer, and people may have read it. To change anything "
        "else, please write what it should be."
    )
    take, close = commanded(TAKEN), commanded(CLOSES)
    assert effect("undo", case=after(take, said)) == refused(answer)
    closed = replace(ANAS, status=Status.CLOSED)
    assert effect("undo", case=after(take, said, close, ticket=closed)).done
    assert effect("undo", case=after(take, said, close, UNDONE)) == refused(answer)


def test_undo_is_seen_by_the_lines_after_it() -> None:
    """Taken back, and assigned to somebody else in the same mail."""
    found = session("undo", "assign: Ravi", case=after(commanded(TAKEN)))
    assert [move.changes for move in found.moves] == [
        (Change(Field.ASSIGNEE, ANA, ""),),
        (Change(Field.ASSIGNEE, "", RAVI),),
    ]
