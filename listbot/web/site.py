"""Serves listbot's pages over HTTP, behind a web server that speaks TLS.

It gets its actions as functions and knows no database. Every answer forbids scripts,
frames, storing and referrers; the library rejects anything that is not a request. The log
shows methods and status codes, never a token. `run` raises SiteUnavailable if it cannot
listen; any other fault becomes an answer, and the daemon lives on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from traceback import extract_tb
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from listbot.config import WebConfig
from listbot.connections import BACKLOG, Door, Places, Room
from listbot.errors import SiteUnavailable, TemporaryError
from listbot.letters.unsubscribe import PATH, token_on
from listbot.web.pages import Notice, unsubscribing

Unsubscribe = Callable[[str], Awaitable[bool]]
"""Ends the digest that belongs to a token; returns whether there is one. Raises
TemporaryError if that cannot be done now.
"""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address contains the token
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Server": "listbot",
}
LONGEST_LINE = 4096  # bytes of a request line or of a header field
LINGER = 2.0  # seconds to drain a body that nobody wants; a click sends thirty bytes
# For a whole request and its answer. The web server in front of us is one source, and
# buffers requests.
ROOM = Room(places=64, a_source=48, life=30.0, most=64 * 1024)
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: "
    b"120\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)
FINISH_WITHIN = 5.0  # seconds that requests in hand get when the daemon stops

log = logging.getLogger(__name__)


class Site:
    """The pages of one daemon."""

    def __init__(self, config: WebConfig, bot: str, unsubscribe: Unsubscribe) -> None:
        """`bot` is the address for commands by mail that pages show."""
        self.port = config.port
        """0 asks the system for a free port; the actual one is here once `ready` is set."""
        self.ready = asyncio.Event()
        self._host = config.host
        self._base = urlsplit(config.base_url).path
        self._bot = bot
        self._unsubscribe = unsubscribe

    async def run(self) -> None:
        """Serve until cancelled. Raises SiteUnavailable."""
        runner = web.AppRunner(
            self._application(),
            handle_signals=False,
            access_log=None,
            shutdown_timeout=FINISH_WITHIN,
            lingering_time=LINGER,
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

    async def _listen(self, runner: web.AppRunner) -> asyncio.Server:
        server = runner.server
        assert server is not None, "the runner was set up"
        places = Places("web", ROOM, FULL)
        try:
            listening = await asyncio.get_running_loop().create_server(
                lambda: Door(places, lambda door: server()), self._host, self.port, backlog=BACKLOG
            )
        except OSError as fault:
            place = f"{self._host} port {self.port}"
            raise SiteUnavailable(f"web: cannot listen on {place}: {fault.strerror}") from fault
        self.port = listening.sockets[0].getsockname()[1]
        log.info("web: listening on %s port %d", self._host, self.port)
        self.ready.set()
        return listening

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._answered])
        place = f"{self._base}{PATH}{{token}}"
        application.router.add_get(place, self._ask)
        application.router.add_post(place, self._end)
        return application

    @web.middleware
    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Make sure every answer is one of our pages, with the same header fields."""
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            answer = self._page(Notice.UNKNOWN, refused.status)
            if "Allow" in refused.headers:
                answer.headers["Allow"] = refused.headers["Allow"]
        except Exception as fault:  # its words may contain a token, its traceback location does not
            place = extract_tb(fault.__traceback__)[-1]
            where = (type(fault).__name__, place.filename, place.lineno)
            log.error("web: %s: internal error: %s in %s, line %s", request.method, *where)
            answer = self._page(Notice.LATER, 500)
        answer.headers.update(HEADERS)
        # a connection that waits for another request is one descriptor less for mail
        answer.force_close()
        log.info("web: %s: %d", request.method, answer.status)
        return answer

    async def _ask(self, request: web.Request) -> web.Response:
        """Return the page with the button. It is the same for every token, so nobody learns
        which ones exist.
        """
        return self._page(Notice.ASK)

    async def _end(self, request: web.Request) -> web.Response:
        """Handle the click on the page or in a mail program (RFC 8058, section 3.1)."""
        try:
            token = token_on(request.match_info["token"])
            is_known = bool(token) and await self._unsubscribe(token)
        except TemporaryError:
            answer = self._page(Notice.LATER, 503)
            answer.headers["Retry-After"] = "120"
            return answer
        return self._page(Notice.DONE) if is_known else self._page(Notice.UNKNOWN, 404)

    def _page(self, said: Notice, status: int = 200) -> web.Response:
        return web.Response(
            text=unsubscribing(said, self._bot), status=status, content_type="text/html"
        )


def _silent() -> logging.Logger:
    """Return a muted logger: the library would log unreadable requests with the token."""
    logger = logging.getLogger(f"{__name__}.library")
    logger.disabled = True
    return logger
