"""A proxy on loopback between the daemon and a tracker, which can be down, answer 500 half the
time, and never answer what it has passed on.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

READS = ("GET", "HEAD")


class Mode(Enum):
    """How it is with the tracker."""

    UP = auto()
    DOWN = auto()
    FLAKY = auto()


@dataclass
class TrackerProxy:
    """Passes requests on, or not."""

    target: int
    port: int = 0
    mode: Mode = Mode.UP
    failed: int = 0
    """Requests that were answered 500 and not passed on."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Writes that were carried out, and whose answer was a 500, or did not come."""
    _dice: random.Random = field(default_factory=lambda: random.Random(19))
    _lock: Lock = field(default_factory=Lock)

    @property
    def url(self) -> str:
        """Return where the daemon is to think that the tracker is."""
        return f"http://127.0.0.1:{self.port}"

    def fate(self, method: str, path: str) -> str:
        """Decide what becomes of a request: pass, drop, fail; or, the first time, of a write: lose,
        and of the first one hang.
        """
        with self._lock:
            if self.mode is not Mode.FLAKY:
                return "pass" if self.mode is Mode.UP else "drop"
            if method not in READS and (method, path) not in self.lost:
                self.lost.append((method, path))
                return "lose" if len(self.lost) > 1 else "hang"
            fate = self._dice.choice(("pass", "fail"))
            self.failed += fate == "fail"
            return fate


def _handler(proxy: TrackerProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            fate = proxy.fate(self.command, self.path)
            if fate == "drop":
                self.close_connection = True
                return
            if fate == "fail":
                self._say(500, b"", "")
                return
            answer, said = self._pass_on(body)
            if fate == "hang":
                with suppress(OSError):
                    self.connection.recv(1)  # until the daemon gives up
                self.close_connection = True
                return
            if fate == "lose":
                self._say(500, b"", "")
                return
            self._say(answer.status, said, answer.headers.get("Content-Type", ""), answer)

        def _pass_on(self, body: bytes) -> tuple[HTTPResponse, bytes]:
            """Ask the tracker as if we were its address."""
            there = f"127.0.0.1:{proxy.target}"
            headers = {
                name: value.replace(f"127.0.0.1:{proxy.port}", there)
                for name, value in self.headers.items()
                if name.casefold() not in ("connection", "transfer-encoding")
            }
            connection = HTTPConnection("127.0.0.1", proxy.target, timeout=30)
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            said = answer.read()
            connection.close()
            return answer, said

        def _say(
            self, status: int, body: bytes, kind: str, answer: HTTPResponse | None = None
        ) -> None:
            self.send_response(status)
            for name in ("ETag", "Location", "Retry-After"):
                if answer is not None and name in answer.headers:
                    self.send_header(name, answer.headers[name])
            if kind:
                self.send_header("Content-Type", kind)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            with suppress(ConnectionError):  # the daemon waits no longer
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    for method in (*READS, "POST", "PUT", "PATCH", "DELETE"):
        setattr(Handler, f"do_{method}", Handler._serve)
    return Handler


@contextmanager
def tracker_proxy(target: int) -> Iterator[TrackerProxy]:
    """A proxy on a free port in front of a tracker on this machine."""
    proxy = TrackerProxy(target)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy))
    server.daemon_threads = True
    proxy.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
