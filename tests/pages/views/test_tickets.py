"""The views of tickets: who has to act, and what happened, without requesters."""

from datetime import timedelta
from typing import Any

import pytest

from listbot.model.desk.ticket import Change, Event, Field, Side, Status, Ticket, What
from listbot.pages.views.tickets import TicketStep, ticket_view, waits_for
from tests.playing import START

NAMES = {"ana@example.org": "Ana Ruiz"}
TICKET = Ticket(
    "T", 1, "infra-support@example.org", "No network", "tim@example.org", "Tim Berg", "<1@h>",
    "abcdefghij", START, START,
)  # fmt: skip


def step(minutes: int, side: Side, what: What, *changes: Change, **more: Any) -> Event:
    """Return an event so many minutes after the ticket was opened."""
    return Event(what, START + timedelta(minutes=minutes), side, changes=changes, **more)


@pytest.mark.parametrize(
    ("status", "assignee", "expected"),
    [
        (Status.NEW, "", "the team"),
        (Status.OPEN, "ana@example.org", "Ana Ruiz"),
        (Status.ON_TEAM, "gone@example.org", "the team"),
        (Status.ON_REQUESTER, "ana@example.org", "the requester"),
        (Status.PARKED, "ana@example.org", ""),
        (Status.CLOSED, "ana@example.org", ""),
    ],
)
def test_who_has_to_act(status: Status, assignee: str, expected: str) -> None:
    """Only members have names; a parked or closed ticket waits for nobody."""
    assert waits_for(status, assignee, NAMES) == expected


def test_what_happened_has_names_of_members_only() -> None:
    """A step names the team's people; the requester, others and the clock have none."""
    by_ana = {"who": "ana@example.org", "name": "Ana"}
    took = Change(Field.ASSIGNEE, "", "ana@example.org")
    events = (
        step(0, Side.REQUESTER, What.OPENED, who="tim@example.org", name="Tim", text="Help"),
        step(1, Side.TEAM, What.CHANGED, took, Change(Field.STATUS, "new", "open"), **by_ana),
        step(2, Side.TEAM, What.WROTE, text="Try again", **by_ana),
        step(3, Side.OTHER, What.WROTE, text="Me too", who="kim@example.org"),
        step(4, Side.CLOCK, What.NUDGED),
        step(5, Side.CLOCK, What.CHANGED, Change(Field.STATUS, "open", "parked")),
        step(6, Side.TEAM, What.WROTE, Change(Field.TITLE, "No network", "A secret"), text=""),
        step(7, Side.TEAM, What.CHANGED, Change(Field.STATUS, "parked", "open"), who="x@y.org"),
        step(8, Side.TEAM, What.CHANGED, Change(Field.ASSIGNEE, "ana@example.org", "x@y.org")),
    )
    view = ticket_view(TICKET, events, NAMES, ["T-7"])
    shown = [(each.who, each.what) for each in view.steps]
    assert shown == [
        ("the requester", "asked"),
        ("Ana Ruiz", "gave it to Ana Ruiz"),
        ("Ana Ruiz", "made it open"),
        ("Ana Ruiz", "wrote"),
        ("somebody else", "wrote"),
        ("the requester", "was reminded"),
        ("", "made it parked"),
        ("the team", "made it open"),
    ]
    assert isinstance(view.steps[0], TicketStep)
    assert (view.key, view.see_also) == ("T-1", ("T-7",))
