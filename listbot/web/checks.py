"""`/healthz` and `/metrics`, for programs on this machine that watch listbot.

They are not among the pages: their paths begin at the root, and whoever asks from elsewhere, or
through a web server that says so, is told that there is nothing. They show numbers and no person. A
database that cannot be read, or a reader that is busy, makes `/healthz` 503.
"""

import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from listbot.errors import StoreBroken, TemporaryError
from listbot.web.reader import Reader

HEALTH, METRICS = "/healthz", "/metrics"
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
"""What a web server adds to a request that it passes on."""
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class Gauges:
    """What is shown. Both run on the reader's thread and may raise StoreUnavailable."""

    health: Callable[[], tuple[bool, bytes]]
    """Whether all is well, and JSON that says it."""
    metrics: Callable[[], bytes]
    """In Prometheus' text format."""


class Checks:
    """The two pages."""

    def __init__(self, gauges: Gauges, reader: Reader) -> None:
        self._gauges = gauges
        self._reader = reader

    def mount(self, router: web.UrlDispatcher) -> None:
        """Add them to the site."""
        router.add_get(HEALTH, self._health)
        router.add_get(METRICS, self._metrics)

    def has(self, path: str) -> bool:
        """Return whether it is one of the two."""
        return path in (HEALTH, METRICS)

    def refused(self, status: int) -> web.Response:
        """Return the answer to a request that leads nowhere."""
        return web.Response(status=status, text="There is no such page.\n", headers=HEADERS)

    def failed(self) -> web.Response:
        """Return the answer if there was a fault of ours."""
        return _as_json(500, _fault("listbot has a fault; its log says where"))

    async def _health(self, request: web.Request) -> web.Response:
        if not is_local(request):
            return self.refused(404)
        try:
            is_well, body = await self._reader.run(self._gauges.health)
        except (TemporaryError, StoreBroken):
            return _as_json(503, _fault("the database cannot be read"))
        return _as_json(200 if is_well else 503, body)

    async def _metrics(self, request: web.Request) -> web.Response:
        if not is_local(request):
            return self.refused(404)
        try:
            body = await self._reader.run(self._gauges.metrics)
        except (TemporaryError, StoreBroken):
            return web.Response(status=503, headers=HEADERS)
        return web.Response(body=body, headers=HEADERS | {"Content-Type": METRICS_TYPE})


def is_local(request: web.BaseRequest) -> bool:
    """Return whether a program on this machine asks for itself."""
    peer = _address(request.get_extra_info("peername"))
    own = _address(request.get_extra_info("sockname"))
    is_here = peer is not None and (peer.is_loopback or peer == own)
    return is_here and not any(name in request.headers for name in PASSED_ON)


def _address(name: object) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return a socket's address; None if the connection is gone."""
    if not isinstance(name, tuple) or not name:
        return None
    found = ipaddress.ip_address(str(name[0]).partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def _as_json(status: int, body: bytes) -> web.Response:
    return web.Response(
        status=status, body=body, headers=HEADERS | {"Content-Type": "application/json"}
    )


def _fault(problem: str) -> bytes:
    return json.dumps({"status": "fault", "problems": [problem]}, indent=1).encode()
