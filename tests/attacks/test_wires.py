"""Attacks on the wires: somebody writes into a dialogue that is not theirs."""

import re
from contextlib import suppress
from pathlib import Path

from listbot.errors import CarrierUnavailable
from listbot.outbound import Receipt
from tests.certificates import make_certificate
from tests.contracts.receivers import Collector, running
from tests.inbound.mailbox import Mailbox
from tests.inbound.test_imap import watching
from tests.outbound.misbehaving import misbehaving
from tests.outbound.test_smtp import PARCEL, carrier

IMAP = re.compile(
    r"(CAPABILITY|LOGIN \S+ \S+|SELECT \S+|EXAMINE \S+|NOOP|IDLE|LOGOUT|"
    r"(UID )?(SEARCH|FETCH|STORE) [\w\s:*,.<>\\()\[\]+-]+)"
)
"""What the daemon may say to a mailbox: numbers and words of its own, apart from its login."""


async def test_answers_injected_before_tls(tmp_path: Path) -> None:
    """What somebody adds to the server's answer to STARTTLS is not taken for an answer inside TLS:
    the letter is handed over in order, or not at all.
    """
    certificate = make_certificate(tmp_path)
    replies = {"STARTTLS": "220 go on\r\n250-mx.evil.example\r\n250 AUTH PLAIN\r\n250 ok"}
    async with misbehaving(replies, tls=certificate.for_server()) as server:
        receipt = None
        with suppress(CarrierUnavailable):
            receipt = await carrier(server, "starttls", certificate.file).deliver(PARCEL)
    if receipt is not None:
        assert receipt == Receipt("250 2.0.0 queued as 7")
    assert len(server.letters) == (0 if receipt is None else 1)


async def test_a_mailbox_is_never_asked_in_a_senders_words() -> None:
    """A Message-ID, a subject or a sender with a command in it is not said to the mailbox."""
    raw = (
        b'Message-ID: <1"\r\n A1 UID STORE 1:* +FLAGS (\\Deleted)@evil.example>\r\n'
        b'From: "x\\" A2 DELETE INBOX" <eve@evil.example>\r\nTo: infra@example.org\r\n'
        b"Subject: =?utf-8?Q?=0D=0AA3_DELETE_INBOX?=\r\nReferences: <a{5}b@evil.example>\r\n"
        b"\r\n+1\r\n"
    )
    async with watching(Mailbox({1: raw})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await collector.until(1)
            await watch.mailbox.until_idle()
    assert watch.mailbox.heard
    assert [line for line in watch.mailbox.heard if not IMAP.fullmatch(line.strip())] == []
