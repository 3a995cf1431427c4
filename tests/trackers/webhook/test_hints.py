"""A webhook makes the next look at the tracker come sooner, and nothing else."""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import aiohttp
import pytest

from listbot.trackers import Changes
from listbot.trackers.webhook.hints import MOST_BYTES, MOST_FORGED, ROOM, Hints
from listbot.web.site import Site
from tests.store.desk.by_hand import request
from tests.trackers.desk import TrackedDesk, tracked

SECRET = "0123456789abcdef0123"
BODY = b'{"action": "closed"}'


def signed(body: bytes = BODY, secret: str = SECRET) -> dict[str, str]:
    """The header by which GitHub shows that a webhook is its own."""
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TrackedDesk]:
    """A help desk whose tracker only the team sees."""
    play = tracked(tmp_path)
    yield play
    play.store.close()


class Door(NamedTuple):
    """Where webhooks are taken."""

    url: str
    noted: list[bool]
    """Of each that was judged, whether it is the tracker's."""


@asynccontextmanager
async def listening(desk: TrackedDesk) -> AsyncIterator[Door]:
    """Take webhooks."""
    noted: list[bool] = []
    part = Hints("github", SECRET, desk.poller, noted.append)
    site = Site("127.0.0.1", 0, part, name="webhook", room=ROOM)
    running = asyncio.create_task(site.run())
    await site.ready.wait()
    yield Door(f"http://127.0.0.1:{site.port}", noted)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def post(door: Door, headers: dict[str, str], body: bytes = BODY) -> int:
    """Send one; return the answer's status."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{door.url}/hook", data=BytesIO(body), headers=headers) as answer,
    ):
        assert await answer.read() == b""
        return answer.status


async def test_one_that_is_signed_makes_us_look_soon(desk: TrackedDesk) -> None:
    """The same one again, and another before the look, change nothing more."""
    async with listening(desk) as door:
        assert await post(door, signed()) == 202
        assert desk.poller.is_hinted
        assert await post(door, signed()) == 202
        assert await post(door, signed(b"{}"), b"{}") == 202
    assert door.noted == [True]


@pytest.mark.parametrize(
    "headers",
    [{}, signed(b"{}"), signed(secret="another secret"), {"X-Hub-Signature-256": "sha256=0"}],
)
async def test_one_that_is_forged_does_nothing(
    desk: TrackedDesk, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """It is noted for the doctor; what it said is not even in the log."""
    caplog.set_level(logging.DEBUG, "listbot")
    async with listening(desk) as door:
        assert await post(door, headers) == 403
    assert not desk.poller.is_hinted
    assert door.noted == [False]
    assert not [each for each in caplog.messages if "closed" in each or SECRET in each]


async def test_one_that_is_too_long_is_not_read_to_its_end(desk: TrackedDesk) -> None:
    """However it is signed."""
    body = b"x" * (MOST_BYTES + 1)
    async with listening(desk) as door:
        with suppress(aiohttp.ClientConnectionError):  # while we still send
            assert await post(door, signed(body), body) == 413
    assert not desk.poller.is_hinted


async def test_one_that_ends_early_does_nothing(desk: TrackedDesk) -> None:
    """And is not a fault of ours."""
    async with listening(desk) as door:
        host, port = door.url.removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        (line,) = (f"{name}: {value}" for name, value in signed().items())
        writer.write(
            f"POST / HTTP/1.1\r\nHost: x\r\n{line}\r\nContent-Length: 90\r\n\r\n{{".encode()
        )
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        async with asyncio.timeout(10):
            while not door.noted:
                await asyncio.sleep(0.01)
    assert not desk.poller.is_hinted


async def test_many_forged_ones_are_refused_unread(desk: TrackedDesk) -> None:
    """Then the tracker's own are, too, for a minute: looking goes on as always."""
    async with listening(desk) as door:
        answers = [await post(door, {}) for _ in range(MOST_FORGED)]
        assert set(answers) == {403}
        assert [await post(door, {}), await post(door, signed())] == [429, 429]
    assert not desk.poller.is_hinted


async def test_only_what_is_posted_is_taken(desk: TrackedDesk) -> None:
    """A page is not there for anybody."""
    async with (
        listening(desk) as door,
        aiohttp.ClientSession() as session,
        session.get(f"{door.url}/") as answer,
    ):
        assert (answer.status, await answer.read()) == (405, b"")


async def test_a_fault_of_ours_is_one_number(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tracker may send it again."""

    def broken(*given: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("listbot.trackers.webhook.hints.proof_of", broken)
    async with listening(desk) as door:
        assert await post(door, signed()) == 500


async def test_out_of_order_the_tracker_is_what_counts(desk: TrackedDesk) -> None:
    """A webhook about a comment that is long gone, or that is to come, brings what there is."""
    desk.take(request("r"))
    await desk.settle()
    desk.tracker.happen("OPS-1", "Tim", "One.")
    desk.tracker.happen("OPS-1", "Tim", "Two.")
    async with listening(desk) as door:
        for body in (b'{"comment": "Two."}', b'{"comment": "One."}', b'{"comment": "Three."}'):
            await post(door, signed(body), body)
            await desk.poller.look(desk.now)
    assert [each.text for each in desk.whole()[1] if each.name == "Tim"] == ["One.", "Two."]


async def test_a_hint_wakes_the_look(desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten of them wake it once; it looks once more when the tracker's index must have it."""
    monkeypatch.setattr("listbot.trackers.polling.LEAST_GAP", 0.0)
    monkeypatch.setattr("listbot.trackers.polling.INDEX_LAGS", 0.0)
    looks = asyncio.Queue[None]()

    async def looked(since: str) -> Changes:
        looks.put_nowait(None)
        return Changes((), since)

    desk.tracker.changes = looked  # type: ignore[method-assign]
    running = asyncio.create_task(
        desk.poller.run(lambda: desk.now, timedelta(days=1).total_seconds())
    )
    async with asyncio.timeout(10):
        await looks.get()
        for _ in range(10):
            desk.poller.hint()
        await looks.get()
        await looks.get()
    await asyncio.sleep(0)
    assert looks.empty()
    assert not desk.poller.is_hinted
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_hints_leave_a_gap_between_looks(
    desk: TrackedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many come: whoever can send them does not decide how often we ask."""
    waits: list[float] = []
    woken = asyncio.Event()

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            woken.set()
            await asyncio.Event().wait()

    monkeypatch.setattr("listbot.trackers.polling.asyncio.sleep", pause)

    async def looked(since: str) -> Changes:
        desk.poller.hint()
        return Changes((), since)

    desk.tracker.changes = looked  # type: ignore[method-assign]
    running = asyncio.create_task(desk.poller.run(lambda: desk.now, 60))
    async with asyncio.timeout(10):
        await woken.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert waits == [10.0, 10.0, 10.0]
