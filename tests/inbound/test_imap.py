"""The IMAP source, against a miniature mailbox that behaves as it is set up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from listbot.config import ImapConfig
from listbot.errors import SourceUnavailable, StoreUnavailable
from listbot.inbound import imap, imap_fetching
from listbot.inbound.addresses import AddressBook
from listbot.inbound.cursor import Condition, Cursor, MemoryCursors
from listbot.inbound.imap import Access, ImapSource
from listbot.inbound.imap_session import ImapSession, dial_tls
from listbot.mail import Arrival, ListContext
from tests.contracts.receivers import SOON, Collector, running
from tests.inbound.mailbox import CLOSE, HANG, Mailbox, serving

INFRA = ListContext("infra@example.org")
NOW = datetime(2026, 3, 1, 13, tzinfo=UTC)
DATED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def mail(number: int) -> bytes:
    """Return a distinct mail."""
    return f"Message-ID: <{number}@example.org>\r\n\r\n+1\r\n".encode()


@dataclass(slots=True)
class Watch:
    """A source and everything around it; a new `source()` is a restart."""

    mailbox: Mailbox
    cursors: MemoryCursors = field(default_factory=MemoryCursors)
    alerts: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    poll: float = 20.0
    password: str = "secret"
    patience: float = 5.0
    sessions: int = 1_000
    """After this many, the source waits for ever."""
    now: datetime = NOW

    def source(self, pause: Callable[[float], Awaitable[None]] | None = None) -> ImapSource:
        """Return a source at NOW that does not really wait between sessions."""
        access = Access(self.mailbox.dial, "listbot", self.password, self.poll, self.patience)
        book = AddressBook(INFRA)
        return ImapSource(
            "infra",
            access,
            book,
            self.cursors,
            lambda: self.now,
            alert=lambda told: self.alerts.append(told.text),
            pause=pause or self.pause,
        )

    async def until(self, found: Callable[[], bool]) -> None:
        """Let the source run until something is true."""
        async with asyncio.timeout(SOON):
            while not found():
                await asyncio.sleep(0)

    async def pause(self, seconds: float) -> None:
        """Note the wait and continue at once."""
        self.waits.append(seconds)
        if len(self.waits) >= self.sessions:
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@asynccontextmanager
async def watching(mailbox: Mailbox, **kwargs: float | str) -> AsyncIterator[Watch]:
    """The mailbox served, with no source watching yet."""
    async with serving(mailbox):
        yield Watch(mailbox, **kwargs)  # type: ignore[arg-type]  # its own fields only


async def test_what_is_there_and_what_comes() -> None:
    """Arrivals have the bytes, list and server's time; cursor and flags follow the commit."""
    async with watching(Mailbox({3: mail(3), 7: mail(7)})) as watch:
        collector, source = Collector(), watch.source()
        assert source.status() == "imap:infra: not connected yet, read until never, 0 mails taken"
        source.shift(timedelta(hours=1))
        assert source.read_until(NOW) is None
        async with running(source, collector):
            await watch.mailbox.until_idle()
            watch.mailbox.put(8, mail(8))
            await watch.mailbox.until_idle(2)
            assert source.read_until(NOW + timedelta(minutes=3)) == NOW
            assert source.read_until(NOW - timedelta(minutes=3)) == NOW - timedelta(minutes=3)
            source.shift(-timedelta(hours=1))  # the clock was an hour ahead
            assert source.read_until(NOW) == NOW - timedelta(hours=1)
            source.shift(timedelta(hours=1))
            assert source.status() == (
                "imap:infra: connected since 2026-03-01 13:00 UTC, read until 2026-03-01 13:00 "
                "UTC, 3 mails taken"
            )
    assert [replace(one, nonce="") for one in collector.stored] == [
        Arrival(mail(number), INFRA, "imap:infra", DATED) for number in (3, 7, 8)
    ]
    assert len({one.nonce for one in collector.stored}) == len(collector.stored)
    assert watch.cursors.kept == {"imap:infra": Cursor(1, 8)}
    assert watch.mailbox.seen == {3, 7, 8}
    assert (watch.alerts, watch.waits) == ([], [])


async def test_a_restart_reads_on_at_the_cursor() -> None:
    """Mails taken are not fetched again, although "n:*" always names the last mail."""
    async with watching(Mailbox({1: mail(1)})) as watch:
        for number in (1, 2):
            watch.mailbox.mails[number] = mail(number)
            collector = Collector()
            async with running(watch.source(), collector):
                await watch.mailbox.until_idle(number)
            assert [one.raw for one in collector.stored] == [mail(number)]


