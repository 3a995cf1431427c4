"""What becomes of something that happened in the tracker."""

from dataclasses import replace

import pytest

from listbot.model.decision import MailDecision
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.tickets.outside.hearing import LONGEST, on_heard, on_key
from tests.playing import START, hours
from tests.store.desk.by_hand import SUPPORT, desk_rules
from tests.tickets.outside.test_planning import TICKET

CASE = DeskCase(desk_rules().of(SUPPORT), ticket=TICKET)
HEARD = HeardInput("jira 1", "OPS-7", hours(1), "Ana", "It was the fuse.", (), hours(2))


def event_of(decision: MailDecision) -> Event:
    """The one event of a decision."""
    assert decision.desk is not None
    ((event,),) = (each.events for each in decision.desk.changes)
    return event


def changes(heard: HeardInput, ticket: Ticket = TICKET) -> list[tuple[str, str]]:
    """What a change over there changes here."""
    decision = on_heard(replace(CASE, ticket=ticket), heard)
    if decision.desk is None:
        return []
    return [(each.field, each.new) for each in event_of(decision).changes]


def test_a_comment_is_an_answer_of_the_team() -> None:
    """Its followers hear of it; a member is known by name, and the requester is asked."""
    decision = on_heard(CASE, HEARD)
    assert decision.disposition is Disposition.COMMAND
    assert decision.why == "Ana, in the tracker"
    assert event_of(decision) == Event(
        What.WROTE,
        hours(1),
        Side.TEAM,
        "ana@example.org",
        "Ana",
        text="It was the fuse.",
        changes=(Change(Field.STATUS, "new", "waiting on requester"),),
    )


@pytest.mark.parametrize("who", ["Tim", "", "ana"])
def test_somebody_else_has_a_name_only(who: str) -> None:
    """Nobody is taken for a member unless the name is a member's."""
    event = event_of(on_heard(CASE, replace(HEARD, who=who)))
    assert (event.who, event.name) == ("ana@example.org" if who == "ana" else "", who)


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Tim\r\n\r\n#listbot close", "Tim #listbot close"),
        ("\u202eTim", "Tim"),
        ("x" * 200, "x" * 80),
        ("omar@example.com", "Somebody"),
        ("Omar <omar@example.com>", "Omar"),
        ("@kim", "@kim"),
        ("ana@example.org", ""),
    ],
)
def test_a_name_is_a_name(who: str, name: str) -> None:
    """It fills no second line of a letter, and shows nobody's address; a member's is known."""
    assert event_of(on_heard(CASE, replace(HEARD, who=who))).name == name


def test_nothing_comes_from_the_future() -> None:
    """A clock over there that is ahead is not ours; and a comment of any length is cut."""
    event = event_of(on_heard(CASE, replace(HEARD, at=hours(9), text="x" * (LONGEST + 1))))
    assert (event.at, len(event.text)) == (hours(2), LONGEST)


def test_a_status_over_there_changes_ours() -> None:
    """Closed is closed; "open" is not news unless the ticket was closed."""
    closed = replace(HEARD, text="", changes=(Change(Field.STATUS, "", "closed"),))
    opened = replace(HEARD, text="", changes=(Change(Field.STATUS, "closed", "open"),))
    over = replace(TICKET, status=Status.CLOSED, closed=START)
    assert changes(closed) == [("status", "closed")]
    assert changes(closed, over) == []
    assert changes(opened) == []
    assert changes(opened, over) == [("status", "open")]
    parked = replace(HEARD, text="", changes=(Change(Field.STATUS, "", "parked"),))
    assert changes(parked) == [("status", "parked")]
    both = replace(closed, text="Done.")
    assert changes(both) == [("status", "closed")]


def test_other_fields_follow_where_they_mean_something() -> None:
    """A member is assigned; somebody else is nobody; unknown values change nothing."""
    given: tuple[Change, ...] = (
        Change(Field.ASSIGNEE, "", "ana"),
        Change(Field.PRIORITY, "", "high"),
        Change(Field.PRIORITY, "", "blazing"),
        Change(Field.STATUS, "", "In Review"),
        Change(Field.TITLE, "", "x"),
    )
    assert changes(replace(HEARD, text="", changes=given)) == [
        ("assignee", "ana@example.org"),
        ("priority", "high"),
    ]
    assigned = replace(TICKET, assignee="ana@example.org")
    given = (Change(Field.ASSIGNEE, "", "Tim"),)
    assert changes(replace(HEARD, text="", changes=given), assigned) == [("assignee", "")]
    given = (Change(Field.ASSIGNEE, "", "ana@example.net"),)
    assert changes(replace(HEARD, text="", changes=given)) == [("assignee", "ana@example.org")]


def test_what_we_keep_nothing_of_changes_nothing() -> None:
    """It leaves no event."""
    decision = on_heard(CASE, replace(HEARD, text="", changes=()))
    assert (decision.disposition, decision.desk) == (Disposition.NOT_A_VOTE, None)


def test_a_key_is_told_if_it_took_long() -> None:
    """Else the next letter says it: ten minutes are as long as changes are gathered."""
    soon = event_of(on_key(CASE, OuterKeyInput("T-12", "OPS-7", START)))
    late = event_of(on_key(CASE, OuterKeyInput("T-12", "OPS-7", hours(1))))
    assert (soon.is_shown, late.is_shown) == (False, True)
    assert soon.changes == late.changes == (Change(Field.OUTER, "", "OPS-7"),)
