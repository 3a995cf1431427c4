"""How a ticket moves: the table of statuses, changes and undoing them, when to look again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import MANY, Change, Event, Field, Side, Status, What
from listbot.tickets.lifecycle import (
    adding,
    changed,
    due_at,
    holds,
    reopens_too_late,
    status_after,
    taking,
    to,
    undone,
    value,
    with_event,
)
from tests.tickets.situations import ANA, DAY, HOUR, KIM, NOW, PAT, ticket

LATER = NOW + HOUR
SAYS = "It still fails."

MOVES = [
    # status                side             text              becomes
    (Status.NEW, Side.REQUESTER, SAYS, Status.NEW),
    (Status.NEW, Side.OTHER, SAYS, Status.NEW),
    (Status.NEW, Side.TEAM, "Try again, please.", Status.ON_REQUESTER),
    (Status.NEW, Side.REQUESTER, "Works now, thanks!", Status.CLOSED),
    (Status.OPEN, Side.REQUESTER, SAYS, Status.ON_TEAM),
    (Status.OPEN, Side.TEAM, "Try again, please.", Status.ON_REQUESTER),
    (Status.ON_REQUESTER, Side.REQUESTER, SAYS, Status.ON_TEAM),
    (Status.ON_REQUESTER, Side.WATCHER, "works", Status.ON_TEAM),
    (Status.ON_REQUESTER, Side.REQUESTER, "works", Status.CLOSED),
    (Status.ON_TEAM, Side.TEAM, "And now?", Status.ON_REQUESTER),
    (Status.PARKED, Side.OTHER, SAYS, Status.ON_TEAM),
    (Status.PARKED, Side.TEAM, "Any news?", Status.ON_REQUESTER),
    (Status.CLOSED, Side.REQUESTER, SAYS, Status.ON_TEAM),
    (Status.CLOSED, Side.REQUESTER, "Thanks!", Status.CLOSED),
    (Status.CLOSED, Side.REQUESTER, "works", Status.CLOSED),
    (Status.CLOSED, Side.TEAM, "For the record: it was LDAP.", Status.CLOSED),
]


@pytest.mark.parametrize(("before", "side", "text", "after"), MOVES)
def test_an_answer_moves_the_status_by_who_wrote_it(
    before: Status, side: Side, text: str, after: Status
) -> None:
    """The status follows the last writer; only a requester's own words close."""
    assert status_after(ticket(before), side, text, LATER) is after


def test_a_mail_that_was_overtaken_moves_nothing() -> None:
    """The status follows the newest mail, by time of receipt."""
    assert status_after(ticket(Status.ON_TEAM), Side.TEAM, "?", NOW - HOUR) is Status.ON_TEAM
    heard = ticket(Status.NEW, heard=LATER)
    assert status_after(heard, Side.REQUESTER, SAYS, NOW) is Status.NEW


def test_a_ticket_that_was_overtaken_is_not_new_any_more() -> None:
    """The team's answer, or "it works", arrived after a later mail of the requester: it waits for
    the team."""
    heard = ticket(Status.NEW, heard=LATER)
    assert status_after(heard, Side.TEAM, "Try again, please.", NOW) is Status.ON_TEAM
    assert status_after(heard, Side.REQUESTER, "Works now, thanks!", NOW) is Status.ON_TEAM


def test_another_answer_of_the_team_begins_the_wait_anew() -> None:
    """The reminder counts from the last answer; one that was overtaken changes nothing."""
    asked = ticket(Status.ON_REQUESTER, nudged=NOW)
    again = with_event(asked, Event(What.WROTE, LATER, Side.TEAM, ANA, "Ana", text="And now?"))
    assert (again.since, again.nudged, again.heard) == (LATER, None, LATER)
    older = with_event(again, Event(What.WROTE, NOW, Side.TEAM, ANA, "Ana", text="Try it."))
    assert (older.since, older.heard) == (LATER, LATER)


