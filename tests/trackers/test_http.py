"""The client of all trackers: what it sends, what it refuses, and what each failure means."""

from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from listbot.errors import (
    TrackerAmbiguous,
    TrackerDenied,
    TrackerGone,
    TrackerRefused,
    TrackerUnavailable,
)
from listbot.trackers import http
from listbot.trackers.http import Access, Answer, Client, Upload
from tests.certificates import make_certificate
from tests.contracts.ways_tracked import at_start
from tests.ports import free_port
from tests.trackers.fakes.site import Asked, Said, SiteFake, SiteFault, serving

TOKEN = "secret-token-of-ours"
LOGIN = b64encode(f"bot:{TOKEN}".encode()).decode()


@pytest.fixture
def site() -> SiteFake:
    """A site that answers {}."""
    return SiteFake()


@pytest.fixture
async def client(site: SiteFake) -> AsyncIterator[Client]:
    """A client of that site."""
    async with serving(site) as url:
        access = Access(url, {"Authorization": f"Basic {LOGIN}"}, ("bot", TOKEN), within=2.0)
        found = Client("fake", access, at_start)
        yield found
        await found.close()


async def test_a_request_carries_the_token_and_its_json(site: SiteFake, client: Client) -> None:
    """Each segment of the path is quoted, so that a key cannot lead elsewhere."""
    await client.ask("POST", ("issue", "A/../B?x#y"), params={"q": "a b"}, json={"text": "ä"})
    (asked,) = site.asked
    assert (asked.method, asked.path, asked.query) == (
        "POST",
        "/issue/A%2F..%2FB%3Fx%23y",
        {"q": "a b"},
    )
    assert asked.body == '{"text":"ä"}'.encode()
    assert asked.headers["authorization"] == f"Basic {LOGIN}"
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["accept-encoding"] == "identity"


async def test_a_file_is_sent_as_a_form(site: SiteFake, client: Client) -> None:
    """With its name and type, and with headers of its own."""
    file = Upload("file", "fire.png", "image/png", b"\x89PNG")
    await client.ask("POST", ("files",), file=file, headers={"X-Atlassian-Token": "no-check"})
    (asked,) = site.asked
    assert asked.headers["content-type"].startswith("multipart/form-data")
    assert asked.headers["x-atlassian-token"] == "no-check"
    assert b'filename="fire.png"' in asked.body
    assert b"\x89PNG" in asked.body


async def test_a_file_may_be_the_whole_body(site: SiteFake, client: Client) -> None:
    """For a tracker that wants no form."""
    kind = {"Content-Type": "application/octet-stream"}
    await client.ask("POST", ("x",), file=Upload("", "x.png", "image/png", b"\x89"), headers=kind)
    (asked,) = site.asked
    assert (asked.body, asked.headers["content-type"]) == (b"\x89", kind["Content-Type"])


async def test_the_name_of_a_file_is_sent_as_it_is(site: SiteFake, client: Client) -> None:
    """Spaces, letters of any language, quotes: what is sent is found again when it is looked up."""
    file = Upload("file", 'Bericht über "Öl".png', "image/png", b"x")
    await client.ask("POST", ("files",), file=file)
    expected = 'name="file"; filename="Bericht über \\"Öl\\".png"'
    assert expected.encode() in site.asked[0].body


@pytest.mark.parametrize("key", ["", ".", ".."])
async def test_a_path_goes_nowhere_else(site: SiteFake, client: Client, key: str) -> None:
    """A segment that would be resolved away names no ticket."""
    with pytest.raises(TrackerGone, match="there is no ticket"):
        await client.ask("GET", ("issue", key))
    assert site.asked == []


FAILURES = [
    ("GET", 401, TrackerDenied),
    ("POST", 403, TrackerDenied),
    ("GET", 404, TrackerGone),
    ("POST", 410, TrackerGone),
    ("POST", 400, TrackerRefused),
    ("POST", 422, TrackerRefused),
    ("POST", 429, TrackerUnavailable),
    ("POST", 503, TrackerUnavailable),
    ("GET", 500, TrackerUnavailable),
    ("POST", 500, TrackerAmbiguous),
    ("POST", 504, TrackerAmbiguous),
    ("PUT", 502, TrackerAmbiguous),
]


@pytest.mark.parametrize(("method", "status", "kind"), FAILURES)
async def test_what_a_status_means(
    site: SiteFake, client: Client, method: str, status: int, kind: type[Exception]
) -> None:
    """A write that failed inside the tracker may have been carried out; a busy one did nothing."""
    site.faults = [SiteFault(method, "/x", Said(status, b'{"message": "no"}'))]
    with pytest.raises(Exception, match=f"fake: {method} /x: {status}") as caught:
        await client.ask(method, ("x",))
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {"Retry-After": "30"}, timedelta(seconds=30)),
        (429, {}, None),
        (503, {"Retry-After": "Tue, 08 Sep 2026 18:01:00 GMT"}, timedelta(minutes=1)),
        (403, {"Retry-After": "60"}, timedelta(minutes=1)),
        (500, {"Retry-After": "99999999999"}, timedelta(hours=1)),
    ],
)
async def test_a_tracker_says_when_to_come_back(
    site: SiteFake, client: Client, status: int, headers: dict[str, str], wait: timedelta | None
) -> None:
    """However it says so, and within reason."""
    site.faults = [SiteFault("POST", "/x", Said(status, b"", headers))]
    with pytest.raises(TrackerUnavailable) as caught:
        await client.ask("POST", ("x",))
    assert caught.value.wait == wait


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_a_connection_that_breaks(site: SiteFake, client: Client, method: str) -> None:
    """A write without an answer may have been carried out, so nothing repeats it unasked; a
    question never matters.
    """
    site.faults = [SiteFault(method, "/x", None, is_done=True)] * (2 if method == "GET" else 1)
    with pytest.raises(TrackerUnavailable, match="the connection broke") as caught:
        await client.ask(method, ("x",))
    assert (type(caught.value) is TrackerAmbiguous) == (method != "GET")
    assert len(site.asked) == (2 if method == "GET" else 1)


