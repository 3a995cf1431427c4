"""A mailbox that is opened by access token, at Google and at Microsoft."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from listbot.config import ImapConfig
from listbot.errors import LoginRefused, SourceUnavailable
from listbot.inbound.addresses import AddressBook
from listbot.inbound.cursor import MemoryCursors
from listbot.inbound.imap import Access, ImapSource
from listbot.inbound.imap_login import status_in
from listbot.inbound.imap_session import ImapSession, dial_tls
from listbot.mail import ListContext
from tests.certificates import Certificate, make_certificate
from tests.contracts.receivers import SOON, Collector, running
from tests.hosted.imap_host import GOOGLE, MICROSOFT, ImapHost, Words, serving
from tests.hosted.tokens import Tokens
from tests.inbound.mailbox import HANG

USER = "listbot@example.org"
NOW = datetime(2026, 3, 1, 13, tzinfo=UTC)
MAIL = b"Message-ID: <1@example.org>\r\n\r\n+1\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for this module."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


class Watching:
    """A source at such a host, and what became of it."""

    def __init__(self, host: ImapHost, certificate: Certificate, secret: str | Tokens) -> None:
        self.alerts: list[str] = []
        self.waits: list[float] = []
        self.now = NOW
        self.enough = asyncio.Event()
        config = ImapConfig("localhost", USER, "", host.port, certificate.file)
        access = Access(dial_tls(config, 5.0), USER, secret, poll=20.0, patience=5.0)
        self.source = ImapSource(
            "INBOX",
            access,
            AddressBook(ListContext("infra@example.org")),
            MemoryCursors(),
            lambda: self.now,
            alert=lambda told: self.alerts.append(told.text),
            pause=self._pause,
        )

    async def _pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)
        if len(self.waits) >= 5:
            self.enough.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


async def refusal(host: ImapHost, certificate: Certificate, secret: str | Tokens) -> str:
    """Return why one session does not begin."""
    config = ImapConfig("localhost", USER, "", host.port, certificate.file)
    session = ImapSession(dial_tls(config, 2.0), 2.0)
    try:
        with pytest.raises(SourceUnavailable) as raised:
            await session.open(USER, secret, "INBOX")
    finally:
        session.drop()
    return f"{type(raised.value).__name__}: {raised.value}"


@pytest.mark.parametrize("words", [GOOGLE, MICROSOFT], ids=["Google", "Microsoft"])
async def test_a_token_opens_the_mailbox(
    certificate: Certificate, caplog: pytest.LogCaptureFixture, words: Words
) -> None:
    """The mails are read, and neither the token nor its Base64 is in any log."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="aioimaplib.aioimaplib")  # quiet once a daemon ran here
    host = ImapHost({1: MAIL}, words=words, good={"ya29.secrettoken"})
    async with serving(host, certificate.for_server()):
        watching, collector = Watching(host, certificate, Tokens("ya29.secrettoken")), Collector()
        async with running(watching.source, collector):
            await host.until_idle()
    assert [each.raw for each in collector.stored] == [MAIL]
    assert (host.shown, watching.alerts) == (["ya29.secrettoken"], [])
    assert "AUTHENTICATE XOAUTH2" in caplog.text
    assert "secrettoken" not in caplog.text
    assert "dXNlcj1" not in caplog.text


async def test_a_refused_token_is_explained(certificate: Certificate) -> None:
    """The challenge is answered with an empty line, else Google would wait for ever; the fault
    has the server's words and its status, and says what to look at.
    """
    host = ImapHost()
    async with serving(host, certificate.for_server()):
        told = await refusal(host, certificate, Tokens("stale"))
    assert told == (
        "LoginRefused: login: NO [AUTHENTICATIONFAILED] Invalid credentials (Failure) (status 400)"
        " - check that the token is for this user and has the right scope (see docs/hosted.md)"
    )
    assert (host.shown, host.empty_answers) == (["stale"], 1)


async def test_microsoft_refuses_without_a_reason(certificate: Certificate) -> None:
    """There is no challenge and no code, only a NO; the advice is the same."""
    host = ImapHost(words=MICROSOFT)
    async with serving(host, certificate.for_server()):
        told = await refusal(host, certificate, Tokens("stale"))
    assert told == (
        "LoginRefused: login: NO AUTHENTICATE failed. - check that the token is for this user and "
        "has the right scope (see docs/hosted.md)"
    )


@pytest.mark.parametrize("words", [GOOGLE, MICROSOFT], ids=["Google", "Microsoft"])
async def test_an_expired_token_is_replaced(certificate: Certificate, words: Words) -> None:
    """A new one is asked for, and shown on the same connection: nobody notices."""
    host = ImapHost({1: MAIL}, words=words, good={"t2"})
    async with serving(host, certificate.for_server()):
        watching, collector = Watching(host, certificate, Tokens("old", "t2")), Collector()
        async with running(watching.source, collector):
            await host.until_idle()
    assert (host.shown, watching.waits, len(collector.stored)) == (["old", "t2"], [], 1)


