"""The public pages of the help desk: titles of public tickets, and nothing of private ones."""

from typing import Any

import pytest
from sqlalchemy import Connection, event, update

from listbot.model.desk.ticket import Change, Field, Status
from listbot.pages.page import Kind
from listbot.pages.views.leaf import Leaf
from listbot.pages.views.tickets import TicketsView, TicketView
from listbot.store.base.ticket_tables import tickets
from listbot.store.public.tickets import Tickets
from tests.playing import hours
from tests.store.desk.by_hand import SECOND, Desk, request
from tests.store.public.sites import SITE, reading

TICKETS = Tickets()


@pytest.fixture
def desk() -> Desk:
    """Three tickets, of which the first is public; and a public one of a desk without pages."""
    desk = Desk()
    for number, sender in enumerate(("Omar", "Kim", "Omar")):
        desk.deal(request(f"r{number}", sender, number, subject=f"Printer {number}"))
    desk.deal(request("ci", "Lena", 3, to=SECOND, by=SECOND))
    for key in ("T-1", "CI-1"):
        desk.change(key, Change(Field.PUBLIC, "no", "yes"), at=hours(3))
    return desk


def paths(desk: Desk) -> list[str]:
    """Return the paths of all pages about tickets."""
    with reading(desk) as source:
        return [each.path for each in TICKETS.pages(source)]


def stamps(desk: Desk) -> dict[str, str]:
    """Return the stamp of each page about tickets."""
    with reading(desk) as source:
        return {each.path: each.stamp for each in TICKETS.pages(source)}


def view_of(desk: Desk, path: str) -> TicketsView | TicketView | None:
    """Return what a page shows."""
    with reading(desk) as source:
        page = TICKETS.page(source, path)
    if page is None:
        return None
    assert isinstance(page.view, TicketsView | TicketView)
    return page.view


def test_only_public_tickets_of_public_desks_have_pages(desk: Desk) -> None:
    """A private ticket has no page, and neither has a desk that the pages leave out."""
    assert paths(desk) == ["tickets", "tickets/page/T-1", "tickets/T-1"]
    assert [view_of(desk, f"tickets/{key}") for key in ("T-2", "CI-1", "T-9")] == [None] * 3


def test_every_page_that_exists_is_found(desk: Desk) -> None:
    """Each path that is listed has a page, under the same path."""
    with reading(desk) as source:
        found = [TICKETS.page(source, path) for path in paths(desk)]
    assert [page.path for page in found if page] == paths(desk)


def test_the_list_counts_what_is_private(desk: Desk) -> None:
    """The first page lists what is open and public, and says only how many are private."""
    view = view_of(desk, "tickets")
    assert isinstance(view, TicketsView)
    assert ([row.key for row in view.open], view.private, view.more_open) == (["T-1"], 2, 0)
    assert view.leaves == (Leaf("tickets/page/T-1", 1, 100),)


def test_a_ticket_shows_its_title_and_no_requester(desk: Desk) -> None:
    """A public ticket promised its title to everybody, not who asked or what they wrote."""
    view = view_of(desk, "tickets/T-1")
    assert isinstance(view, TicketView)
    assert (view.title, view.waits_for) == ("Printer 0", "the team")
    assert [word for word in ("Omar", "fire", "@") if word in repr(view)] == []


def test_a_private_ticket_loses_its_page(desk: Desk) -> None:
    """A ticket that is made private has no page from then on."""
    desk.change("T-1", Change(Field.PUBLIC, "yes", "no"), at=hours(4))
    assert paths(desk) == ["tickets"]


def test_only_links_to_public_tickets_are_shown(desk: Desk) -> None:
    """The key of a private ticket stays out of the page of a public one."""
    for key in ("T-2", "T-3"):
        desk.change("T-1", Change(Field.LINK, "", key), at=hours(4))
    before = stamps(desk)
    desk.change("T-3", Change(Field.PUBLIC, "no", "yes"), at=hours(5))
    view = view_of(desk, "tickets/T-1")
    assert isinstance(view, TicketView)
    assert view.see_also == ("T-3",)
    assert before["tickets/T-1"] != stamps(desk)["tickets/T-1"]


def test_stamps_change_with_what_is_shown(desk: Desk) -> None:
    """A stamp stays until its ticket changes; the first page shows the present and has none."""
    before = stamps(desk)
    assert before == stamps(desk)
    desk.change("T-1", Change(Field.STATUS, "new", Status.CLOSED), at=hours(6))
    after = stamps(desk)
    assert [path for path in before if before[path] != after[path]] == paths(desk)[1:]
    assert before["tickets"] == ""


