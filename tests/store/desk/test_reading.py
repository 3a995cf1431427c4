"""The help desk as people see it: lists, one whole ticket, its mails as they came, its numbers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import Connection

from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Person
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, What
from listbot.model.disposition import Disposition
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.reading import DeskNumbers, TicketRow
from listbot.tickets.lifecycle import with_event
from tests.playing import BOT, START, Post, hours
from tests.store.desk.by_hand import SECOND, SUPPORT, Desk, request


@pytest.fixture
def desk() -> Desk:
    """Four tickets: a new one, Ana's, an answered and closed one, and one of another desk."""
    desk = Desk()
    for number, sender in enumerate(("Omar", "Kim", "Omar")):
        desk.deal(request(f"r{number}", sender, number, subject=f"Printer {number}"))
    desk.deal(request("ci", "Lena", 3, to=SECOND, by=SECOND))
    desk.change("T-2", Change(Field.ASSIGNEE, "", "ana@example.org"), at=hours(3))
    answer(desk, "T-3", 4)
    desk.change("T-3", Change(Field.STATUS, "new", Status.CLOSED), at=hours(5))
    return desk


@pytest.fixture
def connection(desk: Desk) -> Iterator[Connection]:
    """A connection for reading."""
    with desk.store.reading() as connection:
        yield connection


def answer(desk: Desk, key: str, at: float) -> None:
    """Let the team answer."""
    event = Event(What.WROTE, hours(at), Side.TEAM, "ana@example.org", "Ana", text="Take water.")
    change = TicketChange(with_event(desk.ticket(key), event), (event,))
    with desk.store.transaction() as tx:
        due = tx.desk.load(key)
        tx.desk.carry_out(due, MomentDecision("answered", desk=DeskChange(key, (change,))))


def test_a_list_of_tickets(connection: Connection) -> None:
    """Newest first, each on one line."""
    rows = desk_reading.list_tickets(connection)
    assert [row.key for row in rows] == ["CI-1", "T-3", "T-2", "T-1"]
    assert rows[1] == TicketRow(
        "T-3",
        SUPPORT,
        "Printer 2",
        "omar@example.org",
        "",
        "closed",
        "normal",
        False,
        hours(2),
        hours(5),
    )
    assert msgspec.json.decode(msgspec.json.encode(rows[1]._asdict()))["key"] == "T-3"


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"status": ("new", "open")}, ["CI-1", "T-2", "T-1"]),
        ({"address": SECOND}, ["CI-1"]),
        ({"assignee": ("ana@example.org", "ana@example.net")}, ["T-2"]),
        ({"assignee": ("",), "address": SUPPORT, "status": ("new",)}, ["T-1"]),
        ({"requester": "omar@example.org"}, ["T-3", "T-1"]),
        ({"of": ("ana@example.org", "lena@example.org")}, ["CI-1", "T-2"]),
        ({"assignee": ()}, []),
    ],
)
def test_some_of_them(
    connection: Connection, asked: dict[str, tuple[str, ...]], keys: list[str]
) -> None:
    """By status, assignee and requester."""
    assert [row.key for row in desk_reading.list_tickets(connection, **asked)] == keys  # type: ignore[arg-type]


def test_one_ticket(connection: Connection) -> None:
    """With everything that happened to it."""
    found = desk_reading.whole_ticket(connection, "T-3")
    assert found is not None
    assert (found.ticket.status, [event.what for event in found.events]) == (
        "closed",
        ["opened", "wrote", "changed"],
    )
    assert desk_reading.whole_ticket(connection, "T-9") is None


def test_its_mails_as_they_came(desk: Desk) -> None:
    """Answers too, but none of other tickets."""
    desk.deal(request("a", "Kim", 6, answers=["r0"]))
    with desk.store.reading() as connection:
        found = desk_reading.raw_mails(connection, "T-1")
        assert [each.message_id for each in found] == ["<r0@example.org>", "<a@example.org>"]
        assert (found[1].raw, found[1].author) == (
            request("a", "Kim", 6, answers=["r0"]).raw(),
            "kim@example.org",
        )
        assert desk_reading.raw_mails(connection, "T-9") == []


def test_the_mail_it_began_with(desk: Desk) -> None:
    """Even if it came to another list, or belongs to another ticket, which stays hidden."""
    desk.take(Post("asked", "Lena", "Where are the logs?", 1, "Logs"))
    desk.deal(request("a", "Kim", 6, answers=["r0"]))
    desk.deal(request("b", "Kim", 7, answers=["r0"]))
    for root, key in (("<asked@example.org>", "T-2"), ("<a@example.org>", "T-3")):
        split = replace(desk.ticket(key), root=root)
        with desk.store.transaction() as tx:
            change = DeskChange(key, (TicketChange(split),))
            tx.desk.carry_out(tx.desk.load(key), MomentDecision("split", desk=change))
    with desk.store.reading() as connection:
        found = {
            key: [each.message_id for each in desk_reading.raw_mails(connection, key)]
            for key in ("T-2", "T-3")
        }
    assert found == {
        "T-2": ["<asked@example.org>", "<r1@example.org>"],
        "T-3": ["<a@example.org>", "<r2@example.org>"],
    }


def test_what_happened_since(connection: Connection) -> None:
    """Of all tickets, in the order decided, at most as many as asked for."""
    whole = desk_reading.events_since(connection, 0, 100)
    assert [each.ticket for each in whole] == ["T-1", "T-2", "T-3", "CI-1", "T-2", "T-3", "T-3"]
    assert desk_reading.events_since(connection, whole[1].id, 2) == whole[2:4]
    assert desk_reading.events_since(connection, whole[-1].id, 2) == []


def test_people(desk: Desk) -> None:
    """People who wrote, people with only a preference, and where they wrote."""
    wish = MailDecision(
        Disposition.COMMAND,
        "wish",
        desk=DeskChange(people=(Person("eve@example.org", mail="off"),)),
    )
    desk.deal(
        request("w", "Eve", 6, to=BOT, by=BOT, text="#listbot take: T-1"), lambda mail, case: wish
    )
    with desk.store.reading() as connection:
        everybody = desk_reading.list_people(connection)
        assert [each.address.partition("@")[0] for each in everybody] == [
            "eve",
            "kim",
            "lena",
            "omar",
        ]
        assert desk_reading.list_people(connection, "omar@example.org") == [
            Person("omar@example.org", "Omar", START)
        ]
        assert desk_reading.list_people(connection, "nobody@example.org") == []
        assert desk_reading.tickets_of(connection, "omar@example.org") == ["T-1", "T-3"]


def test_numbers(connection: Connection) -> None:
    """Of one desk, since a moment; a desk without tickets has nothing to measure."""
    numbers = desk_reading.desk_numbers(connection, SUPPORT, hours(0.5), hours(10))
    assert numbers == DeskNumbers(
        by_status={"new": 2},
        unassigned=1,
        opened=2,
        closed=1,
        median_age=9 * 3600,
        oldest_age=10 * 3600,
        first_answers=1,
        median_first_answer=2 * 3600,
    )
    none = desk_reading.desk_numbers(connection, "nobody@example.org", START, START)
    assert none == DeskNumbers({}, 0, 0, 0, None, None, 0, None)
    together = desk_reading.desk_numbers(connection, "", START + timedelta(days=1), hours(10))
    assert together == replace(
        numbers,
        by_status={"new": 3},
        unassigned=2,
        opened=0,
        closed=0,
        first_answers=0,
        median_first_answer=None,
    )
    assert b"by_status" in msgspec.json.encode(numbers)
