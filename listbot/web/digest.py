"""The page that ends a weekly digest: a link that a person was mailed, and a button.

Opening the link changes nothing: mail programs and scanners open every link (RFC 8058, section 1).
A database that takes no change becomes an answer with 503.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from listbot.errors import TemporaryError
from listbot.letters.unsubscribe import PATH, token_on
from listbot.web.answers import RETRY_AFTER
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
    "X-Robots-Tag": "noindex",
}


class DigestPage:
    """The page, for every token."""

    def __init__(self, base: str, bot: str, unsubscribe: Unsubscribe) -> None:
        """`base`: the path below which it is. `bot`: the address for commands by mail."""
        self.path = f"{base}{PATH}"
        self._bot = bot
        self._unsubscribe = unsubscribe

    def mount(self, router: web.UrlDispatcher) -> None:
        """Add the page to the site."""
        router.add_get(f"{self.path}{{token}}", self._ask)
        router.add_post(f"{self.path}{{token}}", self._end)

    def has(self, path: str) -> bool:
        """Return whether it is the page of a token."""
        return path.startswith(self.path)

    def refused(self, status: int) -> web.Response:
        """Return the page for a request that leads nowhere."""
        return self._page(Notice.UNKNOWN, status)

    def failed(self) -> web.Response:
        """Return the page for a fault of ours."""
        return self._page(Notice.LATER, 500)

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
            answer.headers["Retry-After"] = str(RETRY_AFTER)
            return answer
        return self._page(Notice.DONE) if is_known else self._page(Notice.UNKNOWN, 404)

    def _page(self, said: Notice, status: int = 200) -> web.Response:
        return web.Response(
            text=unsubscribing(said, self._bot),
            status=status,
            content_type="text/html",
            headers=HEADERS,
        )
