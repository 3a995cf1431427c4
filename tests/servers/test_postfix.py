"""A real Postfix in front of our listener, and behind our carrier."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from listbot.config import CarrierConfig
from listbot.errors import StoreUnavailable
from listbot.inbound.addresses import AddressBook
from listbot.inbound.cursor import MemoryCursors
from listbot.inbound.imap import Access, ImapSource
from listbot.inbound.imap_session import dial_tls
from listbot.inbound.lmtp import Listener, Speaks
from listbot.letters.letter import Parcel
from listbot.mail import ListContext
from listbot.outbound.smtp import SmtpCarrier
from tests.contracts.receivers import SOON, Collector, running
from tests.ports import free_port
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix, running_postfix

pytestmark = pytest.mark.servers

BOT = ListContext("listbot@example.org")
INFRA = ListContext("infra@example.org")
SUPPORT = ListContext("support@example.org")
# otherwise Postfix adds them
HEADER = b"From: ana@example.org\r\nDate: Sun, 01 Mar 2026 12:00:00 +0000\r\n"
MAIL = b"Message-ID: <1@example.org>\r\n" + HEADER + b"Subject: x\r\n\r\n+1\r\n"


@dataclass(slots=True)
class Chain:
    """Postfix, the port to which it delivers our lists, and the listener there."""

    postfix: Postfix
    port: int

    def listener(self) -> Listener:
        """Return our listener."""
        book = AddressBook(BOT, INFRA, SUPPORT)
        return Listener(Speaks.LMTP, "127.0.0.1", self.port, book, lambda: datetime.now(UTC))


@pytest.fixture
async def chain(dovecot: Dovecot) -> AsyncIterator[Chain]:
    """A Postfix that knows our port; nothing listens there yet."""
    port = free_port()
    with running_postfix(listbot=port, mailboxes=dovecot.lmtp) as postfix:
        yield Chain(postfix, port)


@asynccontextmanager
async def listening(chain: Chain, collector: Collector) -> AsyncIterator[None]:
    """Our listener at work."""
    one = chain.listener()
    async with running(one, collector):
        await one.ready.wait()
        yield


async def until_logged(chain: Chain, *words: str) -> None:
    """Wait until Postfix has logged all of these."""
    async with asyncio.timeout(SOON):
        while not all(word in chain.postfix.log() for word in words):
            await asyncio.sleep(0.05)


async def test_one_mail_for_several_of_our_addresses(chain: Chain) -> None:
    """One LMTP transaction with three recipients, one of them refused: one arrival each."""
    collector = Collector()
    recipients = (
        "infra@example.org",
        "support+7@example.org",
        "listbot@example.org",
        "nobody@example.org",
    )
    async with listening(chain, collector):
        await asyncio.to_thread(chain.postfix.send, MAIL, *recipients)
        await collector.until(3)
        await until_logged(chain, "to=<nobody@example.org>", "not an address that listbot watches")
        await until_logged(chain, *(f"to=<{one}>" for one in recipients))
    assert sorted(one.list.address for one in collector.stored) == sorted(
        ["infra@example.org", "support@example.org", "listbot@example.org"]
    )
    assert {one.envelope_from for one in collector.stored} == {"ana@example.org"}
    assert all(one.raw.endswith(MAIL) for one in collector.stored)
    assert chain.postfix.log().count("status=sent (250 2.0.0 Stored)") == 3


async def test_only_the_failed_recipient_comes_again(chain: Chain) -> None:
    """Postfix understands one reply per recipient: accepted mail is not sent twice."""
    collector = Collector([StoreUnavailable("disk full")])
    async with listening(chain, collector):
        await asyncio.to_thread(
            chain.postfix.send, MAIL, "infra@example.org", "support@example.org"
        )
        await collector.until(2)
        await until_logged(chain, "status=deferred", "452 4.3.1 The mail could not be stored")
    assert sorted(one.list.address for one in collector.stored) == [
        "infra@example.org",
        "support@example.org",
    ]


async def test_mail_waits_while_we_are_away(chain: Chain) -> None:
    """Nobody listens; Postfix keeps the mail and delivers it later."""
    await asyncio.to_thread(chain.postfix.send, MAIL, "infra@example.org")
    await until_logged(chain, "status=deferred")
    collector = Collector()
    async with listening(chain, collector):
        await collector.until(1)
    assert len(collector.stored) == 1


async def test_a_letter_goes_out_and_comes_into_a_mailbox(chain: Chain, dovecot: Dovecot) -> None:
    """The letter's bytes pass from our carrier through Postfix and Dovecot to our source."""
    raw = b"Message-ID: <7@example.org>\r\n" + HEADER + "Subject: x\r\n\r\n.gewählt\r\n".encode()
    carrier = SmtpCarrier(CarrierConfig("smtp", port=chain.postfix.port))
    await carrier.deliver(
        Parcel("<7@example.org>", "listbot@example.org", ("bob@example.org",), raw)
    )
    config = dovecot.access("bob@example.org")
    access = Access(dial_tls(config), config.user, config.password)
    collector = Collector()
    source = ImapSource(
        "INBOX", access, AddressBook(BOT), MemoryCursors(), lambda: datetime.now(UTC)
    )
    async with running(source, collector):
        await collector.until(1)
    assert collector.stored[0].raw.endswith(raw)
