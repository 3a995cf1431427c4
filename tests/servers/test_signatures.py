"""Signatures of a real opendkim, checked by us, and ours, checked by a real opendkim: through a
real Postfix, as a mail comes in.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from listbot.inbound.addresses import AddressBook
from listbot.inbound.lmtp import Listener, Speaks
from listbot.mail import Arrival, Level, ListContext, Mail, read
from listbot.mail.authorship import Proof, Proven
from tests.contracts.receivers import Collector, running
from tests.mail.proof.signing import Signer, Zone
from tests.ports import free_port
from tests.servers import opendkim
from tests.servers.postfix import Postfix, running_postfix

pytestmark = pytest.mark.servers

LIST_HOST, STRANGER = "127.0.0.2", "127.0.0.3"
INFRA = ListContext(
    "infra@example.org", trusted_hops=(LIST_HOST,), asks_proof=True, authserv_id="mx.example.org"
)
SIGNER = Signer(made=None)
FORGED = replace(SIGNER, key="nobody's")
FOUND = Proof(Proven.YES, "signed by example.org, as mx.example.org found")
BROKEN = Proof(Proven.NO, "the signature of example.org does not fit this mail")


def mail() -> bytes:
    """A vote of just now."""
    written = format_datetime(datetime.now(UTC) - timedelta(minutes=1))
    return (
        "From: Ana Ruiz <ana@example.org>\r\n"
        "To: infra@example.org\r\n"
        "Subject: Re: [VOTE] Move\r\n"
        "  the wiki\r\n"
        f"Date: {written}\r\n"
        "Message-ID: <1@example.org>\r\n"
        "In-Reply-To: <vote@example.org>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "\r\n"
        "+1  from me \r\n\t-- gewählt\r\n\r\n\r\n"
    ).encode()


@contextmanager
def postfix(port: int, milter: int) -> Iterator[Postfix]:
    """A Postfix with a milter, in front of our listener."""
    with running_postfix(listbot=port, mailboxes=free_port(), milter=milter) as server:
        yield server


async def came(milter: int, raw: bytes, client: str = LIST_HOST) -> Arrival:
    """The mail as it comes to us behind a Postfix with this milter."""
    port, collector = free_port(), Collector()
    listener = Listener(
        Speaks.LMTP, "127.0.0.1", port, AddressBook(INFRA), lambda: datetime.now(UTC)
    )
    with postfix(port, milter) as server:
        async with running(listener, collector):
            await listener.ready.wait()
            await asyncio.to_thread(server.send, raw, "infra@example.org", client_ip=client)
            await collector.until(1)
    return collector.stored[0]


def judged(arrival: Arrival, zone: Zone | None = None) -> tuple[Level, Proof | None]:
    """How sure we are of the mail; without a zone nobody is asked."""
    if zone is not None:
        arrival = replace(arrival, key_answers=zone.key_answers(zone.known))
    found = read(arrival)
    assert isinstance(found, Mail)
    return found.author.level, found.proof


@pytest.mark.parametrize("forms", ["relaxed/relaxed", "simple/simple"])
async def test_what_opendkim_signs_is_proven(forms: str) -> None:
    """In both forms, with folds, blanks and empty lines; one that leaves out Message-ID, as it does
    by default, proves nothing.
    """
    signer, zone = replace(SIGNER, forms=forms), Zone().put(SIGNER.answer)
    with opendkim.signing(signer, opendkim.SIGNS_MESSAGE_ID) as milter:
        arrival = await came(milter, mail())
    assert judged(arrival, zone) == (
        Level.VERIFIED,
        Proof(Proven.YES, "signed by example.org"),
    )
    changed = replace(arrival, raw=arrival.raw.replace(b"+1  from", b"-1  from"))
    why = "the signature of example.org is of another text: something changed it on its way"
    assert judged(changed, zone) == (Level.LIST_VOUCHED, Proof(Proven.NO, why))
    with opendkim.signing(signer) as milter:
        arrival = await came(milter, mail())
    why = "the signature of example.org leaves out the Message-Id field"
    assert judged(arrival, zone) == (Level.LIST_VOUCHED, Proof(Proven.NO, why))


async def test_what_opendkim_finds_is_believed() -> None:
    """Its field stands above the line that our Postfix writes, and nobody asks the DNS."""
    with opendkim.checking(SIGNER) as milter:
        signed = await came(milter, SIGNER.sign(mail()))
        forged = await came(milter, FORGED.sign(mail()))
        past_the_list = await came(milter, SIGNER.sign(mail()), STRANGER)
    assert b"\r\n\tdkim=pass" in signed.raw
    assert judged(signed) == (Level.VERIFIED, FOUND)
    assert judged(forged, Zone().put(SIGNER.answer)) == (Level.LIST_VOUCHED, BROKEN)
    assert judged(past_the_list) == (Level.UNVERIFIED, FOUND)


async def test_what_a_sender_says_was_found_is_not() -> None:
    """The very field that our host would write, sent along with a forged mail: it stands below the
    line that our host wrote.
    """
    preset = b"Authentication-Results: mx.example.org;\r\n\tdkim=pass header.d=example.org\r\n"
    with opendkim.signing(SIGNER.of("elsewhere.example")) as milter:
        arrival = await came(milter, preset + FORGED.sign(mail()), STRANGER)
    assert preset in arrival.raw
    assert judged(arrival, Zone().put(SIGNER.answer)) == (Level.UNVERIFIED, BROKEN)
