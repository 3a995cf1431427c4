"""Who gets a place at a listener, and who has to give it up."""

import asyncio
import resource

import pytest

from listbot.connections import (
    BACKLOG,
    GRACE,
    LISTENERS,
    PACE,
    RESERVED,
    Door,
    Places,
    Room,
    source_of,
    within_descriptors,
)

ROOM = Room(places=3, a_source=2, life=60.0, most=100)


class Wire(asyncio.Transport):
    """A connection that notes what happens to it."""

    def __init__(self, host: str) -> None:
        super().__init__({"peername": (host, 4711)})
        self.told = b""
        self.ended = ""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Note it."""
        self.told += bytes(data)

    def close(self) -> None:
        """Note it."""
        self.ended = "closed"

    def abort(self) -> None:
        """Note it."""
        self.ended = "aborted"


class Behind(asyncio.Protocol):
    """A protocol that notes what comes through the door."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note it."""
        self.heard.append("made")

    def data_received(self, data: bytes) -> None:
        """Note it."""
        self.heard.append(data.decode())

    def eof_received(self) -> bool:
        """Note it; the connection stays half open."""
        self.heard.append("eof")
        return True

    def pause_writing(self) -> None:
        """Note it."""
        self.heard.append("pause")

    def resume_writing(self) -> None:
        """Note it."""
        self.heard.append("resume")

    def connection_lost(self, error: Exception | None) -> None:
        """Note it."""
        self.heard.append("lost")


class Clock:
    """The loop's time, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: self.now)


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The loop's clock, which stands still until it is moved."""
    return Clock(monkeypatch)


def come(places: Places, host: str = "192.0.2.1") -> tuple[Door, Wire, Behind]:
    """Open a connection from there."""
    behind = Behind()
    door, wire = Door(places, lambda _: behind), Wire(host)
    door.connection_made(wire)
    return door, wire, behind


async def test_all_is_passed_on(clock: Clock) -> None:
    """The protocol behind a door sees what it would see without one."""
    door, wire, behind = come(Places("lmtp", ROOM))
    door.data_received(b"hello")
    door.pause_writing()
    door.resume_writing()
    assert door.eof_received() is True
    door.connection_lost(None)
    assert behind.heard == ["made", "hello", "pause", "resume", "eof", "lost"]
    assert (wire.told, wire.ended) == (b"", "")


