"""Pages served on a real port, requested by a real client."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import ClientSession

from listbot.errors import SiteUnavailable, StoreUnavailable
from listbot.web.digest import HEADERS, DigestPage
from listbot.web.site import HEADERS as EVERYWHERE
from listbot.web.site import ROOM, Site
from tests.contracts.receivers import SOON

TOKEN = "k3v7x2m4q6w7z5a2b3c4d5e6f7"
PAGE = f"/listbot/unsubscribe/{TOKEN}"
CLICK = {"List-Unsubscribe": "One-Click"}


@dataclass
class Digests:
    """Replaces the store."""

    known: tuple[str, ...] = (TOKEN,)
    ended: list[str] = field(default_factory=list)
    is_away: bool = False
    is_broken: bool = False

    async def end(self, token: str) -> bool:
        """End a digest like `pipeline.unsubscribe`."""
        if self.is_away:
            raise StoreUnavailable("the disk is full")
        if self.is_broken:
            raise RuntimeError(f"a fault of ours, about {token}")
        self.ended += [token] if token in self.known else []
        return token in self.known


@asynccontextmanager
async def served(digests: Digests) -> AsyncIterator[ClientSession]:
    """A client of the site."""
    site = Site("127.0.0.1", 0, DigestPage("/listbot", "listbot@example.org", digests.end))
    running = asyncio.create_task(site.run())
    await site.ready.wait()
    async with ClientSession(f"http://127.0.0.1:{site.port}") as client:
        yield client
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_one_click() -> None:
    """The POST of mail programs (RFC 8058, section 3.1): 200, no redirect, no cookie."""
    digests = Digests()
    async with served(digests) as client:
        for headers in ({}, {"Content-Type": "multipart/form-data; boundary=x"}):
            body = (
                CLICK
                if not headers
                else '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            )
            async with client.post(
                PAGE, data=body, headers=headers, allow_redirects=False
            ) as answer:
                assert (answer.status, answer.cookies) == (200, {})
                assert "You will get no more weekly digests." in await answer.text()
    assert digests.ended == [TOKEN, TOKEN]


async def test_to_open_a_link_changes_nothing() -> None:
    """Scanners open every link. The page has a button, and is the same for unknown tokens."""
    digests = Digests()
    async with served(digests) as client:
        async with client.get(PAGE) as answer:
            text = await answer.text()
            assert (answer.status, '<form method="post">' in text) == (200, True)
        async with client.get(PAGE.replace("k3", "zz")) as answer:
            assert (answer.status, await answer.text()) == (200, text)
        async with client.head(PAGE) as answer:
            assert answer.status == 200
    assert digests.ended == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", PAGE.replace("k3", "zz"), 404),
        ("POST", "/listbot/unsubscribe/", 404),
        ("POST", "/listbot/unsubscribe/%00%ff", 404),
        ("POST", f"/listbot/unsubscribe/{'k' * 3000}", 404),
        ("GET", "/", 404),
        ("GET", f"/unsubscribe/{TOKEN}", 404),
        ("GET", "/listbot/unsubscribe/a/b", 404),
        ("GET", "/listbot/unsubscribe/..%2f..%2fetc%2fpasswd", 200),
        ("PUT", PAGE, 405),
        ("DELETE", PAGE, 405),
        ("GET", f"/{'x' * 9000}", 400),
    ],
)
async def test_what_is_not_there(method: str, path: str, status: int) -> None:
    """A kind page, whatever was requested; nothing is ended."""
    digests = Digests()
    async with served(digests) as client, client.request(method, path) as answer:
        assert answer.status == status
        if status in (404, 405):
            assert "This link does not work." in await answer.text()
    assert digests.ended == []


@pytest.mark.parametrize(
    ("method", "path"), [("GET", PAGE), ("POST", PAGE), ("GET", "/"), ("PUT", PAGE)]
)
async def test_every_answer_forbids_what_no_page_needs(method: str, path: str) -> None:
    """No scripts, frames or storing; the address, which holds the token, is not passed on."""
    async with served(Digests()) as client, client.request(method, path) as answer:
        expected = HEADERS | EVERYWHERE
        assert {name: answer.headers.get(name) for name in expected} == expected
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.content_type == "text/html"


async def test_while_the_store_is_away() -> None:
    """503 with the time to try again; the daemon lives."""
    digests = Digests(is_away=True)
    async with served(digests) as client:
        async with client.post(PAGE, data=CLICK) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (503, "120")
            assert "Nothing has changed." in await answer.text()
        digests.is_away = False
        async with client.post(PAGE, data=CLICK) as answer:
            assert answer.status == 200


async def test_a_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    """It is a page like any other, without the error's text; the next request is answered."""
    digests = Digests(is_broken=True)
    async with served(digests) as client:
        async with client.post(PAGE, data=CLICK) as answer:
            assert answer.status == 500
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
            assert "Nothing has changed." in await answer.text()
        digests.is_broken = False
        async with client.post(PAGE, data=CLICK) as answer:
            assert answer.status == 200
    assert "web: POST: internal error: RuntimeError in " in caplog.text
    assert TOKEN not in caplog.text


