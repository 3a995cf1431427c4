"""Serves listbot's pages over HTTP, behind a web server that speaks TLS.

It gets its actions as functions and knows no database. Every answer forbids scripts, frames and
referrers; the library rejects anything that is not a request. The log shows methods and status
codes, never a token. `run` raises SiteUnavailable if it cannot listen; any other fault becomes an
answer, and the daemon lives on.
"""

import asyncio
import logging
from collections.abc import Callable
from traceback import extract_tb
from typing import Protocol

from aiohttp import web
from aiohttp.typedefs import Handler

from listbot.connections import BACKLOG, Door, Places, Room
from listbot.errors import SiteUnavailable

HEADERS = {"X-Content-Type-Options": "nosniff", "Server": "listbot"}
LONGEST_LINE = 4096  # bytes of a request line or of a header field
LINGER = 2.0  # seconds to drain a body that nobody wants; a click sends thirty bytes
# For a whole request and its answer. The web server in front of us is one source, and
# buffers requests.
ROOM = Room(places=64, a_source=48, life=30.0, most=64 * 1024)
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: "
    b"120\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)
READING = ("GET", "HEAD")
FINISH_WITHIN = 5.0  # seconds that requests in hand get when the daemon stops

log = logging.getLogger(__name__)


class Part(Protocol):
    """Some of a site's pages."""

    def mount(self, router: web.UrlDispatcher) -> None:
        """Add the pages to the site."""

    def has(self, path: str) -> bool:
        """Return whether a path, as it was sent, is one of this part's."""

    def refused(self, status: int) -> web.Response:
        """Return the answer to a request that leads nowhere."""

    def failed(self) -> web.Response:
        """Return the answer if there was a fault of ours."""


class Site:
    """The pages of one process."""

    def __init__(
        self,
        host: str,
        port: int,
        *parts: Part,
        at_end: Callable[[], object] = lambda: None,
        name: str = "web",
        room: Room | None = None,
    ) -> None:
        """The first part that has a path answers; the last one also for those that none has.

        `at_end` closes what the parts use, once no request is in hand any more. `name`: in the log.
        """
        self.port = port
        """0 asks the system for a free port; the actual one is here once `ready` is set."""
        self.ready = asyncio.Event()
        self._host = host
        self._parts = parts
        self._at_end = at_end
        self._name = name
        self._room = room

    async def run(self) -> None:
        """Serve until cancelled. Raises SiteUnavailable."""
        runner = web.AppRunner(
            self._application(),
            handle_signals=False,
            access_log=None,
            shutdown_timeout=FINISH_WITHIN,
            lingering_time=LINGER,
            auto_decompress=False,  # nobody can send us a bomb
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
            logger=_silent(),
        )
        await runner.setup()
        listening: asyncio.Server | None = None
        try:
            listening = await self._listen(runner)
            await asyncio.Event().wait()
        finally:
            self.ready.clear()
            if listening is not None:
                listening.close()
            await runner.cleanup()
            self._at_end()

    async def _listen(self, runner: web.AppRunner) -> asyncio.Server:
        server = runner.server
        assert server is not None, "the runner was set up"
        places = Places(self._name, self._room or ROOM, FULL)
        try:
            listening = await asyncio.get_running_loop().create_server(
                lambda: Door(places, lambda door: server()), self._host, self.port, backlog=BACKLOG
            )
        except OSError as fault:
            place = f"{self._host} port {self.port}"
            why = f"{self._name}: cannot listen on {place}: {fault.strerror}"
            raise SiteUnavailable(why) from fault
        self.port = listening.sockets[0].getsockname()[1]
        log.info("%s: listening on %s port %d", self._name, self._host, self.port)
        self.ready.set()
        return listening

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._answered])
        for part in self._parts:
            part.mount(application.router)
        return application

    def _part(self, request: web.Request) -> Part:
        path = request.rel_url.raw_path
        return next((each for each in self._parts if each.has(path)), self._parts[-1])

    @web.middleware
    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Make sure every answer is one of our pages, with the same header fields."""
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            answer = self._part(request).refused(refused.status)
            if "Allow" in refused.headers:
                answer.headers["Allow"] = refused.headers["Allow"]
        except Exception as fault:  # its words may contain a token, its traceback location does not
            place = extract_tb(fault.__traceback__)[-1]
            where = (type(fault).__name__, place.filename, place.lineno)
            method = f"{self._name}: {request.method}"
            log.error("%s: internal error: %s in %s, line %s", method, *where)
            answer = self._part(request).failed()
        answer.headers.update(HEADERS)
        # a connection that waits for another request is one descriptor less for mail
        answer.force_close()
        is_usual = request.method in READING and answer.status < 500
        level = logging.DEBUG if is_usual else logging.INFO
        log.log(level, "%s: %s: %d", self._name, request.method, answer.status)
        return answer


def _silent() -> logging.Logger:
    """Return a muted logger: the library would log unreadable requests with the token."""
    logger = logging.getLogger(f"{__name__}.library")
    logger.disabled = True
    return logger
