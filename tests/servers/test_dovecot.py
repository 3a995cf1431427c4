"""The IMAP source against a real Dovecot, through server and network faults."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from listbot.inbound.addresses import AddressBook
from listbot.inbound.cursor import Cursor, MemoryCursors
from listbot.inbound.imap import Access, ImapSource
from listbot.inbound.imap_session import dial_tls
from listbot.mail import ListContext
from tests.contracts.receivers import SOON, Collector, running
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import proxy

pytestmark = pytest.mark.servers

INFRA = ListContext("infra@example.org")


def mail(number: int) -> bytes:
    """Return a distinct mail."""
    return f"Message-ID: <{number}@example.org>\r\nSubject: {number}\r\n\r\n+1\r\n".encode()


def source(
    dovecot: Dovecot,
    folder: str,
    cursors: MemoryCursors | None = None,
    *,
    port: int | None = None,
    poll: float = 60.0,
    patience: float = 10.0,
    alerts: list[str] | None = None,
) -> ImapSource:
    """Return a source that waits little between sessions."""
    config = replace(dovecot.access(), port=port or dovecot.imaps)
    access = Access(dial_tls(config, patience), config.user, config.password, poll, patience)
    told = [] if alerts is None else alerts
    return ImapSource(
        folder,
        access,
        AddressBook(INFRA),
        cursors or MemoryCursors(),
        lambda: datetime.now(UTC),
        alert=lambda alert: told.append(alert.text),
        pause=lambda _: asyncio.sleep(0.05),
    )


@asynccontextmanager
async def first_look(one: ImapSource, collector: Collector) -> AsyncIterator[None]:
    """The source at work, past its first complete look."""
    async with running(one, collector):
        async with asyncio.timeout(SOON):
            while one.read_until(datetime.now(UTC)) is None:
                await asyncio.sleep(0.01)
        yield


async def test_idle_tells_of_a_mail_at_once(dovecot: Dovecot, folder: str) -> None:
    """With a poll of a minute, a mail comes much sooner, with the server's time."""
    collector = Collector()
    async with first_look(source(dovecot, folder), collector):
        date = '"01-Mar-2026 12:00:00 +0100"'
        await asyncio.to_thread(dovecot.append, folder, mail(1), date=date)
        await collector.until(1)
    assert [(one.raw, one.arrived) for one in collector.stored] == [
        (mail(1), datetime(2026, 3, 1, 11, tzinfo=UTC))
    ]
    assert dovecot.flags(folder) == [b"\\Seen"]


async def test_a_folder_named_in_german_and_chinese(dovecot: Dovecot) -> None:
    """The real server knows the name as we write it."""
    await asyncio.to_thread(dovecot.create, "Entw&APw-rfe &- &U,BTFw-")
    await asyncio.to_thread(dovecot.append, "Entw&APw-rfe &- &U,BTFw-", mail(1))
    collector = Collector()
    async with running(source(dovecot, "Entwürfe & 台北"), collector):
        assert await collector.until(1) == [mail(1)]


async def test_a_mail_with_nothing_in_it(dovecot: Dovecot, folder: str) -> None:
    """An empty body or header, eight-bit bytes, a bare CR: all that the server keeps arrives."""
    odd = [
        b"\r\n",
        b"Subject: x\r\n\r\n",
        b"Subject: \xff\r\n\r\na\rb\r\n",
        b"no header at all\r\n",
        b"",
    ]
    await asyncio.to_thread(dovecot.drop_in, folder, odd)
    collector = Collector()
    async with running(source(dovecot, folder), collector):
        assert await collector.until(len(odd)) == sorted(odd)


async def test_three_thousand_mails_at_once(dovecot: Dovecot, folder: str) -> None:
    """Each once, although IDLE announces them all in one go."""
    raws = [mail(number) for number in range(3000)]
    collector, cursors = Collector(), MemoryCursors()
    async with first_look(source(dovecot, folder, cursors), collector):
        await asyncio.to_thread(dovecot.drop_in, folder, raws)
        assert await collector.until(3000) == sorted(raws)
        async with asyncio.timeout(SOON):
            while cursors.kept.get(f"imap:{folder}", Cursor(0, 0)).uid < 3000:
                await asyncio.sleep(0.01)
    assert len(collector.stored) == 3000


