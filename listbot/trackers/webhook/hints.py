"""Takes webhooks and has the poller look soon. Whatever they say, nothing else comes of them.

A body is read only to check its signature, and never parsed or kept, so a webhook that is forged,
comes twice or late changes nothing; one that is lost is made up for by the usual look. What is read
is bounded: its size, its time (the site's), how many that are not ours within a minute, and none
at all as long as a look is due anyway. It answers with a number alone and logs no header.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from aiohttp import web

from listbot.connections import Room
from listbot.trackers.polling import Poller
from listbot.trackers.webhook.signature import begun, proof_of

MOST_BYTES = 1024 * 1024  # of one webhook; that of an issue with a long text has 100,000
ROOM = Room(places=16, a_source=12, life=10.0, most=2 * MOST_BYTES)
MOST_FORGED = 20  # within SPAN; the next ones are refused unread
SPAN = 60.0  # seconds
TAKEN, FORGED, TOO_LONG, TOO_MANY, FAILED = 202, 403, 413, 429, 500


class Hints:
    """The part of a site to which the tracker posts, at whatever path."""

    def __init__(
        self, kind: str, secret: str, poller: Poller, note: Callable[[bool], object]
    ) -> None:
        """`kind`: of the tracker; `note`: that one came, and whether it was signed with our
        secret.
        """
        self._kind = kind
        self._secret = secret
        self._poller = poller
        self._note = note
        self._forged: deque[float] = deque(maxlen=MOST_FORGED)

    def mount(self, router: web.UrlDispatcher) -> None:
        """Take what is posted."""
        router.add_post("/{path:.*}", self._take)

    def has(self, path: str) -> bool:
        """Return whether a path is this part's."""
        return True

    def refused(self, status: int) -> web.Response:
        """Return the answer to a request that leads nowhere."""
        return web.Response(status=status)

    def failed(self) -> web.Response:
        """Return the answer if there was a fault of ours."""
        return web.Response(status=FAILED)

    async def _take(self, request: web.Request) -> web.Response:
        if self._poller.is_hinted:
            return web.Response(status=TAKEN)
        now = asyncio.get_running_loop().time()
        if len(self._forged) == MOST_FORGED and now - self._forged[0] < SPAN:
            return web.Response(status=TOO_MANY, headers={"Retry-After": f"{SPAN:.0f}"})
        status = await self._judged(request)
        if status == TAKEN:
            self._poller.hint()
        else:
            self._forged.append(now)
        self._note(status == TAKEN)
        return web.Response(status=status)

    async def _judged(self, request: web.Request) -> int:
        """Return what becomes of a request, as a status."""
        proof = proof_of(self._kind, request.headers)
        if proof is None:
            return FORGED
        digest, size = begun(self._secret), 0
        try:
            async for part in request.content.iter_any():
                size += len(part)
                if size > MOST_BYTES:
                    return TOO_LONG
                digest.update(part)
        except (OSError, web.RequestPayloadError):
            return FORGED  # it ended early
        return TAKEN if proof.is_of(self._secret, digest.digest()) else FORGED