async def test_who_is_turned_away_is_told_so(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing it sends comes through, and it is logged once a minute."""
    places = Places("lmtp", ROOM, b"421 later\r\n")
    come(places), come(places)
    for _ in range(2):
        door, wire, behind = come(places)
        door.data_received(b"hello")
        door.pause_writing()
        door.resume_writing()
        assert door.eof_received() is None
        door.connection_lost(None)
        assert (wire.told, wire.ended, behind.heard) == (b"421 later\r\n", "closed", [])
    assert caplog.messages == [
        "lmtp: all 2 places are taken, and another connection comes from 192.0.2.1"
    ]
    clock.now += 0.9
    come(places)
    assert len(places) == 2


async def test_one_source_leaves_places_for_others(clock: Clock) -> None:
    """However many come from one address, another still gets in; places left are free."""
    places = Places("lmtp", ROOM)
    door, *_ = come(places)
    come(places), come(places)
    assert len(places) == 2
    assert come(places, "192.0.2.2")[2].heard == ["made"]
    assert come(places, "192.0.2.3")[2].heard == []
    door.connection_lost(None)
    assert come(places, "192.0.2.3")[2].heard == ["made"]


async def test_who_is_overdue_gives_his_place_up(clock: Clock) -> None:
    """The one overdue for longest: from its own source if that is full, else from any."""
    places = Places("lmtp", ROOM)
    first, second, other = come(places), come(places), come(places, "192.0.2.2")
    clock.now += GRACE + 0.1
    other[0].data_received(b"x" * 50)
    assert come(places)[2].heard == ["made"]
    assert [wire.ended for _, wire, _ in (first, second, other)] == ["aborted", "", ""]
    assert come(places, "192.0.2.3")[2].heard == ["made"]
    assert [wire.ended for _, wire, _ in (first, second, other)] == ["aborted", "aborted", ""]


async def test_what_is_sent_earns_time_and_a_trickle_does_not(clock: Clock) -> None:
    """A mail coming in is not cut off for another; a byte now and then keeps no place."""
    places = Places("lmtp", Room(1, 1, 60.0, 10 * PACE))
    door, wire, _ = come(places)
    door.data_received(b"x" * 3 * PACE)
    clock.now += GRACE + 2.9
    assert come(places)[2].heard == []
    clock.now += 0.2
    door.data_received(b"x")
    assert come(places)[2].heard == ["made"]
    assert wire.ended == "aborted"


async def test_what_is_in_hand_keeps_its_place(clock: Clock) -> None:
    """A mail that is being stored is answered; after that its time starts again."""
    places = Places("lmtp", Room(1, 1, 60.0, 100))
    door, wire, _ = come(places)
    door.is_in_hand = True
    clock.now += 30
    assert come(places)[2].heard == []
    door.is_in_hand = False
    door.finished()
    clock.now += GRACE
    assert come(places)[2].heard == []
    clock.now += 0.1
    assert come(places)[2].heard == ["made"]
    assert wire.ended == "aborted"


async def test_nobody_sends_without_end(clock: Clock) -> None:
    """A connection that sends too many bytes without finishing anything is cut off."""
    door, wire, behind = come(Places("web", ROOM))
    door.data_received(b"x" * 100)
    door.finished()
    door.data_received(b"y" * 100)
    door.data_received(b"z")
    assert (wire.ended, behind.heard) == ("aborted", ["made", "x" * 100, "y" * 100])


async def test_nobody_stays_without_end() -> None:
    """After its life a connection is closed, whatever it sends."""
    places = Places("web", Room(3, 3, 0.01, 100))
    _, wire, _ = come(places)
    async with asyncio.timeout(10):
        while not wire.ended:
            await asyncio.sleep(0)
    assert (wire.ended, len(places)) == ("aborted", 0)


async def test_a_mail_in_hand_outlives_its_time(clock: Clock) -> None:
    """The end is put off, not forgotten."""
    door, wire, _ = come(Places("web", ROOM))
    door.is_in_hand = True
    door._expire()
    assert wire.ended == ""
    door.is_in_hand = False
    door._expire()
    assert wire.ended == "aborted"


async def test_at_the_end_all_are_closed(clock: Clock) -> None:
    """Gently: the last reply still goes out."""
    places = Places("lmtp", ROOM)
    wires = [come(places)[1], come(places)[1]]
    Door(places, lambda _: Behind()).hang_up()
    places.close()
    assert [wire.ended for wire in wires] == ["closed", "closed"]


@pytest.mark.parametrize(
    ("peer", "source"),
    [
        (("192.0.2.1", 25), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 25, 0, 0), "2001:db8:1:2::/64"),
        (("::ffff:192.0.2.1", 25, 0, 0), "192.0.2.1"),
        (("fe80::1%eth0", 25, 0, 2), "fe80::/64"),
        (("mx", 25), "mx"),
        ((), ""),
        ("/run/socket", ""),
        (None, ""),
    ],
)
def test_a_source(peer: object, source: str) -> None:
    """An IPv6 host has 2**64 addresses, and is still one source."""
    assert source_of(peer) == source


def test_places_leave_descriptors_for_the_rest() -> None:
    """With few descriptors there are fewer places; with many, as many as asked for."""
    asked = Room(places=100, a_source=50, life=60.0, most=100)
    assert within_descriptors(asked, 1024) == asked
    assert within_descriptors(asked, resource.RLIM_INFINITY) == asked
    tight = within_descriptors(asked, 512)
    assert LISTENERS * (tight.places + BACKLOG) + RESERVED <= 512
    assert tight == Room(places=24, a_source=18, life=60.0, most=100)
    assert within_descriptors(asked, 64) == Room(places=8, a_source=6, life=60.0, most=100)


def test_the_limit_is_read_when_a_listener_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the limit set by the service manager."""
    monkeypatch.setattr(
        resource,
        "getrlimit",
        lambda which: (512, 4096) if which == resource.RLIMIT_NOFILE else None,
    )
    assert Places("lmtp", Room(100, 50, 60.0, 100)).room == Room(24, 18, 60.0, 100)
