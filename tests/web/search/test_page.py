"""Tests of listbot.web.search.page: over real sockets, on the loopback."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from listbot.errors import StoreUnavailable
from listbot.pages.links import Links
from listbot.pages.loading import load_templates
from listbot.pages.page import Kind, Page
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.web.answers import Answers
from listbot.web.formats import Formats
from listbot.web.public import PublicPages
from listbot.web.reader import Reader
from listbot.web.search.index import Index
from listbot.web.search.page import Search, SearchPage
from listbot.web.site import Site
from tests.site.judging import html_faults
from tests.web.copy.shelf import AT, Shelf

BASE = "/listbot"
SITE = SiteFacts(Shown("infra"), "https://infra.example.org/listbot", (), has_search=True)


class Votes(Shelf):
    """Votes, or a database that is away."""

    fault: Exception | None = None

    def page(self, path: str) -> Page | None:
        if self.fault is not None:
            raise self.fault
        found = super().page(path)
        return replace(found, kind=Kind.VOTE) if found else None


@pytest.fixture
def shelf() -> Votes:
    """Return a dozen votes about disks."""
    return Votes({f"votes/{n}": f"Disk {n} <b>& more</b>" for n in range(1, 13)})


@pytest.fixture
def search(shelf: Votes, tmp_path: Path) -> Iterator[Search]:
    """Return the search of these votes."""
    index = Index(tmp_path / "search")
    index.refresh(shelf, "", lambda: None)
    yield Search(shelf, Formats(load_templates(), SITE), index, BASE)
    index.close()


def text(search: Search, query: str, leaf: str = "") -> str:
    """Return the page with what a text finds; it has to be valid HTML."""
    answer = search.to(query, leaf)
    assert (answer.status, answer.may_index, answer.etag) == (200, False, "")
    html = answer.body.decode()
    assert [*html_faults(html)] == []
    return html


def test_what_was_found_is_shown_with_its_words(search: Search) -> None:
    """Each page with its kind and day, and what people wrote as text."""
    html = text(search, "disk 7")
    assert '<a href="/listbot/votes/7">Disk 7 &lt;b&gt;&amp; more&lt;/b&gt;</a>' in html
    assert "<mark>Disk</mark>" in html
    assert f'Vote, <time datetime="{AT:%Y-%m-%d}">' in html
    assert "1 page found." in html
    assert 'value="disk 7"' in html


def test_more_than_ten_come_in_parts(search: Search) -> None:
    """Each part leads to the next and to the one before; another word for a part is the first."""
    first, last, odd = text(search, "disk"), text(search, "disk", "2"), text(search, "disk", "x")
    assert "12 pages found; this is part 1 of 2." in first
    assert 'href="/listbot/search?q=disk&amp;page=2"' in first
    assert 'href="/listbot/search?q=disk&amp;page=1"' in last
    assert odd == first


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Write what you look for"),
        ("printer", "Nothing was found."),
        ("disk " * 1000, "only its beginning was"),
    ],
)
def test_a_search_without_an_answer_says_so(search: Search, query: str, said: str) -> None:
    """In words that help to go on."""
    assert said in text(search, query)


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '" onfocus="x', "'><b>", "\u202ex", "kim@example.org"]
)
def test_what_was_looked_for_stays_text(search: Search, query: str) -> None:
    """It is shown in the title and in the field, and acts nowhere."""
    html = text(search, query)
    assert "<script" not in html
    assert "@example.org" not in html
    html5lib.HTMLParser(strict=True).parse(html)


def test_an_index_that_is_not_whole_says_so(shelf: Votes, tmp_path: Path) -> None:
    """Some pages cannot be found yet."""
    index = Index(tmp_path / "new")
    search = Search(shelf, Formats(load_templates(), SITE), index, BASE)
    assert "Some pages cannot be found yet." in text(search, "disk")
    index.close()


def test_words_that_stand_everywhere_are_refused(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for them."""
    monkeypatch.setattr("listbot.web.search.index.LONGEST_SEARCH", -1)
    monkeypatch.setattr("listbot.web.search.index._BETWEEN_LOOKS", 1)
    assert "Please add one that is rarer." in text(search, "disk")


def test_a_copy_as_files_has_no_search() -> None:
    """It says so, and has no field; neither has a site that is served without one."""
    page = Shelf({"votes": "Votes"}).page("votes")
    assert page is not None
    served = Formats(load_templates(), SITE)
    copy = served.write(page, "", Links("", is_static=True)).decode()
    assert ("cannot be searched" in copy, "<form" in copy) == (True, False)
    assert b'<form class="search"' in served.write(page, "", Links(BASE))
    bare = Formats(load_templates(), replace(SITE, has_search=False))
    assert b"<form" not in bare.write(page, "", Links(BASE))


async def test_it_is_served_beside_the_pages(search: Search, shelf: Votes) -> None:
    """With the same header fields; a database that is away is told with 503, no path below it is
    found, and nothing may be posted.
    """
    formats, reader = Formats(load_templates(), SITE), Reader()
    answers = Answers(shelf, formats, SITE, BASE, lambda: AT)
    part = SearchPage(BASE, search, answers, reader)
    site = Site("127.0.0.1", 0, part, PublicPages(BASE, answers, reader))
    async with TestServer(site._application()) as server, ClientSession() as client:
        found = await client.get(server.make_url("/listbot/search?q=disk+7"))
        assert (found.status, b"votes/7" in await found.read()) == (200, True)
        assert found.headers["Cache-Control"] == "no-store"
        assert "script-src" not in found.headers["Content-Security-Policy"]
        shelf.fault = StoreUnavailable("locked")
        away = await client.get(server.make_url("/listbot/search?q=disk"))
        assert (away.status, away.headers["Retry-After"]) == (503, "120")
        shelf.fault = RuntimeError("ours")
        assert (await client.get(server.make_url("/listbot/search?q=disk"))).status == 500
        assert (await client.post(server.make_url("/listbot/search"))).status == 405
    reader.close()


def test_it_has_one_path(search: Search, shelf: Votes) -> None:
    """Every other one is another part's."""
    answers = Answers(shelf, Formats(load_templates(), SITE), SITE, BASE, lambda: AT)
    part = SearchPage(BASE, search, answers, Reader())
    assert [part.has(path) for path in ("/listbot/search", "/listbot/searches", "/search")] == [
        True,
        False,
        False,
    ]
    assert isinstance(part.refused(404), web.Response)