@pytest.mark.parametrize(
    "path",
    ["tickets/page/T-2", "tickets/page/X-1", "tickets/page/T-0", "tickets/t-1", "tickets/T-1/x"],
)
def test_other_paths_have_no_page(desk: Desk, path: str) -> None:
    """Any text may be asked for; what nobody made is not there."""
    assert view_of(desk, path) is None


def test_the_feed_tells_what_was_opened_and_closed(desk: Desk) -> None:
    """The newest public tickets, each with when it was opened or closed."""
    with reading(desk) as source:
        opened = [(each.path, each.title) for each in TICKETS.news(source)]
        assert TICKETS.calendar(source) is None
    assert opened == [("tickets/T-1", "T-1 opened: Printer 0")]


def test_a_closed_ticket_is_in_its_leaf(desk: Desk) -> None:
    """Closed tickets leave the first page and stay in the list by numbers, and in the feed."""
    desk.change("T-1", Change(Field.STATUS, "new", Status.CLOSED), at=hours(6))
    with reading(desk) as source:
        page = TICKETS.page(source, "tickets/page/T-1")
        assert [each.title for each in TICKETS.news(source)] == ["T-1 closed: Printer 0"]
    assert page is not None
    assert isinstance(page.view, TicketsView)
    assert [row.key for row in page.view.rows] == ["T-1"]
    assert (page.kind, page.title) == (Kind.TICKETS, "Tickets T-1 to T-100")


def test_an_empty_desk_has_its_first_page() -> None:
    """Without tickets there is one page, which says so."""
    assert paths(Desk()) == ["tickets"]


def test_pages_exist_where_there_is_a_desk() -> None:
    """The part is off where no help desk has pages."""
    assert TICKETS.is_on(SITE)
    assert not TICKETS.is_on(SITE.__class__(SITE.name, "", ()))


def renumber(desk: Desk, *numbers: int) -> None:
    """Make the three tickets of the first desk public, with these numbers."""
    with desk.store.transaction() as tx:
        for key, number in zip(("T-1", "T-2", "T-3"), numbers, strict=True):
            row = update(tickets).where(tickets.c.key == key)
            tx.connection.execute(row.values(number=number, public=True))


@pytest.mark.parametrize(
    ("numbers", "leaves"),
    [
        ((1, 50, 100), [1]),
        ((1, 100, 101), [2, 1]),
        ((200, 201, 300), [3, 2]),
        ((1, 5000, 99_999), [1000, 50, 1]),
        ((100, 200, 300), [3, 2, 1]),
    ],
)
def test_a_leaf_is_there_for_each_hundred_with_a_ticket(
    desk: Desk, numbers: tuple[int, int, int], leaves: list[int]
) -> None:
    """The newest first; hundreds without a public ticket have none."""
    renumber(desk, *numbers)
    found = view_of(desk, "tickets")
    assert isinstance(found, TicketsView)
    assert [each.path for each in found.leaves] == [f"tickets/page/T-{leaf}" for leaf in leaves]


def test_the_newest_of_the_feed_come_by_what_happened_last(desk: Desk) -> None:
    """A ticket that was closed counts by its close, an open one by its opening."""
    renumber(desk, 1, 2, 3)
    desk.change("T-1", Change(Field.STATUS, "new", Status.CLOSED), at=hours(6))
    with reading(desk) as source:
        assert [each.title for each in TICKETS.news(source)] == [
            "T-1 closed: Printer 0",
            "T-3 opened: Printer 2",
            "T-2 opened: Printer 1",
        ]


@pytest.mark.sqlite
def test_the_leaves_are_found_along_an_index(desk: Desk) -> None:
    """Among tens of thousands of tickets, nothing is sorted or read row by row."""
    plans: list[str] = []

    def explain(
        connection: Connection, cursor: Any, statement: str, parameters: Any, *_: object
    ) -> None:
        if "RECURSIVE" in statement:
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in rows)

    with reading(desk) as source:
        event.listen(source.connection, "before_cursor_execute", explain)
        TICKETS.page(source, "tickets")
    assert not any("TEMP B-TREE" in step for step in plans)
    assert any("ix_tickets_public ((prefix,number)>(?,?))" in step for step in plans)