async def test_the_log_has_no_token(caplog: pytest.LogCaptureFixture) -> None:
    """A reader of the log could end other people's digests with it."""
    caplog.set_level(logging.INFO)
    async with served(Digests()) as client, client.post(PAGE, data=CLICK):
        pass
    assert "web: POST: 200" in caplog.text
    assert TOKEN not in caplog.text


HALVES = (
    b"",
    b"PO",
    f"POST {PAGE} HTTP/1.1\r\nHost: x\r\nX-A: ".encode(),
    f"POST {PAGE} HTTP/1.1\r\nHost: x\r\nContent-Length: 26\r\n\r\nList-".encode(),
    f"POST {PAGE} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nList-".encode(),
)
"""Partial requests of a client that wants to hold a connection."""


def port_of(client: ClientSession) -> int:
    """Return the site's port."""
    return client._base_url.port or 0 if client._base_url else 0


async def opened(port: int, said: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a connection on which this was sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    await writer.drain()
    return reader, writer


async def rest_of(reader: asyncio.StreamReader) -> bytes:
    """Return everything received until the connection ends in any way."""
    async with asyncio.timeout(SOON):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def test_half_requests_keep_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole request is answered, and they use no more descriptors than there are places."""
    monkeypatch.setattr("listbot.connections.GRACE", -60.0)
    monkeypatch.setattr("listbot.web.site.ROOM", replace(ROOM, places=4, a_source=4))
    digests = Digests()
    async with served(digests) as client:
        port = port_of(client)
        held = [await opened(port, said) for said in HALVES * 4]
        async with client.post(PAGE, data=CLICK) as answer:
            assert answer.status == 200
        ended = [await rest_of(reader) for reader, _ in held[:-4]]
        assert [said for said in ended if said and not said.startswith(b"HTTP/1.1 200 OK")] == []
        for _, writer in held:
            writer.close()
    assert TOKEN in digests.ended


@pytest.mark.parametrize("said", HALVES)
async def test_a_half_request_is_closed(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it stopped: a connection has its time for one request."""
    monkeypatch.setattr("listbot.web.site.ROOM", replace(ROOM, life=0.05))
    async with served(Digests()) as client:
        reader, writer = await opened(port_of(client), said)
        await rest_of(reader)
        assert reader.at_eof() or reader.exception() is not None
        writer.close()


async def test_a_connection_serves_one_request() -> None:
    """It is not kept, and a row of requests gets only the first answered."""
    digests = Digests()
    async with served(digests) as client:
        request = f"GET {PAGE} HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n".encode()
        reader, writer = await opened(port_of(client), request * 50)
        said = await rest_of(reader)
        assert said.count(b"HTTP/1.1 200 OK") <= 1
        writer.close()
        async with client.get(PAGE) as answer:
            assert answer.headers["Connection"] == "close"


async def test_a_body_without_end_is_cut_off() -> None:
    """A click is thirty bytes."""
    async with served(Digests()) as client:
        head = f"POST {PAGE} HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n".encode()
        reader, writer = await opened(port_of(client), head)
        with suppress(ConnectionError):
            for _ in range(200):
                writer.write(b"x" * 10_000)
                await writer.drain()
        await rest_of(reader)
        assert reader.at_eof() or reader.exception() is not None
        writer.close()


async def test_more_than_there_are_places_are_told_to_come_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A web server in front of us passes that on."""
    monkeypatch.setattr("listbot.web.site.ROOM", replace(ROOM, places=1, a_source=1))
    async with served(Digests()) as client:
        _, first = await opened(port_of(client), b"PO")
        reader, writer = await opened(port_of(client), b"")
        assert (await rest_of(reader)).startswith(
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\n"
        )
        first.close()
        writer.close()


async def test_a_port_that_is_taken() -> None:
    """The error names the port; the daemon ends, and the service manager restarts it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        site = Site("127.0.0.1", port, DigestPage("", "listbot@example.org", Digests().end))
        with pytest.raises(
            SiteUnavailable, match=f"web: cannot listen on 127.0.0.1 port {port}: .*in use"
        ):
            await site.run()
