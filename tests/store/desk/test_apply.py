"""Help desk decisions are stored, and moments, weeks and operators read them back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from listbot.mail import Mail
from listbot.model.alert import Alert, Cause
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Notes, Person
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, What
from listbot.model.desk_case import DeskCase, DueTicket
from listbot.model.disposition import Disposition
from listbot.model.inputs import ActInput, TickInput
from listbot.model.list_rules import ListRole
from listbot.store import reading
from listbot.store.base.schema import rounds
from listbot.store.base.ticket_tables import ticket_events, tickets
from listbot.store.desk import apply as desk_apply
from listbot.store.desk.cases import person
from listbot.tickets.lifecycle import with_event
from tests.playing import LIST, START, hours, opening
from tests.store.desk.by_hand import SUPPORT, Desk, plainly, request

MONDAY = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)


@pytest.fixture
def desk() -> Desk:
    """A help desk with one ticket by Omar, which Kim answered."""
    desk = Desk()
    desk.deal(request("omar"))
    desk.deal(request("kim", "Kim", 1, text="Take water.", answers=["omar"]))
    return desk


def moment(at: datetime) -> TickInput:
    """Return a tick."""
    return TickInput(at)


# ---- tickets and events -----------------------------------------------------------------


def test_a_ticket_and_its_events_come_back_whole(desk: Desk) -> None:
    """The next mail finds what was decided."""
    seen: list[DeskChange] = []

    def keep(mail: Mail, case: DeskCase) -> MailDecision:
        decision = plainly(mail, case)
        assert decision.desk is not None
        seen.append(decision.desk)
        return decision

    desk.deal(request("lena", "Lena", 2, answers=["kim"]), keep)
    (change,) = seen[0].changes
    assert desk.ticket() == change.ticket
    assert desk.events()[-1:] == change.events
    assert [event.mail for event in desk.events()] == [
        f"<{name}@example.org>" for name in ("omar", "kim", "lena")
    ]


def test_events_know_the_input_that_caused_them(desk: Desk) -> None:
    """An event has its mail's number in the journal, or none for the clock. They are
    numbered as decided.
    """
    desk.change("T-1", Change(Field.PRIORITY, "normal", "high"))
    with desk.store.reading() as connection:
        rows = connection.execute(select(ticket_events).order_by(ticket_events.c.id)).all()
    assert [(row.ticket, row.number, row.seq) for row in rows] == [
        ("T-1", 1, 2),
        ("T-1", 2, 3),
        ("T-1", 3, None),
    ]


def test_the_columns_follow_the_ticket(desk: Desk) -> None:
    """They are for finding and listing."""
    closed = Change(Field.STATUS, "new", Status.CLOSED)
    desk.change("T-1", closed, Change(Field.ASSIGNEE, "", "ana@example.org"), at=hours(3))
    with desk.store.reading() as connection:
        row = connection.execute(select(tickets)).one()
    assert (row.status, row.assignee, row.since, row.closed) == (
        "closed",
        "ana@example.org",
        hours(3),
        hours(3),
    )
    assert (row.title, row.subject_key, row.due) == ("The printer", "the printer", None)


def test_a_new_ticket_never_takes_anothers_place(desk: Desk) -> None:
    """A number that is taken is a bug, and must not lose a ticket."""

    def again(mail: Mail, case: DeskCase) -> MailDecision:
        return plainly(mail, replace(case, next_number=1))

    with pytest.raises(IntegrityError):
        desk.deal(request("new", "Lena", 2), again)
    assert desk.ticket().requester == "omar@example.org"


def test_the_surer_kind_of_an_id_is_kept(desk: Desk) -> None:
    """A letter or a mail that other mails name stays one."""
    desk.deal(request("a", "Omar", 2, answers=["lost", "omar"]))
    assert desk.ids()["<omar@example.org>"] == ["T-1 mail"]
    assert desk.ids()["<lost@example.org>"] == ["T-1 named"]
    desk.deal(request("lost", "Omar", 3, answers=["omar"]))
    assert desk.ids()["<lost@example.org>"] == ["T-1 mail"]


def test_a_wish_changes_nothing_else_of_a_person(desk: Desk) -> None:
    """Everything known about them is kept."""
    ana = Person("ana@example.org", "Ana", hours(2), Notes.ALL, "off")
    decision = MailDecision(
        Disposition.COMMAND, "wishes", desk=DeskChange(people=(ana, replace(ana, notes=Notes.OFF)))
    )
    desk.deal(request("a", "Ana", 2, answers=["omar"]), lambda mail, case: decision)
    with desk.store.reading() as connection:
        assert person(connection, "ana@example.org") == replace(ana, notes=Notes.OFF)


# ---- moments ----------------------------------------------------------------------------


def test_a_ticket_that_is_due(desk: Desk) -> None:
    """It has unreported events, everybody's names, and the people who want no letters."""
    off = Person("kim@example.org", "Kim", hours(1), mail="off")
    quiet = MailDecision(Disposition.COMMAND, "off", desk=DeskChange("T-1", people=(off,)))
    desk.deal(request("off", "Kim", 2, answers=["omar"]), lambda mail, case: quiet)
    with desk.transaction() as tx:
        assert tx.desk.due_now(moment(hours(1))) == []
        assert tx.desk.due_now(moment(hours(1.2))) == ["T-1"]
        due = tx.desk.load("T-1")
    assert (due.rules.address, due.ticket, due.untold) == (SUPPORT, desk.ticket(), desk.events())
    assert due.silent == {"kim@example.org"}
    assert (due.names["omar@example.org"], due.names["kim@example.net"]) == ("Omar", "Kim")
    told = replace(due.ticket, told=2)
    settle(desk, due, TicketChange(told))
    with desk.transaction() as tx:
        assert tx.desk.due_now(moment(hours(99))) == []
        assert tx.desk.load("T-1").untold == ()


