"""`/healthz` and `/metrics` on a real port."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest
from aiohttp import ClientSession, web

from listbot.errors import ListbotError, StoreBroken, StoreUnavailable
from listbot.web.checks import HEADERS, Checks, Gauges, is_local
from listbot.web.public import PublicPages
from listbot.web.reader import Reader
from listbot.web.site import Site
from tests.web.shelf import Shelf, answers_from


@dataclass
class Doing:
    """Replaces the database."""

    is_well: bool = True
    fault: Exception | None = None

    def health(self) -> tuple[bool, bytes]:
        """Return how it is doing."""
        if self.fault is not None:
            raise self.fault
        return self.is_well, b'{"status": "ok"}'

    def metrics(self) -> bytes:
        """Return one number."""
        if self.fault is not None:
            raise self.fault
        return b"listbot_votes_open 1\n"


@asynccontextmanager
async def watched(doing: Doing) -> AsyncIterator[ClientSession]:
    """A client of a site at the root with the two pages, beside the public ones."""
    reader = Reader()
    checks = Checks(Gauges(doing.health, doing.metrics), reader)
    public = PublicPages("", answers_from(Shelf(), base=""), reader)
    site = Site("127.0.0.1", 0, checks, public, at_end=reader.close)
    running = asyncio.create_task(site.run())
    await site.ready.wait()
    async with ClientSession(f"http://127.0.0.1:{site.port}") as client:
        yield client
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_how_it_is_doing() -> None:
    """200 while all is well, 503 while it is not; nobody keeps the answer."""
    doing = Doing()
    async with watched(doing) as client:
        for is_well, status in ((True, 200), (False, 503)):
            doing.is_well = is_well
            async with client.get("/healthz") as answer:
                assert (answer.status, await answer.json()) == (status, {"status": "ok"})
                assert {name: answer.headers[name] for name in HEADERS} == HEADERS


async def test_the_numbers() -> None:
    """In the format that Prometheus reads."""
    async with watched(Doing()) as client, client.get("/metrics") as answer:
        assert (answer.status, await answer.text()) == (200, "listbot_votes_open 1\n")
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"


@pytest.mark.parametrize("fault", [StoreUnavailable("locked"), StoreBroken("damaged")])
async def test_while_the_database_cannot_be_read(fault: ListbotError) -> None:
    """That is what is wrong; the numbers are not there."""
    async with watched(Doing(fault=fault)) as client:
        async with client.get("/healthz") as answer:
            told = {"status": "fault", "problems": ["the database cannot be read"]}
            assert (answer.status, json.loads(await answer.text())) == (503, told)
        async with client.get("/metrics") as answer:
            assert (answer.status, await answer.text()) == (503, "")


async def test_a_fault_of_ours() -> None:
    """It is not well either."""
    site = watched(Doing(fault=ZeroDivisionError()))
    async with site as client, client.get("/healthz") as answer:
        assert (answer.status, (await answer.json())["status"]) == (500, "fault")


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
@pytest.mark.parametrize("field", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "via"])
async def test_what_a_web_server_passes_on_is_not_answered(path: str, field: str) -> None:
    """They are for programs on this machine, unless the web server keeps quiet on purpose."""
    passed_on = {field: "192.0.2.7"}
    async with watched(Doing()) as client, client.get(path, headers=passed_on) as answer:
        assert (answer.status, await answer.text()) == (404, "There is no such page.\n")


@pytest.mark.parametrize("path", ["/healthz/", "/metrics/x", "/listbot/healthz"])
async def test_other_paths_are_not_theirs(path: str) -> None:
    """The public pages answer them."""
    async with watched(Doing()) as client, client.get(path) as answer:
        assert (answer.status, await answer.text()) == (404, "<h1>There is no such page</h1>")


async def test_they_change_nothing() -> None:
    """Only GET and HEAD."""
    async with watched(Doing()) as client:
        async with client.post("/healthz") as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
        async with client.head("/metrics") as answer:
            assert (answer.status, await answer.read()) == (200, b"")


@pytest.mark.parametrize(
    ("peer", "own", "expected"),
    [
        (("127.0.0.1", 1), ("127.0.0.1", 2), True),
        (("127.8.8.8", 1), ("127.0.0.1", 2), True),
        (("::1", 1, 0, 0), ("::1", 2, 0, 0), True),
        (("::ffff:127.0.0.1", 1, 0, 0), ("::ffff:127.0.0.1", 2, 0, 0), True),
        (("192.0.2.7", 1), ("192.0.2.7", 2), True),
        (("fe80::1%eth0", 1, 0, 2), ("fe80::1%eth0", 2, 0, 2), True),
        (("192.0.2.8", 1), ("192.0.2.7", 2), False),
        (("2001:db8::1", 1, 0, 0), ("2001:db8::2", 2, 0, 0), False),
        (None, None, False),
        ((), (), False),
    ],
)
def test_who_asks_from_this_machine(peer: object, own: object, expected: bool) -> None:
    """By the loopback, or from the address where we listen."""
    sockets = {"peername": peer, "sockname": own}
    request = SimpleNamespace(get_extra_info=sockets.get, headers={})
    assert is_local(cast(web.BaseRequest, request)) is expected
