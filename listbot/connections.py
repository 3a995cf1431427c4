"""Limits how many connections a listener accepts, from whom, and for how long.

A connection costs a descriptor, and without descriptors nothing works: no mail comes in, no
letter leaves, the database cannot open a file. So each listener has a number of places that
leaves enough for the rest, and a single source may take only some of them. When all are
taken, an overdue connection (one that had its time and hardly used it) gives up its place
to the newcomer. So silent or trickling connections, however many, keep nobody out for more
than a second. If none is overdue, the newcomer is refused.

It knows no protocol: bytes pass unchanged to the protocol behind the door. It never raises.
"""

import asyncio
import ipaddress
import logging
import resource
from collections.abc import Callable
from dataclasses import dataclass, replace

# descriptors for the database, the mailboxes, the sender, files and the program itself
RESERVED = 160
BACKLOG = 64  # connections that the kernel queues for a listener and that are accepted at once
LISTENERS = 4  # LMTP, SMTP, the pages and webhooks
LEAST_PLACES = 8  # with fewer, a listener is useless
GRACE = 1.0  # seconds before a connection can be overdue
# bytes that earn another second; mail servers and browsers send hundreds of times as much
PACE = 10_000
TELL_EVERY = 60.0  # seconds between two log lines about the same listener

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Room:
    """The limits of one listener."""

    places: int
    """Connections at a time."""
    a_source: int
    """Connections from one IPv4 address or one IPv6 /64 network. The mail host is one
    source, and so is the web server.
    """
    life: float
    """Seconds until a connection is closed; restarts whenever it has `finished` something."""
    most: int
    """Bytes until it is closed; restarts likewise."""


def within_descriptors(room: Room, limit: int) -> Room:
    """Return the room, with fewer places if RLIMIT_NOFILE would leave too few descriptors."""
    if limit == resource.RLIM_INFINITY:
        return room
    share = (limit - RESERVED) // LISTENERS - BACKLOG
    places = min(room.places, max(LEAST_PLACES, share))
    return replace(room, places=places, a_source=min(room.a_source, max(1, places * 3 // 4)))


class Places:
    """The connections of one listener."""

    def __init__(self, name: str, room: Room, refusal: bytes = b"") -> None:
        """`refusal` is sent to connections that are turned away."""
        self.refusal = refusal
        self.room = within_descriptors(room, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        self._name = name
        self._taken: dict[Door, str] = {}
        self._told = -TELL_EVERY

    def __len__(self) -> int:
        return len(self._taken)

    def take(self, door: "Door", source: str, now: float) -> bool:
        """Give a connection a place, if need be an overdue one's; return whether it got one."""
        neighbours = [each for each, its_source in self._taken.items() if its_source == source]
        if len(neighbours) >= self.room.a_source:
            leaving = _overdue(neighbours, now)
        elif len(self._taken) >= self.room.places:
            leaving = _overdue(list(self._taken), now)
        else:
            self._taken[door] = source
            return True
        self._tell(source, now)
        if leaving is None:
            return False
        leaving.close()
        self._taken[door] = source
        return True

    def leave(self, door: "Door") -> None:
        """Free the connection's place."""
        self._taken.pop(door, None)

    def close(self) -> None:
        """Close every connection once its last reply is sent."""
        for door in tuple(self._taken):
            door.hang_up()

    def _tell(self, source: str, now: float) -> None:
        if now - self._told >= TELL_EVERY:
            self._told = now
            log.warning(
                "%s: all %d places are taken, and another connection comes from %s",
                self._name,
                len(self),
                source,
            )


class Door(asyncio.Protocol):
    """One connection: passes its data to the protocol behind the door."""

    def __init__(self, places: Places, behind: "Callable[[Door], asyncio.Protocol]") -> None:
        """`behind` makes that protocol once there is a place for it."""
        self.is_in_hand = False
        """Whether its data is being worked on: such a connection never has to give up its place."""
        self._places = places
        self._make = behind
        self._behind: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._since = self._loop.time()
        self._bytes = 0
        self._end: asyncio.TimerHandle | None = None

    @property
    def due(self) -> float:
        """Return the time until which it keeps its place even if others wait."""
        return self._since + GRACE + self._bytes / PACE

    def finished(self) -> None:
        """Restart its limits: it has finished what it came for."""
        self._since, self._bytes = self._loop.time(), 0
        self._wind()

    def close(self) -> None:
        """Close it at once and free its place."""
        self._places.leave(self)
        if self._transport is not None:
            self._transport.abort()

    def hang_up(self) -> None:
        """Close it after the last reply is sent."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let it in or turn it away."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if not self._places.take(
            self, source_of(transport.get_extra_info("peername")), self._since
        ):
            transport.write(self._places.refusal)
            transport.close()
            return
        self._wind()
        self._behind = self._make(self)
        self._behind.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Count the data and pass it on."""
        if self._behind is None:
            return
        self._bytes += len(data)
        if self._bytes > self._places.room.most:
            self.close()
            return
        self._behind.data_received(data)

    def eof_received(self) -> bool | None:
        """Pass it on."""
        return self._behind.eof_received() if self._behind is not None else None

    def connection_lost(self, error: Exception | None) -> None:
        """Free the place and pass it on."""
        self._places.leave(self)
        if self._end is not None:
            self._end.cancel()
        if self._behind is not None:
            self._behind.connection_lost(error)

    def pause_writing(self) -> None:
        """Pass it on."""
        if self._behind is not None:
            self._behind.pause_writing()

    def resume_writing(self) -> None:
        """Pass it on."""
        if self._behind is not None:
            self._behind.resume_writing()

    def _wind(self) -> None:
        if self._end is not None:
            self._end.cancel()
        self._end = self._loop.call_later(self._places.room.life, self._expire)

    def _expire(self) -> None:
        if self.is_in_hand:
            self._wind()
        else:
            self.close()


def _overdue(doors: list[Door], now: float) -> Door | None:
    """Return the one that has been overdue for longest; None if nobody is."""
    late = [door for door in doors if door.due < now and not door.is_in_hand]
    return min(late, key=lambda door: door.due, default=None)


def source_of(peer: object) -> str:
    """Return what counts as one source: an IPv4 address, or the /64 network of an IPv6 host."""
    host = str(peer[0]) if isinstance(peer, tuple) and peer else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    mapped = address.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((int(address), 64), strict=False))