async def test_the_same_expired_token_again_does_not_lock_the_account(
    certificate: Certificate,
) -> None:
    """It is shown once a session, and the sessions are minutes apart; the admin hears of it once,
    without the token.
    """
    host = ImapHost()
    async with serving(host, certificate.for_server()):
        watching = Watching(host, certificate, Tokens("stale"))
        async with running(watching.source, Collector()), asyncio.timeout(SOON):
            await watching.enough.wait()
    assert host.shown == ["stale"] * 5
    shortest = [30, 60, 120, 240, 480]
    assert all(each >= least for each, least in zip(watching.waits, shortest, strict=True))
    (alert,) = watching.alerts
    assert "check that the token is for this user" in alert
    assert "stale" not in alert


async def test_microsoft_ends_a_session_with_its_token(certificate: Certificate) -> None:
    """The server says goodbye when the token expires; the next session has a new one, and there is
    nothing to report.
    """
    host = ImapHost({1: MAIL}, words=MICROSOFT, good={"t1", "t2"})
    host.bye = "Session invalidated - AccessTokenExpired"
    async with serving(host, certificate.for_server()):
        watching = Watching(host, certificate, Tokens("t1", "t2"))
        async with running(watching.source, Collector()):
            await host.until_idle()
    assert (len(host.shown), len(watching.waits), watching.alerts) == (2, 1, [])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (
            {"SELECT": "BAD User is authenticated but not connected."},
            "SourceUnavailable: folder INBOX: BAD User is authenticated but not connected. - it "
            "knows the token, but not for this mailbox: check user, the application's rights to the"
            " mailbox, and that IMAP is on; it also says so for a while when it is asked too often "
            "(see docs/hosted.md)",
        ),
        (
            {"AUTHENTICATE": "NO [ALERT] Too many simultaneous connections. (Failure)"},
            "SourceUnavailable: login: NO [ALERT] Too many simultaneous connections. (Failure) - "
            "each watched folder takes one connection, and other programs at this mailbox count, "
            "too; Gmail allows 15",
        ),
        (
            {"AUTHENTICATE": "NO [UNAVAILABLE] Temporary System Error"},
            "SourceUnavailable: login: NO [UNAVAILABLE] Temporary System Error",
        ),
        (
            {"AUTHENTICATE": "NO [ALERT] Please log in via your web browser: https://x.example"},
            "LoginRefused: login: NO [ALERT] Please log in via your web browser: https://x.example"
            " - somebody has to log in to this account with a browser once and confirm it",
        ),
        ({"AUTHENTICATE": HANG}, "SourceUnavailable: login: no answer in 2 s"),
    ],
)
async def test_what_else_hosts_say(
    certificate: Certificate, told: dict[str, str], why: str
) -> None:
    """What passes by itself is not taken for a refusal; the advice fits the words."""
    host = ImapHost(good={"t1"}, told=dict(told))
    async with serving(host, certificate.for_server()):
        assert await refusal(host, certificate, Tokens("t1")) == why


def without(words: Words, capability: str) -> Words:
    """Return the same host with other capabilities."""
    return Words(words.greeting, capability, words.welcome, words.refused)


async def test_a_server_without_tokens(certificate: Certificate) -> None:
    """It is said at once; the token is not sent."""
    host = ImapHost(words=without(GOOGLE, "IMAP4rev1 AUTH=PLAIN"))
    async with serving(host, certificate.for_server()):
        told = await refusal(host, certificate, Tokens("t1"))
    assert told == "LoginRefused: login: the server takes no access tokens (it lacks XOAUTH2)"
    assert host.heard == ["CAPABILITY"]


@pytest.mark.parametrize(
    ("capability", "told", "why", "heard"),
    [
        (
            "IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2",
            {},
            "the server says LOGINDISABLED - it takes no passwords: use token_command (see "
            "docs/hosted.md)",
            ["CAPABILITY"],
        ),
        (
            GOOGLE.capability,
            {"LOGIN": "NO [ALERT] Application-specific password required: https://x.example"},
            "NO [ALERT] Application-specific password required: https://x.example - it takes no "
            "ordinary password: use token_command, or an app password (see docs/hosted.md)",
            ["CAPABILITY", f'LOGIN "{USER}" "hunter-2"'],
        ),
        (
            MICROSOFT.capability,
            {"LOGIN": "NO LOGIN failed."},
            "NO LOGIN failed. - if this is Google's or Microsoft's server, it wants token_command "
            "instead (see docs/hosted.md)",
            ["CAPABILITY", f'LOGIN "{USER}" "hunter-2"'],
        ),
    ],
)
async def test_a_password_where_tokens_are_wanted(
    certificate: Certificate, capability: str, told: dict[str, str], why: str, heard: list[str]
) -> None:
    """The fault says so; where LOGIN is disabled, the password does not leave us."""
    host = ImapHost(words=without(GOOGLE, capability), told=told)
    async with serving(host, certificate.for_server()):
        assert await refusal(host, certificate, "hunter-2") == f"LoginRefused: login: {why}"
    assert host.heard == heard


@pytest.mark.parametrize(
    "challenge",
    [b"", b"?", b"eyJ", b"W10=", b"eyJzdGF0dXMiOiAiYmFkIHdvcmRzIn0=", b"eyJzdGF0dXMiOiA0MDF9"],
)
def test_a_challenge_that_says_nothing(challenge: bytes) -> None:
    """Only a status of three digits is shown to anybody; everything else is left out."""
    assert status_in(challenge) == ""


def test_a_refused_login_is_a_fault_of_the_source() -> None:
    """Whoever does not care about the difference need not know it."""
    assert issubclass(LoginRefused, SourceUnavailable)
