"""The public pages on a real port, requested by a real client."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from listbot.errors import StoreUnavailable
from listbot.web.digest import DigestPage
from listbot.web.public import HEADERS, PublicPages
from listbot.web.reader import Reader
from listbot.web.site import Site
from tests.web.shelf import Hands, Shelf, answers_from, page
from tests.web.test_site import CLICK, PAGE, TOKEN, Digests

NOWHERE = "/listbot/votes/99"


def shelf() -> Shelf:
    """A first page and a vote."""
    books = (page("", "infra"), page("votes/31", "V-31"), page("votes/32", "32", may_index=False))
    return Shelf({each.path: each for each in books})


@asynccontextmanager
async def served(
    found: Shelf,
    digests: Digests | None = None,
    base: str = "/listbot",
    clock: Hands | None = None,
    reader: Reader | None = None,
    templates: dict[str, str] | None = None,
) -> AsyncIterator[ClientSession]:
    """A client of a site with these pages, beside the digest's page."""
    reader = reader or Reader()
    answers = answers_from(found, base=base, clock=clock, templates=templates)
    parts = [DigestPage(base, "listbot@example.org", digests.end)] if digests else []
    site = Site("127.0.0.1", 0, *parts, PublicPages(base, answers, reader), at_end=reader.close)
    running = asyncio.create_task(site.run())
    await site.ready.wait()
    async with ClientSession(f"http://127.0.0.1:{site.port}") as client:
        yield client
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_page_as_it_is_sent() -> None:
    """With its type, its names, no cookie, and everything forbidden that no page needs."""
    async with served(shelf()) as client, client.get("/listbot/votes/31") as answer:
        text = await answer.text()
        assert (answer.status, "<h1>V-31</h1>" in text) == (200, True)
        assert answer.headers["ETag"].startswith('"')
        sent = {name.lower(): value for name, value in answer.headers.items()}
        expected = HEADERS | {
            "Cache-Control": "no-cache",
            "Connection": "close",
            "Content-Length": str(len(text)),
            "Content-Type": "text/html; charset=utf-8",
            "Last-Modified": "Tue, 08 Sep 2026 12:00:00 GMT",
            "Server": "listbot",
            "X-Content-Type-Options": "nosniff",
        }
        assert sent == {name.lower(): value for name, value in expected.items()} | {
            "date": sent["date"],
            "etag": sent["etag"],
        }


async def test_who_has_a_page_is_not_sent_it_again() -> None:
    """By its etag or its time; a change is sent, and so is what only looks alike."""
    found, clock = shelf(), Hands()
    async with served(found, clock=clock) as client:
        async with client.get("/listbot/votes/31") as answer:
            etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
        for condition in (
            {"If-None-Match": etag},
            {"If-None-Match": f'"x", W/{etag}'},
            {"If-Modified-Since": modified},
        ):
            for method in ("GET", "HEAD"):
                async with client.request(method, "/listbot/votes/31", headers=condition) as answer:
                    assert (answer.status, await answer.read()) == (304, b"")
                    assert answer.headers["ETag"] == etag
                    assert answer.headers["Cache-Control"] == "no-cache"
                    assert "Content-Type" not in answer.headers
        clock.now += timedelta(minutes=5)
        found.put(page("votes/31", "V-31: changed"))
        for condition in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
            async with client.get("/listbot/votes/31", headers=condition) as answer:
                assert (answer.status, "changed" in await answer.text()) == (200, True)


async def test_several_lines_of_etags_are_one_list() -> None:
    """A field may come in lines (RFC 9110, section 5.3)."""
    async with served(shelf()) as client:
        async with client.get("/listbot/") as answer:
            etag = answer.headers["ETag"]
        lines = [("If-None-Match", '"a"'), ("If-None-Match", etag)]
        async with client.get("/listbot/", headers=lines) as answer:
            assert answer.status == 304


async def test_only_the_head() -> None:
    """HEAD has the same fields and no body."""
    async with served(shelf()) as client:
        for path in ("/listbot/votes/31", NOWHERE):
            async with client.get(path) as whole:
                fields = {**whole.headers, "Date": ""}
            async with client.head(path) as head:
                assert (head.status, await head.read()) == (whole.status, b"")
                assert {**head.headers, "Date": ""} == fields