async def test_the_server_is_killed_and_comes_back(dovecot: Dovecot, folder: str) -> None:
    """Mail from before, during and after the outage: each once."""
    collector = Collector()
    async with first_look(source(dovecot, folder), collector):
        await asyncio.to_thread(dovecot.append, folder, mail(1))
        await collector.until(1)
        await asyncio.to_thread(dovecot.kill)
        await asyncio.to_thread(dovecot.drop_in, folder, [mail(2)])
        await asyncio.to_thread(dovecot.start)
        await collector.until(2)
        await asyncio.to_thread(dovecot.append, folder, mail(3))
        assert await collector.until(3) == [mail(1), mail(2), mail(3)]
    assert len(collector.stored) == 3


async def test_a_line_that_dies_silently(dovecot: Dovecot, folder: str) -> None:
    """IDLE hears nothing any more and no connection breaks; the poll notices and reconnects."""
    collector = Collector()
    async with proxy(dovecot.imaps) as line:
        one = source(dovecot, folder, port=line.port, poll=0.2, patience=0.5)
        async with first_look(one, collector):
            line.stall()
            await asyncio.to_thread(dovecot.append, folder, mail(1))
            assert await collector.until(1) == [mail(1)]
        assert line.connections >= 2


async def test_a_line_cut_in_the_middle_of_a_mail(dovecot: Dovecot, folder: str) -> None:
    """A partial mail is never handed over; the next session delivers it whole."""
    large = b"Subject: large\r\n\r\n" + b"x" * 70 + b"\r\n" + b"0123456789" * 300_000 + b"\r\n"
    await asyncio.to_thread(dovecot.append, folder, mail(1), large, mail(2))
    collector = Collector()
    async with proxy(dovecot.imaps) as line:
        line.cut_after(1_000_000)
        async with running(source(dovecot, folder, port=line.port), collector):
            assert await collector.until(3) == sorted([mail(1), large, mail(2)])
        assert line.connections == 2


async def test_a_folder_made_anew(dovecot: Dovecot, folder: str) -> None:
    """UIDVALIDITY changes: everything is read again, and the admin is told."""
    await asyncio.to_thread(dovecot.append, folder, mail(1), mail(2))
    cursors, alerts = MemoryCursors(), list[str]()
    async with first_look(source(dovecot, folder, cursors), Collector()):
        pass
    await asyncio.to_thread(dovecot.delete, folder)
    await asyncio.to_thread(dovecot.create, folder)
    await asyncio.to_thread(dovecot.append, folder, mail(2), mail(3))
    collector = Collector()
    async with first_look(source(dovecot, folder, cursors, alerts=alerts), collector):
        pass
    assert [one.raw for one in collector.stored] == [mail(2), mail(3)]
    assert alerts == [f"imap:{folder}: UIDVALIDITY changed; everything in the folder is read again"]


async def test_gaps_in_the_uids(dovecot: Dovecot, folder: str) -> None:
    """Mails that others deleted leave gaps; nothing waits for them."""

    def delete_second() -> None:
        with dovecot.client() as client:
            client.select(folder)
            client.store("2", "+FLAGS", "\\Deleted")
            client.expunge()

    await asyncio.to_thread(dovecot.append, folder, mail(1), mail(2), mail(3))
    await asyncio.to_thread(delete_second)
    collector = Collector()
    async with first_look(source(dovecot, folder), collector):
        pass
    assert [one.raw for one in collector.stored] == [mail(1), mail(3)]


async def test_a_wrong_password_is_told(dovecot: Dovecot, folder: str) -> None:
    """The status line has the server's words."""
    config = dovecot.access()
    access = Access(dial_tls(config), config.user, "wrong")
    asked = asyncio.Event()

    async def wait_for_ever(_: float) -> None:
        asked.set()
        await asyncio.Event().wait()

    one = ImapSource(
        folder,
        access,
        AddressBook(INFRA),
        MemoryCursors(),
        lambda: datetime.now(UTC),
        pause=wait_for_ever,
    )
    async with running(one, Collector()), asyncio.timeout(SOON):
        await asked.wait()
    assert "login: NO [AUTHENTICATIONFAILED]" in one.status()