def settle(desk: Desk, due: DueTicket, change: TicketChange) -> None:
    """Carry out a moment's decision."""
    with desk.transaction() as tx:
        tx.desk.carry_out(due, MomentDecision("told", desk=DeskChange("T-1", (change,))))


def test_tickets_of_a_list_that_is_gone_are_never_due(desk: Desk) -> None:
    """Neither are its weekly letters."""
    lists = [
        replace(each, role=ListRole.RETIRED) if each.address == SUPPORT else each
        for each in desk.in_force.lists
    ]
    with desk.transaction() as tx:
        tx.adopt(replace(desk.in_force, lists=tuple(lists)))
        assert tx.desk.due_now(moment(hours(999))) == []
        assert tx.weekly.due_now(moment(hours(999))) == []


def test_the_clock_passes_over_lists_that_are_not_watched(desk: Desk) -> None:
    """However much is due there; then it wakes for the first that is."""
    with desk.transaction() as tx:
        for number in range(45):
            row = {"list": f"gone{number:02}@example.org", "kind": "recap", "due": START}
            tx.connection.execute(insert(rounds), row)
        tx.connection.execute(insert(rounds), {"list": LIST, "kind": "recap", "due": hours(1)})
        assert reading.next_due(tx.connection, [LIST]) == hours(1)
        assert reading.next_due(tx.connection, ["gone44@example.org"]) == START
        assert reading.next_due(tx.connection, []) is None


def test_the_clock_wakes_for_tickets_and_weekly_letters(desk: Desk) -> None:
    """As for votes: the next moment is the earliest of all, and a change to it is announced."""
    woken: list[datetime] = []
    desk.store.due_moved = woken.append

    def next_due() -> datetime | None:
        with desk.store.reading() as connection:
            return reading.next_due(connection, [SUPPORT, LIST])

    assert next_due() == hours(1) + timedelta(minutes=10)
    settle(
        desk, DueTicket(desk.in_force.of(SUPPORT), desk.ticket(), ()), TicketChange(desk.ticket())
    )
    assert (next_due(), woken) == (None, [])
    with desk.transaction() as tx:
        desk_apply.set_round(tx.connection, SUPPORT, "other", MONDAY)
    assert next_due() == MONDAY
    desk.take(opening())
    assert (next_due(), woken) == (hours(48), [hours(48)])
    desk.deal(request("x", "Lena", 5))
    assert woken == [hours(48), hours(5) + timedelta(minutes=10)]


# ---- operators --------------------------------------------------------------------------


def test_an_operators_act(desk: Desk) -> None:
    """It has the very ticket, the ones its argument names, and the events to undo."""
    desk.deal(request("b", "Lena", 2))
    asked = ActInput("T-1", "merge", "T-2", "ana", "the same", hours(3))
    first, second, before = desk.ticket(), desk.ticket("T-2"), desk.events()
    with desk.transaction() as tx:
        case = tx.desk.case_of_act(asked)
        assert case is not None
        assert (case.by_operator, case.ticket, case.named) == (True, first, (second,))
        assert (case.rules.address, case.next_number, case.recent) == (SUPPORT, 3, before)
        assert tx.desk.case_of_act(replace(asked, ticket="T-9")) is None
        event = Event(
            What.CHANGED, hours(3), Side.TEAM, "ana", changes=(Change(Field.MERGED, "", "T-2"),)
        )
        change = TicketChange(with_event(first, event), (event,))
        tx.desk.carry_out_act(
            case,
            asked,
            MailDecision(Disposition.COMMAND, "merged", desk=DeskChange("T-1", (change,))),
        )
    assert (desk.ticket().merged_into, desk.events()[-1]) == ("T-2", event)
    second, after = desk.ticket("T-2"), desk.events("T-2")
    with desk.transaction() as tx:
        undo = tx.desk.case_of_act(replace(asked, verb="undo", argument=""))
        assert undo is not None
        assert (undo.named, undo.recent) == ((second,), after)
    with desk.store.reading() as connection:
        last = connection.execute(select(ticket_events).order_by(ticket_events.c.id.desc())).first()
        assert last is not None
        kind = connection.exec_driver_sql(
            f"SELECT kind FROM journal WHERE seq = {last.seq}"
        ).scalar()
    assert kind == "act"


def test_lines_for_the_log(desk: Desk) -> None:
    """A mail's log line names its ticket, as a vote's names its proposal."""
    with desk.transaction() as tx:
        mail = desk.read(request("x", "Lena", 5))
        tx.admit(mail)
        case = tx.case_for(mail)
        assert isinstance(case, DeskCase)
        assert isinstance(mail, Mail)
        tx.apply(mail, case, plainly(mail, case))
        assert tx.lines == [
            (
                f"{SUPPORT}: <x@example.org> from lena@example.org by test: ticket, T-2: nothing "
                f"ties "
                f"it to a ticket"
            )
        ]
        with tx.pass_over_on_error("T-2"):
            raise_a_fault()
        assert tx.alerts == [
            Alert(Cause.FAULT, "T-2 could not be decided: ZeroDivisionError: a bug of ours")
        ]


def raise_a_fault() -> None:
    """Raise, as a bug would."""
    raise ZeroDivisionError("a bug of ours")
