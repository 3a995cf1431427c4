"""Looking up keys, at a DNS server that the test plays."""

import dns.rcode
import dns.resolver
import pytest

from listbot.keys.lookup import LONGEST_TEXT, REMEMBERED, DnsLookup
from listbot.mail.authorship import Heard, KeyAnswer
from tests.keys.dns_server import closing, served

NAME = "s1._domainkey.example.org"


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
    """A text in pieces is one text; a fault of the server and a time-out are not an answer,
    and never a no.
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
