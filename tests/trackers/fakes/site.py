"""A web site on loopback that answers as told, remembers what it was sent, and fails on demand.

The fake of a tracker is a SiteFake with a `respond` of its own. Faults are used up one by one:
each has the next request that it fits.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    """Without the query."""
    query: dict[str, str]
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """An answer."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteFault:
    """One request that goes wrong."""

    method: str
    path: str
    """A pattern that the whole path matches."""
    said: Said | None = None
    """What is answered instead; None: the connection ends without an answer."""
    is_done: bool = False
    """The request is carried out all the same."""


class SiteFake:
    """What one site does."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[SiteFault] = []
        self.wrong: list[Exception] = []
        """What a request did that the real site would not take; the test fails by it."""

    def respond(self, asked: Asked) -> Said:
        """Carry out a request."""
        return Said()

    async def wait(self, asked: Asked) -> None:
        """Wait before a request is carried out; others are carried out meanwhile."""

    def take(self, asked: Asked) -> Said | None:
        """Carry out a request, or fail as told; None: hang up."""
        self.asked.append(asked)
        for fault in self.faults:
            if fault.method == asked.method and re.fullmatch(fault.path, asked.path):
                self.faults.remove(fault)
                if fault.is_done:
                    self.respond(asked)
                return fault.said
        return self.respond(asked)


def _handler(site: SiteFake) -> Callable[[web.Request], asyncio.Future[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        asked = Asked(
            request.method,
            request.url.raw_path,
            dict(request.query),
            {name.lower(): value for name, value in request.headers.items()},
            await request.read(),
        )
        await site.wait(asked)
        try:
            said = site.take(asked)
        except Exception as fault:
            site.wrong.append(fault)
            return web.Response(status=500)
        if said is None:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        kind = {"Content-Type": "application/json"} if said.body else {}
        return web.Response(
            status=said.status, body=said.body or None, headers={**kind, **said.headers}
        )

    return handle  # type: ignore[return-value]  # a coroutine function is what aiohttp awaits


@asynccontextmanager
async def serving(site: SiteFake, port: int = 0) -> AsyncIterator[str]:
    """Serve the site; yield its address without a final slash. `port` 0: any that is free."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{any:.*}", _handler(site))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = web.TCPSite(runner, "127.0.0.1", port)
    await listener.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
        if site.wrong:
            raise site.wrong[0]
