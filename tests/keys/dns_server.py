"""A DNS server that a test plays, on a free port of the loopback."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

import dns.message
import dns.rcode
import dns.rrset

from listbot.keys.lookup import Servers


class Server(asyncio.DatagramProtocol):
    """Answers TXT questions from a table; a name with None gets no answer at all."""

    def __init__(self, known: dict[str, str | int | None]) -> None:
        self.known = known
        self.asked: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer one question."""
        question = dns.message.from_wire(data)
        name = question.question[0].name.to_text(omit_final_dot=True)
        self.asked.append(name)
        said = self.known.get(name, dns.rcode.NXDOMAIN)
        if said is None:
            return
        answer = dns.message.make_response(question)
        if isinstance(said, str):
            answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *said.split("|")))
        else:
            answer.set_rcode(dns.rcode.Rcode(said))
        self.transport.sendto(answer.to_wire(), addr)


async def served(known: dict[str, str | int | None]) -> tuple[Server, Servers]:
    """A server on a free port, and where it is."""
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(
        lambda: Server(known), local_addr=("127.0.0.1", 0)
    )
    port = transport.get_extra_info("sockname")[1]
    return server, Servers(("127.0.0.1",), port, 0.3)


@contextmanager
def closing(server: Server) -> Iterator[None]:
    """Close a server at the end."""
    try:
        yield
    finally:
        server.transport.close()


@contextmanager
def answering(known: Mapping[str, str | int | None]) -> Iterator[int]:
    """A server for other processes, in a thread of its own; yields its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        server, where = asyncio.run_coroutine_threadsafe(served(dict(known)), loop).result(10)
        try:
            yield where.port
        finally:
            asyncio.run_coroutine_threadsafe(_closed(server), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _closed(server: Server) -> None:
    server.transport.close()
    await asyncio.sleep(0)  # It closes in the loop's next round.
