"""Tests of listbot.store.public.log."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy import insert

from listbot.model.desk.ticket import Change, Field
from listbot.model.weekly.worklog import Logged
from listbot.pages.shown import Shown, mail_link
from listbot.pages.views.group.log import LogView
from listbot.store.base.schema import log_lines
from listbot.store.public.log import Log
from tests.playing import LIST, Play, hours
from tests.store.desk.by_hand import SUPPORT, Desk, request
from tests.store.public.group.keeping import HIDDEN, stamps
from tests.store.public.sites import ARCHIVE, SITE, reading

LOG = Log()


def line(number: int, text: str, day: float, **more: object) -> Logged:
    """A line that Ana wrote on the list."""
    mail = f"<{number}@example.org>"
    found = Logged(number, LIST, hours(24 * day), "Ana", "ana@example.org", text, mail=mail)
    return replace(found, **more)  # type: ignore[arg-type]


def write(play: Play, *lines: Logged) -> None:
    """Put lines into the log."""
    with play.transaction() as tx:
        for each in lines:
            tx.connection.execute(insert(log_lines).values(position=0, **asdict(each)))


@pytest.fixture
def desk() -> Desk:
    """Lines of two months: one struck, one under embargo, one of a list without pages."""
    desk = Desk()
    desk.deal(request("r", "Omar", 0, subject="A printer"))
    write(
        desk,
        line(1, "renewed the certificate", 1),
        line(2, "rebooted db1", 2, struck="it was db2"),
        line(3, "nothing for you", 3, list=HIDDEN),
        line(4, "a hole in the wall", 4, embargoed=True),
        line(5, "new toner", 5, ticket="T-1", list=SUPPORT),
        line(6, "moved the wiki", 30),
    )
    return desk


def view(desk: Desk, path: str) -> LogView:
    """What a page of the log shows."""
    with reading(desk) as source:
        page = LOG.page(source, path)
    assert page is not None
    assert isinstance(page.view, LogView)
    return page.view


def test_the_log_has_the_lines_of_public_lists(desk: Desk) -> None:
    """The newest first, with struck ones and without those under embargo."""
    found = view(desk, "log")
    assert [(line.text, line.struck) for line in found.lines] == [
        ("moved the wiki", ""),
        ("new toner", ""),
        ("rebooted db1", "it was db2"),
        ("renewed the certificate", ""),
    ]
    assert [each.path for each in found.months] == ["log/2026-10", "log/2026-09"]


def test_a_line_links_to_its_mail_on_a_list(desk: Desk) -> None:
    """What came to a help desk is private: nothing leads to it."""
    new, toner = view(desk, "log").lines[:2]
    assert (new.mail, toner.mail) == (mail_link("<6@example.org>", ARCHIVE), None)


def test_each_month_has_a_page(desk: Desk) -> None:
    """A month without lines has none, and neither has any other text."""
    assert [line.key for line in view(desk, "log/2026-09").lines] == ["L-5", "L-2", "L-1"]
    with reading(desk) as source:
        assert list(stamps(LOG, source)) == ["log", "log/2026-09", "log/2026-10"]
        none = [LOG.page(source, f"log/{x}") for x in ("2026-08", "2026-13", "9999-12", "x")]
    assert none == [None] * 4


def test_a_line_names_its_ticket_once_that_has_a_page(desk: Desk) -> None:
    """The key of a private ticket stays out, and a ticket that becomes public changes the month."""
    with reading(desk) as source:
        before = stamps(LOG, source)
    assert view(desk, "log").lines[1].ticket == ""
    desk.change("T-1", Change(Field.PUBLIC, "no", "yes"), at=hours(9))
    assert view(desk, "log").lines[1].ticket == "T-1"
    with reading(desk) as source:
        after = stamps(LOG, source)
    assert [before[path] == after[path] for path in before] == [False, False, True]


def test_the_feed_has_the_newest_lines(desk: Desk) -> None:
    """What was struck is not news."""
    with reading(desk) as source:
        news = LOG.news(source)
        assert LOG.calendar(source) is None
    assert news is not None
    assert [each.title for each in news] == [
        "L-6: moved the wiki", "L-5: new toner", "L-1: renewed the certificate",
    ]  # fmt: skip


def test_a_site_without_lists_has_no_log() -> None:
    """Whatever else it shows; and a log may be empty."""
    assert [LOG.is_on(site) for site in (SITE, replace(SITE, lists=()))] == [True, False]
    assert view(Desk(), "log") == LogView((), (), Shown(""))