CHANGES = [
    Change(Field.STATUS, "new", "closed"),
    Change(Field.TITLE, "Wiki login fails", "LDAP certificate"),
    Change(Field.REQUESTER, KIM, PAT),
    Change(Field.ASSIGNEE, "", ANA),
    Change(Field.PRIORITY, "normal", "high"),
    Change(Field.PUBLIC, "no", "yes"),
    Change(Field.STARTER, "no", "yes"),
    Change(Field.AGREED, "no", "yes"),
    Change(Field.OUTER, "", "OPS-7"),
    Change(Field.MERGED, "", "T-3"),
    Change(Field.WATCHER, "", PAT),
    Change(Field.WATCHER, KIM, ""),
    Change(Field.PARTICIPANT, "", ANA),
    Change(Field.LINK, "", "T-3"),
    Change(Field.BOUNCING, "", KIM),
    Change(Field.SNOOZED, "", "2026-09-18T08:00:00+00:00"),
    Change(Field.NOTE, "", "Kim called."),
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_every_change_can_be_taken_back(change: Change) -> None:
    """Undoing is the same change with before and after swapped."""
    before = ticket()
    after = changed(before, change, LATER)
    assert after != before
    assert holds(after, change)
    assert not holds(before, change)
    again = changed(after, undone(change), LATER)
    assert replace(again, since=before.since) == before


def test_every_field_has_a_change() -> None:
    """The table above covers every field."""
    assert {change.field for change in CHANGES} == set(Field)


def test_a_change_of_one_field_says_what_was_there() -> None:
    """Setting the present value is not a change."""
    assert to(ticket(), Field.PUBLIC, "yes") == (Change(Field.PUBLIC, "no", "yes"),)
    assert to(ticket(), Field.PUBLIC, "no") == ()
    assert value(ticket(public=True), Field.PUBLIC) == "yes"


def test_whatever_moves_a_ticket_ends_its_snooze() -> None:
    """A reply wakes it; until then it is looked at when the day comes, old tickets too."""
    until = LATER + DAY
    put_off = ticket(Status.PARKED, snoozed=until.isoformat())
    assert due_at(put_off, DeskRules()) == until
    assert due_at(replace(put_off, history=True), DeskRules()) == until
    woken = changed(put_off, Change(Field.STATUS, "parked", "waiting on team"), LATER)
    assert woken.snoozed == ""
    assert due_at(woken, DeskRules()) is None


def test_fields_of_many_take_only_what_is_new() -> None:
    """Adding a present value or removing an absent one changes nothing."""
    assert adding(ticket(), Field.WATCHER, KIM, PAT, PAT, "") == (Change(Field.WATCHER, "", PAT),)
    assert taking(ticket(), Field.WATCHER, KIM, PAT) == (Change(Field.WATCHER, KIM, ""),)
    assert changed(ticket(), Change(Field.WATCHER, "", KIM), NOW) == ticket()
    assert Field.STATUS not in MANY


def test_a_guarded_ticket_is_never_public() -> None:
    """One mail with a likely secret hides the whole ticket."""
    guarded = with_event(ticket(public=True), wrote(Side.REQUESTER, "password: x", secret=True))
    assert (guarded.guarded, guarded.public) == (True, False)
    assert not changed(guarded, Change(Field.PUBLIC, "no", "yes"), LATER).public


def wrote(side: Side, text: str, at: datetime = LATER, **more: object) -> Event:
    """An event in which somebody wrote."""
    return Event(What.WROTE, at, side, KIM, "Kim Sato", "<m2@example.net>", text, **more)  # type: ignore[arg-type]


def test_an_event_is_told_once_it_was_gathered() -> None:
    """The first unsent event starts the time; later ones join it."""
    first = with_event(ticket(), wrote(Side.REQUESTER, SAYS))
    assert (first.events, first.told, first.untold_since) == (2, 1, LATER)
    second = with_event(first, wrote(Side.REQUESTER, "P.S.", LATER + HOUR))
    assert (second.events, second.told, second.untold_since) == (3, 1, LATER)


def test_what_nobody_is_told_of_counts_as_told() -> None:
    """A machine's mail is attached silently, and history causes no letters."""
    silent = Event(What.AUTOMATIC, LATER, Side.MACHINE, text="I am away")
    assert with_event(ticket(), silent) == ticket(events=2, told=2)
    assert with_event(ticket(history=True), wrote(Side.REQUESTER, SAYS)).untold_since is None
    waiting = with_event(with_event(ticket(), wrote(Side.REQUESTER, SAYS)), silent)
    assert (waiting.events, waiting.told) == (3, 1)


def test_the_first_answer_of_the_team_is_remembered() -> None:
    """Once; the last person who asked is remembered too."""
    answered = with_event(ticket(), wrote(Side.TEAM, "Try again?"))
    assert (answered.answered, answered.asked_by) == (LATER, "Kim Sato")
    again = with_event(answered, replace(wrote(Side.TEAM, "And now?", LATER + DAY), name=""))
    assert (again.answered, again.asked_by) == (LATER, KIM)


RULES = DeskRules()
DUE = [
    (ticket(), None),
    (ticket(history=True, status=Status.ON_REQUESTER), None),
    (ticket(untold_since=NOW), NOW + RULES.gather),
    (ticket(Status.ON_REQUESTER), NOW + RULES.nudge),
    (ticket(Status.ON_REQUESTER, untold_since=NOW), NOW + RULES.gather),
    (ticket(Status.ON_REQUESTER, nudged=NOW + DAY), NOW + DAY + RULES.park),
]


@pytest.mark.parametrize(("which", "due"), DUE)
def test_when_a_ticket_is_looked_at_again(which: object, due: datetime | None) -> None:
    """To send updates, to remind once, to park; else only when something happens."""
    assert due_at(which, RULES) == due  # type: ignore[arg-type]


def test_an_answer_long_after_the_close_is_a_new_request() -> None:
    """The list sets the time."""
    closed = ticket(Status.CLOSED)
    assert not reopens_too_late(ticket(), RULES, NOW + 99 * DAY)
    assert not reopens_too_late(closed, RULES, NOW + RULES.reopen)
    assert reopens_too_late(closed, RULES, NOW + RULES.reopen + timedelta(seconds=1))
