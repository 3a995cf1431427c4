"""What a tracker is asked to do, and so what leaves us."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.model.desk.outer import Call, CallKind
from listbot.model.desk.rules import DeskRules, OuterRules, Private
from listbot.model.desk.ticket import (
    Change,
    Event,
    Field,
    File,
    Priority,
    Side,
    Status,
    Ticket,
    What,
)
from listbot.tickets.outside.planning import (
    STUB_TEXT,
    WITHHELD,
    hands_over,
    label_of,
    may_leave,
    planned,
    without,
)
from tests.playing import START, hours

OMAR, TIM = "omar@example.org", "tim@example.org"
TICKET = Ticket(
    "T",
    12,
    "help@example.org",
    "The printer of omar@example.org",
    OMAR,
    "Omar (omar@example.org)",
    "<p@example.org>",
    "token",
    START,
    START,
)
OPENED = Event(
    What.OPENED,
    START,
    Side.REQUESTER,
    OMAR,
    "Omar",
    "<p@example.org>",
    "It is on fire. omar@example.org",
    (File("fire omar@example.org.png", "image/png", 3),),
)
ANSWER = Event(What.WROTE, hours(1), Side.TEAM, TIM, "Tim", "<a@example.org>", "Try again.")
CLOSE = Event(
    What.CHANGED,
    hours(2),
    Side.TEAM,
    TIM,
    "Tim",
    "<c@example.org>",
    changes=(
        Change(Field.STATUS, "new", "closed"),
        Change(Field.WATCHER, "", TIM),
        Change(Field.WATCHER, TIM, ""),
        Change(Field.TITLE, "x", "y"),
    ),
)
WATCHED = Event(
    What.CHANGED, hours(3), Side.TEAM, TIM, changes=(Change(Field.WATCHER, "", "kim@example.org"),)
)


def desk(is_public: bool, private: Private = Private.NOTHING, public: bool = False) -> DeskRules:
    """A help desk with a tracker."""
    return DeskRules(outer=OuterRules("jira", is_public, private), public=public)


def brief(calls: Iterable[Call]) -> list[tuple[str, ...]]:
    """What each call does."""
    return [
        (each.kind, *filter(None, (each.title, each.text, each.who, each.field, each.value)))
        for each in calls
    ]


OPEN = replace(TICKET, public=True)
AGREED = replace(OPEN, agreed=True)
NOTED = replace(CLOSE, changes=(Change(Field.NOTE, "", "He called."),))


def test_a_note_for_the_team_never_leaves() -> None:
    """No tracker gets it, not even one that only the team sees: others may be let in there."""
    for rules in (desk(True), desk(False, Private.ALL)):
        for handed in Private:
            assert "He called." not in str(planned(AGREED, (OPENED, NOTED), rules, handed))
        assert planned(AGREED, (NOTED,), rules, Private.ALL) == ()


@pytest.mark.parametrize(
    ("ticket", "rules", "level"),
    [
        (TICKET, DeskRules(), Private.NOTHING),
        (AGREED, DeskRules(), Private.NOTHING),
        (replace(AGREED, history=True), desk(False, Private.ALL), Private.NOTHING),
        (TICKET, desk(False), Private.NOTHING),
        (TICKET, desk(False, Private.STUB), Private.STUB),
        (TICKET, desk(False, Private.ALL), Private.ALL),
        (OPEN, desk(False), Private.ALL),
        (TICKET, desk(True), Private.NOTHING),
        (TICKET, desk(True, Private.ALL), Private.STUB),
        (OPEN, desk(True), Private.NOTHING),
        (AGREED, desk(True), Private.ALL),
        (OPEN, desk(True, public=True), Private.ALL),
    ],
)
def test_how_much_may_leave(ticket: Ticket, rules: DeskRules, level: Private) -> None:
    """A public tracker gets a ticket if it is public and its requester agrees, or the desk is; a
    private one what the admin says.
    """
    assert may_leave(ticket, rules) is level


def test_a_ticket_is_handed_over_once() -> None:
    """And again if more of it may leave than before."""
    rules = desk(True, Private.STUB)
    assert [hands_over(TICKET, rules, level) for level in Private] == [True, False, False]
    assert [hands_over(AGREED, rules, level) for level in Private] == [True, True, False]


def test_a_tracker_of_the_team_gets_all_of_it() -> None:
    """Names, addresses and files; its requester watches."""
    calls = planned(TICKET, (OPENED, ANSWER), desk(False, Private.ALL), Private.NOTHING)
    assert brief(calls) == [
        (
            "create",
            TICKET.title,
            "Omar (omar@example.org), by mail:\n\nIt is on fire. omar@example.org",
            OMAR,
        ),
        ("attach", "fire omar@example.org.png"),
        ("watch", OMAR),
        ("comment", "Tim, by mail:\n\nTry again.", TIM),
    ]
    assert [each.label for each in calls] == list(dict.fromkeys(each.label for each in calls))


def test_a_public_tracker_gets_no_address() -> None:
    """Not in the title, the name, the words or the names of files; and it gets no files."""
    calls = planned(AGREED, (OPENED, ANSWER, CLOSE, WATCHED), desk(True), Private.NOTHING)
    assert brief(calls) == [
        (
            "create",
            "The printer of [address]",
            "Omar, by mail:\n\nIt is on fire. [address]\n\n"
            "With files that are kept at the help desk: fire [address]",
        ),
        ("comment", "Tim, by mail:\n\nTry again."),
    ]
    assert "@" not in repr(calls)


def test_what_stands_is_handed_over_too() -> None:
    """Status, assignee and priority that are not those of a new ticket."""
    ticket = replace(
        OPEN, status=Status.CLOSED, assignee=TIM, priority=Priority.HIGH, requester_name=""
    )
    calls = planned(ticket, (OPENED, CLOSE), desk(False), Private.NOTHING)
    assert brief(calls)[3:] == [
        ("change", "status", "closed"),
        ("change", "assignee", TIM),
        ("change", "priority", "high"),
    ]
    assert calls[0].name == OMAR


def test_news_of_a_ticket_that_is_over_there() -> None:
    """What people wrote, what changed, and who follows it from now on."""
    events = (ANSWER, CLOSE, WATCHED)
    calls = planned(OPEN, events, desk(False), Private.ALL)
    assert brief(calls) == [
        ("comment", "Tim, by mail:\n\nTry again.", TIM),
        ("watch", "kim@example.org"),
        ("change", "status", "closed"),
    ]
    assert brief(planned(AGREED, events, desk(True), Private.ALL)) == [
        ("comment", "Tim, by mail:\n\nTry again."),
        ("change", "status", "closed"),
    ]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_secret_never_leaves(is_public: bool) -> None:
    """Neither its words nor its files, whoever sees the tracker."""
    secret = replace(OPENED, what=What.WROTE, secret=True)
    (call,) = planned(AGREED, (secret,), desk(is_public), Private.ALL)
    assert call.kind is CallKind.COMMENT
    assert call.text.startswith(f"Omar, by mail:\n\n{WITHHELD}\n\nWith files")


def test_a_stranger_who_walks_in_does_not_speak_in_public() -> None:
    """Followers are not told of a stranger's answer, so the public is not, either; a tracker of the
    team has it."""
    doubtful = replace(ANSWER, side=Side.OTHER, for_team=True)
    assert planned(AGREED, (doubtful,), desk(True), Private.ALL) == ()
    assert brief(planned(OPEN, (doubtful,), desk(False), Private.ALL)) == [
        ("comment", "Tim, by mail:\n\nTry again.", TIM)
    ]


def test_a_stub_says_its_number() -> None:
    """And whether it is open; then nothing but its status leaves."""
    rules = desk(True, Private.STUB)
    calls = planned(
        replace(TICKET, status=Status.CLOSED), (OPENED, ANSWER, CLOSE), rules, Private.NOTHING
    )
    assert brief(calls) == [("stub", "T-12", STUB_TEXT), ("change", "status", "closed")]
    news = planned(TICKET, (ANSWER, CLOSE, WATCHED), rules, Private.STUB)
    assert brief(news) == [("change", "status", "closed")]


def test_nothing_leaves_of_a_private_ticket() -> None:
    """Nor of one that became private again."""
    assert planned(TICKET, (OPENED,), desk(True), Private.NOTHING) == ()
    assert planned(TICKET, (ANSWER,), desk(True), Private.ALL) == ()
    assert planned(AGREED, (ANSWER,), DeskRules(), Private.ALL) == ()
    assert planned(AGREED, (), desk(True), Private.NOTHING) == ()


def test_what_was_written_over_there_is_not_sent_back() -> None:
    """It came without a mail."""
    heard = replace(ANSWER, mail="")
    assert planned(OPEN, (heard,), desk(False), Private.ALL) == ()


def test_a_ticket_without_an_opening() -> None:
    """One that a mail of another thread became begins with its first event."""
    calls = planned(OPEN, (ANSWER,), desk(False), Private.NOTHING)
    assert [each.kind for each in calls] == ["create", "watch"]


def test_a_label_is_the_same_for_the_same_cause() -> None:
    """It has letters and digits only, and shows nobody's address."""
    label = label_of("<a@example.org>")
    assert label == label_of("<a@example.org>") != label_of("<b@example.org>")
    assert (label.isalnum(), len(label)) == (True, 22)
    assert label_of("\udcff").isalnum()


def test_a_person_who_is_forgotten_leaves_no_call() -> None:
    """Neither one in their name nor one that names them."""
    call = Call(CallKind.COMMENT, "x", START + timedelta(), text="Hello", who=TIM)
    assert without(call, TIM) is None
    assert without(call, OMAR) == call
    assert without(replace(call, text=f"from {OMAR}"), OMAR) is None
    assert without(replace(call, title=f"from {OMAR}"), OMAR) is None
    change = Call(CallKind.CHANGE, "x", START, field=Field.ASSIGNEE, value=OMAR)
    assert without(change, OMAR) == replace(change, value="")