async def test_a_status_may_be_expected(site: SiteFake, client: Client) -> None:
    """Then it is an answer like any other."""
    site.faults = [SiteFault("POST", "/x", Said(409, b'{"id": 1}'))]
    answer = await client.ask("POST", ("x",), accepts=(409,))
    assert (answer.status, answer.json()) == (409, {"id": 1})


@pytest.mark.parametrize("body", [b"<html>", b'"\xff"', b"[" * 100_000])
async def test_an_answer_that_is_no_json(site: SiteFake, client: Client, body: bytes) -> None:
    """A login page between us and the tracker will go away."""
    site.faults = [SiteFault("GET", "/x", Said(200, body))]
    answer = await client.ask("GET", ("x",))
    with pytest.raises(TrackerUnavailable, match="is not JSON"):
        answer.json()


async def test_an_answer_is_bounded(
    site: SiteFake, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is longer is not read to its end."""
    monkeypatch.setattr(http, "MOST_BYTES", 1000)
    site.faults = [SiteFault("GET", "/x", Said(200, b"x" * 1001))]
    with pytest.raises(TrackerUnavailable, match="longer than 1000 bytes"):
        await client.ask("GET", ("x",))
    assert (await client.ask("GET", ("x",))).body == b"{}"


async def test_an_answer_that_takes_too_long(site: SiteFake) -> None:
    """A tracker that accepts and says nothing is as good as away."""
    async with serving(Slow()) as url:
        client = Client("fake", Access(url, within=0.01), at_start)
        with pytest.raises(TrackerAmbiguous, match="no answer in time"):
            await client.ask("POST", ("x",), json={"text": "x" * 100})
        await client.close()


class Slow(SiteFake):
    """A site that answers after the client has given up."""

    def respond(self, asked: Asked) -> Said:
        """Answer more than is read in a hundredth of a second."""
        return Said(200, b"x" * 60_000_000)


async def test_a_host_that_is_not_there() -> None:
    """Nothing was sent, so nothing is in doubt."""
    client = Client("fake", Access(f"http://127.0.0.1:{free_port()}"), at_start)
    with pytest.raises(TrackerUnavailable, match="cannot connect") as caught:
        await client.ask("POST", ("x",))
    assert type(caught.value) is TrackerUnavailable
    await client.close()


def moved(to: str, status: int = 301) -> Said:
    """A redirect."""
    return Said(status, b"", {"Location": to})


async def test_a_question_follows_a_redirect_on_the_same_host(
    site: SiteFake, client: Client
) -> None:
    """As after a repository was renamed."""
    site.faults = [SiteFault("GET", "/old", moved("/new?x=1"))]
    await client.ask("GET", ("old",))
    assert [(each.path, each.query) for each in site.asked] == [("/old", {}), ("/new", {"x": "1"})]


@pytest.mark.parametrize(
    ("method", "to"),
    [
        ("GET", "http://192.0.2.1/new"),
        ("GET", "//192.0.2.1/new"),
        ("GET", "http://127.0.0.1:9/new"),
        ("GET", "http://[bad"),
        ("GET", "mailto:kim@example.org"),
        ("POST", "/new"),
    ],
)
async def test_no_redirect_leads_elsewhere(
    site: SiteFake, client: Client, method: str, to: str
) -> None:
    """Our token goes to no other host or port, and a write is not repeated."""
    site.faults = [SiteFault(method, "/old", moved(to, 307))]
    with pytest.raises(TrackerRefused, match="sends us elsewhere"):
        await client.ask(method, ("old",))
    assert len(site.asked) == 1


async def test_redirects_end(site: SiteFake, client: Client) -> None:
    """A circle of them is refused."""
    site.faults = [SiteFault("GET", "/x", moved("/x"))] * 4
    with pytest.raises(TrackerRefused, match="more than 3 redirects"):
        await client.ask("GET", ("x",))


async def test_no_error_repeats_the_token(site: SiteFake, client: Client) -> None:
    """Whatever the other side says of it, in clear or in Base64."""
    said = f"no such user: {TOKEN} {LOGIN}".encode()
    site.faults = [SiteFault("GET", "/x", Said(400, said))]
    with pytest.raises(TrackerRefused) as caught:
        await client.ask("GET", ("x",))
    assert TOKEN not in str(caught.value)
    assert LOGIN not in str(caught.value)
    shown = repr(Access("https://x.example.org", {"Authorization": LOGIN}, ("bot", TOKEN)))
    assert (TOKEN in shown, LOGIN in shown) == (False, False)


async def test_a_certificate_has_to_be_trusted(tmp_path: Path) -> None:
    """One that is not is refused before anything is sent; `ca_file` makes it trusted."""
    made = make_certificate(tmp_path)
    app = web.Application()
    app.router.add_get("/x", _ok)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=made.for_server()).start()
    access = Access(f"https://127.0.0.1:{runner.addresses[0][1]}")
    stranger = Client("fake", access, at_start)
    with pytest.raises(TrackerUnavailable, match="its certificate is not trusted"):
        await stranger.ask("GET", ("x",))
    await stranger.close()
    friend = Client("fake", replace(access, ca_file=made.file), at_start)
    answer = await friend.ask("GET", ("x",))
    assert isinstance(answer, Answer)
    assert answer.json() == {}
    await friend.close()
    await runner.cleanup()


async def _ok(request: web.Request) -> web.Response:
    return web.json_response({})
