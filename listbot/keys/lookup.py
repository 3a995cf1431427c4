"""Looks up the keys of mails' signatures in the DNS.

It waits for answers in the event loop, never longer than a time-out, and remembers them for a
while, also that there was none: while a server is silent, each mail must not wait for it anew.
It never raises: where nobody answered, the answer is that there was none. What the DNS says is
believed; a resolver that checks DNSSEC makes that as sure as it can be.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import dns.asyncresolver
import dns.exception
import dns.name
import dns.resolver

from listbot.mail.authorship import Heard, KeyAnswer

MOST_TEXTS = 5  # at one name; more than one key there proves nothing anyhow
LONGEST_TEXT = 4_001  # characters; a key has 800, and a longer record is refused
REMEMBERED = 1_000  # names
KEPT_FOR = {Heard.RECORD: 600.0, Heard.NOTHING: 60.0, Heard.NO_ANSWER: 20.0}  # seconds


class Lookup(Protocol):
    """Answers questions for key records."""

    async def ask(self, names: Sequence[str]) -> tuple[KeyAnswer, ...]:
        """Return an answer for each name, in their order. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Servers:
    """Which DNS servers to ask."""

    addresses: tuple[str, ...] = ()
    """IP addresses; (): those of the system."""
    port: int = 53
    timeout: float = 5.0
    """Seconds until a name counts as not answered."""


class DnsLookup:
    """Asks the DNS."""

    def __init__(
        self, servers: Servers | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._servers = servers or Servers()
        self._clock = clock
        self._resolver: dns.asyncresolver.Resolver | None = None
        self._known: dict[str, tuple[float, KeyAnswer]] = {}

    async def ask(self, names: Iterable[str]) -> tuple[KeyAnswer, ...]:
        """Return an answer for each name; all are asked for at the same time."""
        return tuple(await asyncio.gather(*map(self._answer, names)))

    async def _answer(self, name: str) -> KeyAnswer:
        until, known = self._known.get(name, (0.0, None))
        if known is not None and self._clock() < until:
            return known
        found = await self._fresh(name)
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[name] = (self._clock() + KEPT_FOR[found.heard], found)
        return found

    async def _fresh(self, name: str) -> KeyAnswer:
        try:
            async with asyncio.timeout(self._servers.timeout + 1):
                answer = await self._query(name)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, _NotAName):
            return KeyAnswer(name, Heard.NOTHING)
        except (dns.exception.DNSException, OSError, TimeoutError):
            return KeyAnswer(name, Heard.NO_ANSWER)
        return KeyAnswer(name, Heard.RECORD, answer)

    async def _query(self, name: str) -> tuple[str, ...]:
        try:
            asked = dns.name.from_text(f"{name}.")
        except (dns.exception.DNSException, UnicodeError) as fault:
            raise _NotAName from fault
        if self._resolver is None:
            self._resolver = self._open()
        answer = await self._resolver.resolve(
            asked, "TXT", search=False, lifetime=self._servers.timeout
        )
        texts = [b"".join(each.strings).decode("utf-8", "replace") for each in answer]
        return tuple(each[:LONGEST_TEXT] for each in texts[:MOST_TEXTS])

    def _open(self) -> dns.asyncresolver.Resolver:
        resolver = dns.asyncresolver.Resolver(configure=not self._servers.addresses)
        if self._servers.addresses:
            resolver.nameservers = list(self._servers.addresses)
            resolver.port = self._servers.port
        return resolver


class _NotAName(Exception):
    """The signature names a place that no DNS can have."""
