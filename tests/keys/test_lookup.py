"""Looking up keys, at a DNS server that the test plays."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import dns.message
import dns.rcode
import dns.rrset
import pytest

from listbot.keys.lookup import LONGEST_TEXT, REMEMBERED, DnsLookup, Servers
from listbot.mail.authorship import Heard, KeyAnswer

NAME = "s1._domainkey.example.org"


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


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ('"v=DKIM1; k=rsa; " "p=abc"', KeyAnswer(NAME, Heard.RECORD, ("v=DKIM1; k=rsa; p=abc",))),
        ('"a"|"b"', KeyAnswer(NAME, Heard.RECORD, ("a", "b"))),
        (dns.rcode.NXDOMAIN, KeyAnswer(NAME, Heard.NOTHING)),
        (dns.rcode.NOERROR, KeyAnswer(NAME, Heard.NOTHING)),
        (dns.rcode.SERVFAIL, KeyAnswer(NAME, Heard.NO_ANSWER)),
        (None, KeyAnswer(NAME, Heard.NO_ANSWER)),
    ],
)
async def test_every_answer_is_one_of_three(said: str | int | None, answer: KeyAnswer) -> None:
    """A text in pieces is one text; a fault of the server and a time-out are no answer, and never
    a no.
    """
    server, servers = await served({NAME: said})
    with closing(server):
        found = await DnsLookup(servers).ask((NAME,))
    assert [(each.name, each.heard, set(each.texts)) for each in found] == [
        (answer.name, answer.heard, set(answer.texts))
    ]


async def test_a_name_that_cannot_be_has_no_key() -> None:
    """A signature may name anything; nobody is asked about it."""
    names = ("a..b._domainkey.example.org", "x" * 64 + "._domainkey.example.org", "ü." * 200)
    server, servers = await served({})
    with closing(server):
        found = await DnsLookup(servers).ask(names)
    assert found == tuple(KeyAnswer(name, Heard.NOTHING) for name in names)
    assert server.asked == []


async def test_answers_are_remembered_for_a_while() -> None:
    """Also that there was none, but not as long: mails must not wait for a dead server each."""
    now = 0.0
    server, servers = await served({NAME: '"p=abc"', "silent.example.org": None})
    lookup = DnsLookup(servers, lambda: now)
    with closing(server):
        for at in (0.0, 10.0, 30.0, 700.0):
            now = at
            await lookup.ask((NAME, "silent.example.org", "none.example.org"))
        asked = [server.asked.count(name) for name in (NAME, "none.example.org")]
    assert asked == [2, 2]
    assert server.asked.count("silent.example.org") >= 3


async def test_memory_has_an_end() -> None:
    """A stranger who names a thousand keys makes us forget, not grow."""
    server, servers = await served({})
    lookup = DnsLookup(servers, lambda: 0.0)
    with closing(server):
        for start in range(0, REMEMBERED + 100, 100):
            await lookup.ask([f"s{number}.example.org" for number in range(start, start + 100)])
        await lookup.ask(("s0.example.org",))
    assert server.asked.count("s0.example.org") == 2


async def test_a_record_is_cut() -> None:
    """A key has 800 characters; what is longer is refused later and kept short until then."""
    long = " ".join(f'"{"x" * 250}"' for _ in range(20))
    server, servers = await served({NAME: long})
    with closing(server):
        (found,) = await DnsLookup(servers).ask((NAME,))
    assert [len(each) for each in found.texts] == [LONGEST_TEXT]


async def test_the_systems_own_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any in the configuration; where the system has none either, nobody answers."""
    monkeypatch.setattr("dns.resolver.BaseResolver.read_resolv_conf", _no_servers)
    assert await DnsLookup().ask((NAME,)) == (KeyAnswer(NAME, Heard.NO_ANSWER),)


def _no_servers(*_: object) -> None:
    raise dns.resolver.NoResolverConfiguration
