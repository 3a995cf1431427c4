"""The second way to the admin: a command or a web address, which may fail and never holds up."""

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from listbot.outbound import second_route
from listbot.outbound.second_route import MOST_WAITING, SecondRoute, by_command, by_request

POSTED: list[bytes] = []


class Hook(BaseHTTPRequestHandler):
    """A web address that takes reports, or refuses those to /closed."""

    def do_POST(self) -> None:
        """Keep the body."""
        POSTED.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(410 if self.path == "/closed" else 204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook() -> Iterator[str]:
    """The address of a running hook."""
    POSTED.clear()
    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def program(folder: Path, text: str) -> str:
    """Return the path of a script."""
    path = folder / "page"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o700)
    return str(path)


def test_a_command_reads_the_report(tmp_path: Path) -> None:
    """Its arguments are the admin's words; the report is on its standard input."""
    command = program(tmp_path, f'echo "$1" > {tmp_path}/got; cat >> {tmp_path}/got')
    route = SecondRoute(by_command([command, "a b; c"]))
    route("listbot: fault", "V-3 `rm` \ud800")
    route.wait()
    assert (tmp_path / "got").read_text() == "a b; c\nlistbot: fault\n\nV-3 `rm` ?\n"


def test_a_web_address_gets_the_report(hook: str) -> None:
    """As JSON with subject and text."""
    route = SecondRoute(by_request(f"{hook}/in"))
    route("listbot: fault", "V-3")
    route.wait()
    assert POSTED == [b'{"subject": "listbot: fault", "text": "V-3"}']


def test_what_fails_is_logged_and_the_others_go_on(
    hook: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The address itself is not in the log: it may be a secret."""
    refused = by_request(f"{hook}/closed")
    missing = by_command([str(tmp_path / "missing")])
    fails = by_command([program(tmp_path, "echo no pager; exit 3")])
    route = SecondRoute(refused, missing, fails, by_request(f"{hook}/in"))
    with caplog.at_level(logging.ERROR):
        route("listbot: fault", "V-3")
        route.wait()
    assert len(POSTED) == 2
    assert "ended with 3: 'no pager'" in caplog.text
    assert "ClientResponseError" in caplog.text
    assert "/closed" not in caplog.text


def test_a_command_that_hangs_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It gets half a minute."""
    monkeypatch.setattr(second_route, "WITHIN", 0.2)
    route = SecondRoute(by_command([program(tmp_path, "exec sleep 100")]))
    route("listbot: fault", "V-3")
    route.wait()
    assert "timed out" in caplog.text


def test_nobody_waits_for_it(caplog: pytest.LogCaptureFixture) -> None:
    """When it is behind, further reports are left out: each is in the log already."""
    gate = threading.Event()
    seen: list[str] = []

    def slow(subject: str, text: str) -> None:
        gate.wait(10)
        seen.append(text)

    route = SecondRoute(slow)
    for number in range(MOST_WAITING + 5):
        route("listbot: fault", str(number))
    gate.set()
    route.wait()
    assert MOST_WAITING <= len(seen) <= MOST_WAITING + 1
    assert "is behind" in caplog.text


def test_without_a_way_nothing_happens() -> None:
    """Most installations have none, and start no thread."""
    route, before = SecondRoute(), threading.active_count()
    route("listbot: fault", "V-3")
    assert threading.active_count() == before