async def test_a_page_that_search_engines_must_not_keep() -> None:
    """It says so in its header."""
    async with served(shelf()) as client, client.get("/listbot/votes/32") as answer:
        assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("path", "to"),
    [("/listbot", "/listbot/"), ("/listbot/votes/31/", "/listbot/votes/31")],
)
async def test_a_slash_more_or_less(path: str, to: str) -> None:
    """The client is sent to the page."""
    async with served(shelf()) as client, client.get(path, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (301, to)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", NOWHERE, 404),
        ("GET", "/", 404),
        ("GET", "/listbots/votes/31", 404),
        ("GET", "/votes/31", 404),
        ("GET", "/listbot/%2e%2e/%2e%2e/etc/passwd", 404),
        ("GET", "/listbot/votes/31%00", 404),
        ("GET", f"/listbot/{'x' * 3900}", 404),
        ("GET", f"/listbot/{'%ff' * 1200}", 404),
        ("POST", "/listbot/votes/31", 405),
        ("DELETE", "/listbot/", 405),
        ("OPTIONS", "/listbot/", 405),
    ],
)
async def test_what_is_not_there(method: str, path: str, status: int) -> None:
    """A page of ours that nobody keeps, whatever was asked for."""
    async with served(shelf()) as client, client.request(method, path) as answer:
        assert (answer.status, await answer.text()) == (status, "<h1>There is no such page</h1>")
        assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == (
            "no-store",
            "noindex",
        )
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert answer.headers.get("Allow") == ("GET,HEAD" if status == 405 else None)


async def test_the_page_that_ends_a_digest_is_beside_them() -> None:
    """It keeps its own rules: nothing of it is stored anywhere."""
    digests = Digests()
    async with served(shelf(), digests) as client:
        async with client.get(PAGE) as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        async with client.post(PAGE, data=CLICK) as answer:
            assert answer.status == 200
        async with client.put(PAGE) as answer:
            assert (answer.status, "This link" in await answer.text()) == (405, True)
        async with client.get("/listbot/votes/31") as answer:
            assert answer.status == 200
    assert digests.ended == [TOKEN]


async def test_while_the_database_cannot_be_read() -> None:
    """503 with the time to try again; the digest's page is another matter."""
    found, digests = shelf(), Digests()
    found.fault = StoreUnavailable("the disk is away")
    async with served(found, digests) as client:
        async with client.get("/listbot/votes/31") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "120")
            assert (await answer.text(), answer.headers["Cache-Control"]) == (
                "<h1>Not just now</h1>",
                "no-store",
            )
        async with client.post(PAGE, data=CLICK) as answer:
            assert answer.status == 200


async def test_while_too_many_wait() -> None:
    """503, not a line that grows for ever."""
    site = served(shelf(), reader=Reader(most=0))
    async with site as client, client.get("/listbot/votes/31") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "120")


async def test_a_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    """It is a page without the error's text; the others are answered, and the log has its place."""
    broken = {"votes.html.j2": "{% if page.path %}{{ nothing }}{% endif %}"}
    async with served(shelf(), templates=broken) as client:
        async with client.get("/listbot/votes/31") as answer:
            assert (answer.status, await answer.text()) == (500, "<h1>Not just now</h1>")
            assert answer.headers["Cache-Control"] == "no-store"
        async with client.get("/listbot/") as answer:
            assert answer.status == 200
    assert "web: GET: internal error: UndefinedError in " in caplog.text


async def test_readers_leave_no_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """The web server in front of us has a log for them."""
    caplog.set_level(logging.INFO, "listbot.web")
    async with served(shelf()) as client:
        for path in ("/listbot/", NOWHERE):
            async with client.get(path):
                pass
    assert "web: GET" not in caplog.text


async def test_ten_thousand_requests() -> None:
    """Whatever they ask for, each is answered, and nothing is left of them."""
    found, digests = shelf(), Digests()
    paths = ("votes/31", "votes/32.json", "%2e%2e/", "x" * 250, "votes/31%00", "style.css")
    async with served(found, digests) as client:

        async def ask(first: int) -> set[int]:
            seen = set()
            for number in range(first, 10_000, 16):
                path = paths[number % len(paths)]
                async with client.get(f"/listbot/{path}", allow_redirects=False) as answer:
                    seen.add(answer.status)
            return seen

        seen = await asyncio.gather(*(ask(first) for first in range(16)))
    assert set().union(*seen) == {200, 404}
