"""The listener, as a mail host sees it."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from listbot.errors import CarrierUnavailable, SourceUnavailable, StoreUnavailable
from listbot.inbound.addresses import AddressBook
from listbot.inbound.dialogue import DEFAULT_LIMITS, MAX_RECIPIENTS, Limits
from listbot.inbound.lmtp import NEVER_HEARD, LastHeard, Listener, Speaks
from listbot.mail import Arrival, ListContext
from tests.contracts.receivers import SOON, Collector, running
from tests.contracts.talking import talk

BOT = ListContext("listbot@example.org")
INFRA = ListContext("infra@example.org")
SUPPORT = ListContext("support@example.org")
BOOK = AddressBook(BOT, INFRA, SUPPORT)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MAIL = b"Message-ID: <1@example.org>\r\nFrom: ana@example.org\r\n\r\n+1\r\n"


def listener(
    speaks: Speaks = Speaks.LMTP,
    *,
    limits: Limits = DEFAULT_LIMITS,
    heard: LastHeard = NEVER_HEARD,
    port: int = 0,
) -> Listener:
    """Return a listener for three addresses on a free port, at NOW."""
    return Listener(speaks, "127.0.0.1", port, BOOK, lambda: NOW, limits=limits, heard=heard)


@asynccontextmanager
async def listening(
    failures: Sequence[BaseException] = (),
    speaks: Speaks = Speaks.LMTP,
    limits: Limits = DEFAULT_LIMITS,
) -> AsyncIterator[tuple[Listener, Collector]]:
    """A running listener."""
    source, collector = listener(speaks, limits=limits), Collector(failures)
    async with running(source, collector):
        await source.ready.wait()
        yield source, collector


async def greeting(port: int) -> str:
    """Return the first reply to a new connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    line = await reader.readline()
    writer.close()
    return line.decode().rstrip("\r\n")


async def test_a_mail_becomes_an_arrival() -> None:
    """The arrival has the bytes as sent, the recipient's list, our clock and the sender."""
    async with listening() as (source, collector), talk(source.port) as host:
        assert await host.send(MAIL, "infra@example.org") == ["250 2.0.0 Stored"]
    (stored,) = collector.stored
    expected = Arrival(
        MAIL, INFRA, "lmtp", NOW, envelope_from="ana@example.org", envelope_to="infra@example.org"
    )
    assert replace(stored, nonce="") == expected


async def test_the_recipient_is_kept_as_given() -> None:
    """With its extension; if several name the same address, the first one with an extension."""
    async with listening() as (source, collector), talk(source.port) as host:
        await host.say("MAIL FROM:<ana@example.org>")
        for recipient in (
            "support@example.org",
            "Support+T118-k3@example.org",
            "support+x@example.org",
        ):
            await host.say(f"RCPT TO:<{recipient}>")
        await host.say("RCPT TO:<infra@example.org>")
        await host.say("DATA")
        assert await host.say(MAIL + b".") == "250 2.0.0 Stored"
    assert [(one.list, one.envelope_to) for one in collector.stored] == [
        (SUPPORT, "Support+T118-k3@example.org"),
        (INFRA, "infra@example.org"),
    ]


async def test_each_arrival_has_chance_of_its_own() -> None:
    """128 bits in hex digits, never the same twice."""
    async with listening() as (source, collector), talk(source.port) as host:
        await host.send(MAIL, "infra@example.org")
        await host.send(MAIL, "infra@example.org")
    drawn = [one.nonce for one in collector.stored]
    assert [re.fullmatch("[0-9a-f]{32}", each) is not None for each in drawn] == [True, True]
    assert drawn[0] != drawn[1]


async def test_the_null_sender_is_empty() -> None:
    """A bounce has an empty sender, which differs from an unknown one."""
    async with listening() as (source, collector), talk(source.port) as host:
        await host.say("MAIL FROM:<>")
        await host.say("RCPT TO:<listbot@example.org>")
        await host.say("DATA")
        assert await host.say(b"Subject: bounce\r\n\r\nno\r\n.") == "250 2.0.0 Stored"
    assert [(one.envelope_from, one.list) for one in collector.stored] == [("", BOT)]


async def test_each_list_gets_its_own_arrival_and_each_recipient_its_reply() -> None:
    """LMTP wants one reply per recipient; two recipients of one list make one arrival."""
    async with (
        listening([StoreUnavailable("disk full")]) as (source, collector),
        talk(source.port) as host,
    ):
        replies = await host.send(
            MAIL,
            "infra@example.org",
            "support@example.org",
            "nobody@example.org",
            "support+1@example.org",
        )
    assert replies == [
        "452 4.3.1 The mail could not be stored, try again later",
        "250 2.0.0 Stored",
        "250 2.0.0 Stored",
    ]
    assert [one.list for one in collector.stored] == [SUPPORT]


