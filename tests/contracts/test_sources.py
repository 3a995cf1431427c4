"""The rules for every source, whatever is on its other side."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from listbot.errors import StoreUnavailable
from tests.contracts.receivers import Collector, running
from tests.contracts.ways_in import INFRA, NOW, WAYS_IN, WayIn, way_in

REAL = {"dovecot": pytest.mark.servers}
KINDS = [pytest.param(kind, marks=REAL.get(kind, ())) for kind in WAYS_IN]


@pytest.fixture(params=KINDS)
async def way(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[WayIn]:
    """Each source, empty."""
    async with way_in(request.param, tmp_path) as rig:
        yield rig


def mail(number: int) -> bytes:
    """Return a distinct mail."""
    return f"Message-ID: <{number}@example.org>\r\nSubject: {number}\r\n\r\n+1\r\n".encode()


async def test_odd_bytes_come_through_unchanged_and_once(way: WayIn) -> None:
    """A source passes on eight-bit bytes, long lines, dots and bare CRs: reading judges them."""
    await way.put(*way.odd)
    source, collector = way.source(), Collector()
    async with running(source, collector):
        assert await collector.until(len(way.odd)) == sorted(way.odd)
        await way.drained(source)
    assert len(collector.stored) == len(way.odd)


async def test_an_arrival_knows_its_list_and_its_time(way: WayIn) -> None:
    """The list's whole context, an aware time in UTC, a source for people."""
    await way.put(mail(1))
    source, collector = way.source(), Collector()
    async with running(source, collector):
        await collector.until(1)
    (arrival,) = collector.stored
    assert arrival.list == INFRA
    assert arrival.arrived.utcoffset() == timedelta(0)
    assert arrival.source.partition(":")[0] == source.name.partition(":")[0]


async def test_a_failing_receiver_loses_nothing(way: WayIn) -> None:
    """A mail comes again until it is stored, and not after that."""
    raws = [mail(number) for number in range(5)]
    await way.put(*raws)
    source, collector = way.source(), Collector([StoreUnavailable("disk full")] * 3)
    async with running(source, collector):
        assert await collector.until(5) == sorted(raws)
        await way.drained(source)
    assert len(collector.stored) == 5


async def test_a_restart_goes_on(way: WayIn) -> None:
    """Stopped in the middle and restarted, everything comes; the store finds duplicates."""
    raws = [mail(number) for number in range(20)]
    await way.put(*raws[:15])
    collector = Collector()
    async with running(way.source(), collector):
        await collector.until(3)
    await way.put(*raws[15:])
    source = way.source()
    async with running(source, collector):
        await collector.until_all(raws)
        await way.drained(source)
    assert {arrival.raw for arrival in collector.stored} == set(raws)


async def test_what_was_handed_over_is_known(way: WayIn) -> None:
    """It claims nothing before it has read, never a future time, and everything at the end."""
    await way.put(mail(1))
    source, collector = way.source(), Collector()
    assert source.read_until(NOW) is None
    async with running(source, collector):
        await collector.until(1)
        await way.drained(source)
        assert source.read_until(NOW) == NOW
        earlier = NOW - timedelta(days=1)
        assert source.read_until(earlier) == earlier


async def test_a_mail_not_stored_is_not_claimed(
    way: WayIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the receiver hangs on a mail, a polling source does not claim to be past it."""
    monkeypatch.setattr("listbot.inbound.lmtp.FINISH_WITHIN", 0.01)
    await way.put(mail(1))
    source = way.source()
    hanging = asyncio.Event()

    class Hanging(Collector):
        async def __call__(self, arrival: object) -> str:
            hanging.set()
            await asyncio.Event().wait()
            return "never"

    async with running(source, Hanging()):
        await hanging.wait()
        read_until = source.read_until(NOW)
    assert read_until in (None, NOW)
    assert (read_until is None) == (source.name not in ("lmtp", "smtp"))


async def test_names_and_states_are_one_line(way: WayIn) -> None:
    """They appear in logs and in `listbot status`."""
    await way.put(mail(1))
    source = way.source()
    before = source.status()
    async with running(source, Collector()):
        await way.drained(source)
        after = source.status()
    for line in (before, after):
        assert line.startswith(f"{source.name}: ")
        assert "\n" not in line