@pytest.mark.parametrize("failure", [StoreUnavailable("disk full"), KeyError("a bug")])
async def test_a_failing_receiver_loses_nothing(failure: Exception) -> None:
    """The mail stays unflagged and after the cursor, and comes again after a wait."""
    async with watching(Mailbox({1: mail(1), 2: mail(2)})) as watch:
        seen_at_failure: list[set[int]] = []

        class Once(Collector):
            async def __call__(self, arrival: Arrival) -> str:
                if arrival.raw == mail(2) and not seen_at_failure:
                    seen_at_failure.append(set(watch.mailbox.seen))
                    raise failure
                return await super().__call__(arrival)

        collector = Once()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert [one.raw for one in collector.stored] == [mail(1), mail(2)]
    assert seen_at_failure == [set()]
    assert watch.cursors.kept == {"imap:infra": Cursor(1, 2)}
    assert len(watch.waits) == 1


async def test_a_failing_first_mail_moves_nothing() -> None:
    """If nothing was done, no cursor is written."""
    async with watching(Mailbox({1: mail(1)})) as watch:
        collector = Collector([StoreUnavailable("disk full")])
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert [one.raw for one in collector.stored] == [mail(1)]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"greeting": "BYE too many"}, "no connection"),
        ({"LOGIN": "NO [AUTHENTICATIONFAILED] wrong"}, "login: NO [AUTHENTICATIONFAILED] wrong"),
        ({"SELECT": "NO no such folder"}, "folder infra: NO no such folder"),
        ({"SEARCH": "BAD what"}, "SEARCH: BAD what"),
        ({"NOOP": CLOSE}, "NOOP: the connection was lost"),
        ({"FETCH": CLOSE}, "FETCH: the connection was lost"),
        ({"NOOP": HANG}, "NOOP: no answer in 0.1 s"),
        ({"LOGIN": HANG}, "login: no answer in 0.1 s"),
        ({"IDLE": CLOSE}, "IDLE: the connection was lost"),
    ],
)
async def test_a_fault_ends_the_session_and_a_new_one_begins(
    told: dict[str, str], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever fault the server has once, the next session takes everything, once."""
    async with watching(Mailbox({1: mail(1)}, told=told), patience=0.1) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
        assert [one.raw for one in collector.stored] == [mail(1)]
        assert len(watch.waits) == 1
        assert f"imap:infra: {words}" in caplog.text


async def test_the_state_tells_the_fault() -> None:
    """The status line says since when it is away, and why."""
    async with watching(Mailbox(uidvalidity="OK nothing")) as watch:
        failed = asyncio.Event()

        async def stop_here(_: float) -> None:
            failed.set()
            await asyncio.Event().wait()

        source = watch.source(stop_here)
        async with running(source, Collector()):
            await failed.wait()
            assert source.status() == (
                "imap:infra: away since 2026-03-01 13:00 UTC (folder infra: the server sends no "
                "UIDVALIDITY), read until never, 0 mails taken"
            )


async def test_a_mailbox_that_stays_away_is_told_once() -> None:
    """After five minutes, since a restart needs no person; again only if it was read in between."""
    refused = {"LOGIN": "NO [AUTHENTICATIONFAILED] wrong"}
    async with watching(Mailbox(told=dict(refused))) as watch:

        async def two_minutes(_: float) -> None:
            watch.now += timedelta(minutes=2)
            watch.waits.append(2)
            if len(watch.waits) not in (5, 6):  # the fifth and the sixth session may log in
                watch.mailbox.told.update(refused)
            await asyncio.sleep(0)

        async with running(watch.source(two_minutes), Collector()):
            await watch.mailbox.until_idle()
            away = (
                "imap:infra: away since 2026-03-01 13:00 UTC (login: NO "
                "[AUTHENTICATIONFAILED] wrong)"
            )
            told = f"{away}; meanwhile no mail is read and no vote of its lists closes"
            assert watch.alerts == [told]
            watch.mailbox.hang_up()
            await watch.mailbox.until_idle(2)
            watch.mailbox.hang_up()
            async with asyncio.timeout(20):
                while len(watch.alerts) == 1:
                    await asyncio.sleep(0)
            assert watch.alerts[1].startswith(
                "imap:infra: away since 2026-03-01 13:12 UTC (login: NO "
            )


async def test_a_line_that_is_cut_now_and_then_is_picked_up_at_once() -> None:
    """Some networks end idle connections; only those that live for seconds wait longer."""
    async with watching(Mailbox()) as watch, running(watch.source(), Collector()):
        for number in range(1, 5):
            await watch.mailbox.until_idle(number)
            watch.now += timedelta(minutes=2)
            watch.mailbox.hang_up()
        for number in range(5, 9):
            await watch.mailbox.until_idle(number)
            watch.mailbox.hang_up()
        await watch.mailbox.until_idle(9)
    assert all(wait <= 1 for wait in watch.waits[:4])
    assert watch.waits[7] >= 4


async def test_away_is_counted_from_the_first_fault() -> None:
    """A server that always hangs up after the login was never back; after a complete look
    it was.
    """
    async with watching(Mailbox()) as watch:
        found: list[Condition | None] = []

        async def a_minute(_: float) -> None:
            found.append(source.condition())
            watch.now += timedelta(minutes=1)
            watch.mailbox.told.update({"NOOP": CLOSE} if len(found) < 3 else {})

        source = watch.source(a_minute)
        assert source.condition() is None
        watch.mailbox.told["LOGIN"] = "NO later"
        async with running(source, Collector()):
            await watch.until(lambda: len(found) == 3)
            await watch.mailbox.until_idle()
            assert source.condition() == Condition(watch.now, "", watch.now)
            assert watch.now == NOW + timedelta(minutes=3)
            watch.mailbox.hang_up()
            await watch.mailbox.until_idle(2)
    lost = "NOOP: the connection was lost"
    assert found == [
        Condition(NOW, "login: NO later", None),
        Condition(NOW, lost, None),
        Condition(NOW, lost, None),
        Condition(
            watch.now - timedelta(minutes=1),
            "IDLE: the connection was lost",
            NOW + timedelta(minutes=3),
        ),
    ]


async def test_flags_that_cannot_be_set_lose_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A read-only folder is still read; flags are only for people."""
    async with watching(Mailbox({1: mail(1)}, told={"STORE": "NO read-only"})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert len(collector.stored) == 1
    assert watch.cursors.kept == {"imap:infra": Cursor(1, 1)}
    assert "taken, but not flagged as seen: STORE: NO read-only" in caplog.text


@pytest.mark.parametrize(
    ("cursor", "alert"),
    [
        (Cursor(99, 2), "imap:infra: UIDVALIDITY changed; everything in the folder is read again"),
        (
            Cursor(1, 9),
            "imap:infra: the folder has gone back in time; everything in it is read again",
        ),
    ],
)
async def test_a_folder_numbered_anew_is_read_again(cursor: Cursor, alert: str) -> None:
    """Content, not numbers, decides what is new; and the admin is told."""
    async with watching(Mailbox({1: mail(1), 2: mail(2)})) as watch:
        watch.cursors.kept["imap:infra"] = cursor
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert [one.raw for one in collector.stored] == [mail(1), mail(2)]
    assert watch.alerts == [alert]
    assert watch.cursors.kept == {"imap:infra": Cursor(1, 2)}


async def test_a_huge_mail_is_handed_over_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than reading accepts, so that reading sets it aside; never skipped."""
    monkeypatch.setattr(imap_fetching, "LARGEST", 100)
    monkeypatch.setattr(imap_fetching, "BATCH_BYTES", 200)
    async with watching(Mailbox({1: b"x" * 5000, 2: mail(2), 3: b"y" * 101, 4: b""})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert [one.raw for one in collector.stored] == [b"x" * 101, mail(2), b"y" * 101, b""]
    assert [line for line in watch.mailbox.heard if "BODY" in line] == [
        "FETCH 1:2 (UID BODY.PEEK[]<0.101>)",
        "FETCH 3:4 (UID BODY.PEEK[]<0.101>)",
    ]


async def test_many_mails_come_in_chunks() -> None:
    """No command asks for more than the library's parser can handle."""
    count = 2 * imap.CHUNK + 1
    async with watching(Mailbox({number: mail(number) for number in range(1, count + 1)})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert len(collector.stored) == count
    assert watch.mailbox.seen == set(range(1, count + 1))
    assert len([line for line in watch.mailbox.heard if "BODY" in line]) == 3


async def test_a_mail_that_was_deleted_meanwhile_is_passed() -> None:
    """Somebody deleted it between SEARCH and FETCH; the cursor moves on."""
    async with watching(Mailbox({1: mail(1)}, ghosts={2})) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
    assert [one.raw for one in collector.stored] == [mail(1)]
    assert watch.cursors.kept == {"imap:infra": Cursor(1, 2)}


@pytest.mark.parametrize(
    "mailbox",
    [
        Mailbox(idles=False),
        Mailbox(told={"IDLE": "NO not here"}),
        Mailbox(told={"IDLE": "BAD what"}),
        Mailbox(told={"IDLE": "OK and done"}),
        Mailbox(ends_idle=True),
    ],
    ids=["no capability", "NO", "BAD", "OK at once", "begun and ended at once"],
)
async def test_without_idle_there_is_the_poll(mailbox: Mailbox) -> None:
    """A server that cannot or will not IDLE is polled, in one session."""
    async with watching(mailbox, poll=0.01) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            while watch.mailbox.heard.count("NOOP") < 3:
                await asyncio.sleep(0)
            watch.mailbox.mails[1] = mail(1)
            assert await collector.until(1) == [mail(1)]
        assert [line.partition(" ")[0] for line in mailbox.heard].count("LOGIN") == 1
        assert mailbox.heard.count("IDLE") <= 1
        assert watch.waits == []


async def test_an_idle_that_is_refused_at_its_end() -> None:
    """The announced mail is fetched first; then come the polls."""
    async with watching(Mailbox(idle_ends_with="NO enough"), poll=0.01) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
            watch.mailbox.put(1, mail(1))
            await collector.until(1)
            while watch.mailbox.heard.count("NOOP") < 5:
                await asyncio.sleep(0)
        assert (watch.mailbox.heard.count("IDLE"), watch.waits) == (1, [])


async def test_what_was_pushed_before_a_look_makes_no_other_look() -> None:
    """A server that announces a mail fifty times is looked at once."""
    async with watching(Mailbox()) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
            for _ in range(50):
                watch.mailbox.put(1, mail(1))
            await watch.mailbox.until_idle(2)
            watch.mailbox.put(2, mail(2))
            await collector.until(2)
        assert watch.mailbox.heard.count("IDLE") <= 3


async def test_without_a_push_there_is_the_poll() -> None:
    """The next look finds a mail that IDLE does not announce."""
    async with watching(Mailbox(), poll=0.01) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
            watch.mailbox.mails[1] = mail(1)
            assert await collector.until(1) == [mail(1)]


async def test_a_connection_that_dies_in_idle_is_replaced() -> None:
    """The server goes away while idle; the next session takes mail that arrives then."""
    async with watching(Mailbox()) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await watch.mailbox.until_idle()
            watch.mailbox.mails[1] = mail(1)
            watch.mailbox.hang_up()
            assert await collector.until(1) == [mail(1)]


async def test_a_time_that_cannot_be_read_is_ours() -> None:
    """Without a sane INTERNALDATE, the moment we saw the mail counts."""
    async with watching(Mailbox({1: mail(1)}, date="yesterday")) as watch:
        collector = Collector()
        async with running(watch.source(), collector):
            await collector.until(1)
    assert [replace(one, nonce="") for one in collector.stored] == [
        Arrival(mail(1), INFRA, "imap:infra", NOW)
    ]


async def test_a_missing_ca_file_is_a_clear_error(tmp_path: Path) -> None:
    """The error says what is missing; the source tries again."""
    dial = dial_tls(ImapConfig("localhost", "listbot", "secret", ca_file=tmp_path / "nothing.pem"))
    with pytest.raises(SourceUnavailable, match=r"no connection: .*No such file"):
        ImapSession(dial)


async def test_the_password_stays_out_of_errors_and_logs(caplog: pytest.LogCaptureFixture) -> None:
    """A login that the library itself refuses does not leak the secret."""
    caplog.set_level("INFO")
    async with watching(Mailbox()) as watch:
        session = ImapSession(watch.mailbox.dial)
        with pytest.raises(SourceUnavailable) as caught:
            await session.open("listbot", "sec\nret", "infra")
        session.drop()
    assert "sec" not in str(caught.value) + caplog.text


async def test_no_word_of_a_server_repeats_the_password(caplog: pytest.LogCaptureFixture) -> None:
    """A server answers the login with the password: neither log, status nor error contains it."""
    told = {"LOGIN": 'NO LOGIN "listbot" "hunter2000" is wrong (aHVudGVyMjAwMA==)'}
    async with watching(Mailbox(told=told), password="hunter2000") as watch:
        failed = asyncio.Event()

        async def stop_here(_: float) -> None:
            failed.set()
            await asyncio.Event().wait()

        source = watch.source(stop_here)
        async with running(source, Collector()):
            await failed.wait()
            assert 'login: NO LOGIN "listbot" "***" is wrong (***==)' in source.status()
    assert 'login: NO LOGIN "listbot" "***" is wrong (***==)' in caplog.text
    assert "hunter" not in caplog.text