async def test_smtp_gives_one_reply_the_worst() -> None:
    """SMTP has one reply for all; if one of two lists failed, both are sent again."""
    both = ("infra@example.org", "support@example.org")
    put_off = "452 4.3.1 The mail could not be stored, try again later"
    failures = [StoreUnavailable("disk full")]
    async with (
        listening(failures, Speaks.SMTP) as (source, collector),
        talk(source.port, "EHLO mx.example.org") as host,
    ):
        assert await host.send(MAIL, *both, lmtp=False) == [put_off]
        assert await host.send(MAIL, *both, lmtp=False) == ["250 2.0.0 Stored"]
    assert [one.list for one in collector.stored] == [SUPPORT, INFRA, SUPPORT]


@pytest.mark.parametrize(
    ("failure", "reply"),
    [
        (StoreUnavailable("disk full"), "452 4.3.1 The mail could not be stored, try again later"),
        (CarrierUnavailable("odd"), "451 4.3.0 The mail could not be taken, try again later"),
        (KeyError("a bug"), "451 4.3.0 Local error, try again later"),
    ],
)
async def test_a_fault_asks_for_another_try(
    failure: Exception, reply: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Our faults never bounce a mail; the log names the mail."""
    async with listening([failure]) as (source, collector), talk(source.port) as host:
        assert await host.send(MAIL, "infra@example.org") == [reply]
        assert await host.send(MAIL, "infra@example.org") == ["250 2.0.0 Stored"]
    assert len(collector.stored) == 1
    assert "<1@example.org> for infra@example.org" in caplog.text


async def test_strangers_are_refused_for_good() -> None:
    """An address that is not watched is refused, and repeated in a harmless form."""
    async with listening() as (source, _), talk(source.port) as host:
        await host.say("MAIL FROM:<ana@example.org>")
        assert await host.say("RCPT TO:<nobody@example.org>") == (
            "550 5.1.1 <nobody@example.org>: not an address that listbot watches"
        )
        assert await host.say(b"RCPT TO:<n\xff@example.org>") == (
            "550 5.1.1 <n\\udcff@example.org>: not an address that listbot watches"
        )
        assert await host.say("DATA") == "503 Error: need RCPT command"


async def test_too_many_recipients_are_put_off() -> None:
    """A transaction is limited; the rest go into the next one."""
    async with listening() as (source, _), talk(source.port) as host:
        await host.say("MAIL FROM:<ana@example.org>")
        for number in range(MAX_RECIPIENTS):
            assert await host.say(f"RCPT TO:<infra+{number}@example.org>") == "250 2.1.5 OK"
        assert (await host.say("RCPT TO:<infra@example.org>")).startswith("452 4.5.3")


async def test_the_size_is_announced_and_held() -> None:
    """Too large as announced, or in fact: 552, for each recipient of an LMTP transaction."""
    async with (
        listening(limits=Limits(size=1000)) as (source, collector),
        talk(source.port, "") as host,
    ):
        assert "250-SIZE 1000" in await host.say("LHLO mx.example.org")
        assert (await host.say("MAIL FROM:<ana@example.org> SIZE=1001")).startswith("552")
        replies = await host.send(b"x\r\n" * 500, "infra@example.org", "support@example.org")
        assert replies == ["552 Error: Too much mail data"] * 2
        assert await host.send(MAIL, "infra@example.org") == ["250 2.0.0 Stored"]
    assert len(collector.stored) == 1


async def test_thirty_megabytes_are_taken() -> None:
    """A mail as large as Gmail allows is announced as acceptable, and accepted."""
    async with listening() as (source, collector), talk(source.port, "") as host:
        assert "250-SIZE 36700160" in await host.say("LHLO mx.example.org")
        large = MAIL + (b"x" * 76 + b"\r\n") * (30 * 1024 * 1024 // 78)
        assert await host.send(large, "support@example.org") == ["250 2.0.0 Stored"]
    assert [one.raw for one in collector.stored] == [large]


async def test_lines_may_be_long_but_not_endless() -> None:
    """A line of 900 kB is accepted; over 1 MiB is refused, with one reply per recipient."""
    async with listening() as (source, collector), talk(source.port) as host:
        long = b"Subject: x\r\n\r\n" + b"x" * 900_000 + b"\r\n"
        assert await host.send(long, "infra@example.org") == ["250 2.0.0 Stored"]
        endless = b"Subject: x\r\n\r\n" + b"x" * 1_100_000 + b"\r\n"
        replies = await host.send(endless, "infra@example.org", "support@example.org")
        assert [reply[:3] for reply in replies] == ["500", "500"]
    assert [one.raw for one in collector.stored] == [long]


async def test_smtputf8_senders() -> None:
    """Non-ASCII addresses are accepted; bytes that are not UTF-8 are shown escaped."""
    async with listening() as (source, collector), talk(source.port) as host:
        for sender in (b"<j\xc3\xbcrgen@example.org> SMTPUTF8", b"<j\xff@example.org>"):
            await host.say(b"MAIL FROM:" + sender)
            await host.say("RCPT TO:<infra@example.org>")
            await host.say("DATA")
            await host.say(b"Subject: x\r\n\r\nx\r\n.")
    assert [one.envelope_from for one in collector.stored] == [
        "jürgen@example.org",
        "j\\udcff@example.org",
    ]


async def test_a_fault_of_the_dialogue_is_no_refusal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug of ours or of the library is answered with a 4xx, and the connection continues."""

    def broken(_: AddressBook, __: str) -> None:
        raise IndexError("a bug")

    async with listening() as (source, _), talk(source.port) as host:
        await host.say("MAIL FROM:<ana@example.org>")
        with monkeypatch.context() as patched:
            patched.setattr(AddressBook, "for_recipient", broken)
            assert (
                await host.say("RCPT TO:<infra@example.org>")
                == "451 4.3.0 Local error, try again later"
            )
        await host.say("RSET")
        assert await host.send(MAIL, "infra@example.org") == ["250 2.0.0 Stored"]
    assert "fault in the dialogue" in caplog.text


async def test_connections_are_bounded() -> None:
    """One too many is refused with a 4xx, and accepted once another has gone."""
    async with listening(limits=Limits(connections=1)) as (source, _):
        async with talk(source.port):
            assert await greeting(source.port) == "421 4.3.2 Too many connections, try again later"
        async with asyncio.timeout(SOON):
            while (await greeting(source.port)).startswith("421"):
                pass  # The listener hears of the closed connection a moment later.


@pytest.mark.parametrize(("speaks", "greeting"), [(Speaks.LMTP, "LHLO x"), (Speaks.SMTP, "EHLO x")])
async def test_the_silent_make_room(
    speaks: Speaks, greeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However far they got, idle connections give way to a mail host with something to say."""
    monkeypatch.setattr("listbot.connections.GRACE", -60.0)
    half = (
        f"{greeting}\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<infra@example.org>\r\nDATA\r\nFrom: x"
    ).encode()
    limits = Limits(connections=3, a_source=3)
    async with (
        listening(speaks=speaks, limits=limits) as (source, collector),
        AsyncExitStack() as open_,
    ):
        for said in (b"", b"LH", half, b"", half, b"NOOP\r\n"):
            _, writer = await asyncio.open_connection("127.0.0.1", source.port)
            open_.callback(writer.close)
            writer.write(said)
            await writer.drain()
        host = await open_.enter_async_context(talk(source.port, greeting))
        assert await host.send(MAIL, "infra@example.org", lmtp=False) == ["250 2.0.0 Stored"]
    assert [one.raw for one in collector.stored] == [MAIL]


async def test_a_connection_without_a_mail_is_closed() -> None:
    """A client that talks and never hands a mail over loses its place, too."""
    async with listening(limits=Limits(life=0.05)) as (source, _), talk(source.port) as host:
        with suppress(ConnectionError):
            async with asyncio.timeout(SOON):
                while await host.say("RSET"):
                    pass


async def test_commands_are_not_repeated_for_ever() -> None:
    """A hundred NOOPs are enough; delivering commands are as many as there are mails."""
    async with listening() as (source, collector), talk(source.port) as host:
        for _ in range(150):
            assert await host.send(MAIL, "infra@example.org") == ["250 2.0.0 Stored"]
            assert await host.say("RSET") == "250 OK"
        for _ in range(100):
            assert await host.say("NOOP") == "250 OK"
        assert await host.say("NOOP") == "421 4.7.0 NOOP sent too many times"
        assert await host.is_closed()
    assert len(collector.stored) == 150


async def test_what_is_no_command_is_soon_enough() -> None:
    """A client that speaks another protocol is disconnected."""
    async with listening() as (source, _), talk(source.port) as host:
        replies = [await host.say("GET / HTTP/1.1") for _ in range(5)]
        assert replies[-1] == "502 5.5.1 Too many unrecognized commands, goodbye."
        assert await host.is_closed()


async def test_others_have_their_turn() -> None:
    """A thousand commands at once do not hold up a mail."""
    async with listening() as (source, _), talk(source.port) as host, talk(source.port) as other:
        turns: list[str] = []

        async def flood() -> None:
            writer = host._writer
            writer.write(b"RSET\r\n" * 1000)
            for _ in range(1000):
                await host.hear()
                turns.append("flood")

        async def deliver() -> None:
            await other.send(MAIL, "infra@example.org")
            turns.append("mail")

        await asyncio.gather(flood(), deliver())
    assert turns.index("mail") < len(turns) - 1


async def test_a_mail_without_end_is_cut_off() -> None:
    """A refused mail is read to its end for a while, and no longer."""
    async with (
        listening(limits=Limits(size=1000)) as (source, collector),
        talk(source.port) as host,
    ):
        await host.say("MAIL FROM:<ana@example.org>")
        await host.say("RCPT TO:<infra@example.org>")
        await host.say("DATA")
        with suppress(ConnectionError):
            for _ in range(200):
                host._writer.write(b"x" * 10_000 + b"\r\n")
                await host._writer.drain()
        with suppress(ConnectionError):
            assert await host.is_closed()
    assert collector.stored == []


async def test_mails_that_come_in_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than fits into memory at once is tried again; memory is released."""
    monkeypatch.setattr("listbot.inbound.dialogue.MOST_HELD", 1_500_000)
    large = MAIL + (b"x" * 998 + b"\r\n") * 2000
    async with listening() as (source, collector), talk(source.port) as host:
        replies = await host.send(large, "infra@example.org", "support@example.org")
        assert replies == ["452 4.3.1 Too many mails at once, try again later"] * 2
        for _ in range(3):
            assert await host.send(large[:900_000] + b"\r\n", "infra@example.org") == [
                "250 2.0.0 Stored"
            ]
    assert len(collector.stored) == 3


@pytest.mark.parametrize(
    ("sent", "raw"),
    [
        (b".\r\n", b""),
        (b"\r\n.\r\n", b"\r\n"),
        (b"..\r\n.\r\n", b".\r\n"),
        (b"..a\r\n..\r\n...b\r\n.\r\n", b".a\r\n.\r\n..b\r\n"),
        (b".a\r\n.\r\n", b"a\r\n"),
        (b"a\n.\nb\r\n.\r\n", b"a\n.\nb\r\n"),
        (b"a\n.\r\nb\r\n.\r\n", b"a\n.\r\nb\r\n"),
        (b"a\r.\r\nb\r\n.\r\n", b"a\r.\r\nb\r\n"),
        (b"a\r\n.\nb\r\n.\r\n", b"a\r\n\nb\r\n"),
        (b"a\r\n.\rb\r\n.\r\n", b"a\r\n\rb\r\n"),
        (b"\r\n" * 700_000 + b".\r\n", b"\r\n" * 700_000),
        (b"x" * (1024 * 1024 - 3) + b"\r\ny\r\n.\r\n", b"x" * (1024 * 1024 - 3) + b"\r\ny\r\n"),
    ],
)
async def test_a_mail_is_what_was_sent_up_to_the_lone_dot(sent: bytes, raw: bytes) -> None:
    """Only a dot between two CR LF ends it (RFC 5321, section 4.5.2); then commands follow."""
    async with listening() as (source, collector), talk(source.port) as host:
        for line in ("MAIL FROM:<ana@example.org>", "RCPT TO:<infra@example.org>", "DATA"):
            await host.say(line)
        host._writer.write(sent + b"NOOP\r\n")
        assert [await host.hear(), await host.hear()] == ["250 2.0.0 Stored", "250 OK"]
    assert [one.raw for one in collector.stored] == [raw]


async def test_the_end_may_come_in_pieces() -> None:
    """Wherever the network cuts it."""
    async with listening() as (source, collector), talk(source.port) as host:
        for line in ("MAIL FROM:<ana@example.org>", "RCPT TO:<infra@example.org>", "DATA"):
            await host.say(line)
        for sign in b"ab\r\n.\r\n":
            host._writer.write(bytes([sign]))
            await host._writer.drain()
            await asyncio.sleep(0)
        assert await host.hear() == "250 2.0.0 Stored"
    assert [one.raw for one in collector.stored] == [b"ab\r\n"]


async def test_data_in_its_place() -> None:
    """Not before the greeting, not without a recipient, and without an argument."""
    async with listening() as (source, _), talk(source.port, "") as host:
        assert await host.say("DATA") == "503 Error: send HELO first"  # the library's words
        await host.say("LHLO mx.example.org")
        assert await host.say("DATA") == "503 Error: need RCPT command"
        await host.say("MAIL FROM:<ana@example.org>")
        await host.say("RCPT TO:<infra@example.org>")
        assert await host.say("DATA now") == "501 Syntax: DATA"


async def test_a_silent_connection_is_closed() -> None:
    """A silent client loses its place."""
    async with listening(limits=Limits(silence=0.05)) as (source, _), talk(source.port) as host:
        assert await host.is_closed()


async def test_a_port_in_use_is_a_clear_error() -> None:
    """The error names host and port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            SourceUnavailable, match=f"lmtp: cannot listen on 127.0.0.1 port {port}"
        ):
            await listener(port=port).run(Collector())


async def test_a_stop_finishes_the_mail_in_hand() -> None:
    """A mail that is being committed gets its 250, then the connection is closed."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Arrival) -> str:
        begun.set()
        await go_on.wait()
        return "kept"

    source = listener()
    task = asyncio.ensure_future(source.run(slow))
    await source.ready.wait()
    async with talk(source.port) as host:
        sending = asyncio.ensure_future(host.send(MAIL, "infra@example.org"))
        await begun.wait()
        task.cancel()
        go_on.set()
        assert await sending == ["250 2.0.0 Stored"]
        assert await host.is_closed()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_stop_does_not_wait_for_ever(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """If a receiver hangs, its connection is closed: without a 250 the mail host sends again."""
    monkeypatch.setattr("listbot.inbound.lmtp.FINISH_WITHIN", 0.01)
    begun = asyncio.Event()

    async def stuck(_: Arrival) -> str:
        begun.set()
        await asyncio.Event().wait()
        return "never"

    source = listener()
    task = asyncio.ensure_future(source.run(stuck))
    await source.ready.wait()
    async with talk(source.port) as host:
        sending = asyncio.ensure_future(host.send(MAIL, "infra@example.org"))
        await begun.wait()
        task.cancel()
        assert await sending == [""]
    with pytest.raises(asyncio.CancelledError):
        await task
    assert "mails left without an answer: 1" in caplog.text


async def test_read_until_while_listening_and_after() -> None:
    """A first start has missed nothing; a stopped listener only knows mail up to its stop."""
    later = NOW + timedelta(hours=1)
    source = listener()
    assert source.read_until(later) is None
    assert source.status() == "lmtp: not listening"
    async with running(source, Collector()):
        await source.ready.wait()
        assert source.read_until(later) == later
        expected = (
            f"lmtp: listening on 127.0.0.1 port {source.port} since "
            f"2026-03-01 12:00 UTC, 0 mails taken"
        )
        assert source.status() == expected
    assert source.read_until(later) == NOW
    assert source.status() == "lmtp: stopped at 2026-03-01 12:00 UTC"


async def test_a_clock_that_is_put_right_moves_what_was_noted() -> None:
    """A start at 12:00 by a clock an hour ahead was at 11:00."""
    hour = timedelta(hours=1)
    source = listener(heard=LastHeard(NOW - 9 * hour, hour))
    source.shift(-hour)
    assert source.read_until(NOW) == NOW - 9 * hour
    async with running(source, Collector()):
        await source.ready.wait()
        assert source.read_until(NOW) == NOW - 9 * hour
        source.shift(-hour)
        assert source.read_until(NOW) == NOW
    source.shift(-hour)
    assert source.read_until(NOW) == NOW - hour


async def test_read_until_after_a_sleep() -> None:
    """As after a restart; a listener that is not running has nothing to add."""
    retry_time = timedelta(seconds=4000)
    source = listener()
    source.was_away(NOW - timedelta(hours=2), NOW)
    assert source.read_until(NOW) is None
    async with running(source, Collector()):
        await source.ready.wait()
        slept, woke = NOW + timedelta(hours=1), NOW + timedelta(hours=9)
        source.was_away(slept, woke)
        assert source.read_until(woke) == slept
        assert source.read_until(woke + retry_time) == woke + retry_time


async def test_read_until_after_a_restart() -> None:
    """Until the mail host has surely retried, mail from before the start may still come."""
    before = NOW - timedelta(days=14)
    source = listener(heard=LastHeard(before, timedelta(seconds=4000)))
    assert source.read_until(NOW) == before
    async with running(source, Collector()):
        await source.ready.wait()
        assert source.read_until(NOW + timedelta(seconds=3999)) == before
        assert source.read_until(NOW + timedelta(seconds=4000)) == NOW + timedelta(seconds=4000)
