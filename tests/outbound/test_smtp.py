"""The SMTP carrier, against a server that behaves as it is set up."""

import re
import socket
from pathlib import Path

import pytest

from listbot.config import CarrierConfig
from listbot.errors import (
    CarrierAmbiguous,
    CarrierAway,
    CarrierDenied,
    CarrierRefused,
    CarrierUnavailable,
    ConfigError,
    ListbotError,
)
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from listbot.outbound.smtp import Patience, SmtpCarrier
from tests.certificates import Certificate, make_certificate
from tests.outbound.misbehaving import CLOSE, HANG, Misbehaving, misbehaving

ANA, BOB = "ana@example.org", "bob@example.org"
RAW = b"Subject: x\r\n\r\n.a line with a dot\r\nend\r\n"
PARCEL = Parcel("<1@example.org>", "listbot@example.org", (ANA, BOB), RAW)
HASTY = Patience(command=0.2, after_dot=0.2)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for this module."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def carrier(
    server: Misbehaving, tls: str = "none", ca: Path | None = None, user: str = ""
) -> SmtpCarrier:
    """Return a carrier with little patience."""
    config = CarrierConfig(
        "smtp",
        host="localhost",
        port=server.port,
        user=user,
        password="secret",
        tls=tls,
        ca_file=ca,
    )
    return SmtpCarrier(config, HASTY)


async def test_a_letter_is_taken() -> None:
    """The envelope as given, dots doubled, the server's words in the receipt."""
    async with misbehaving() as server:
        assert await carrier(server).deliver(PARCEL) == Receipt("250 2.0.0 queued as 7")
    assert server.letters == [b"Subject: x\r\n\r\n..a line with a dot\r\nend\r\n.\r\n"]
    assert server.heard[1:] == [
        "MAIL FROM:<listbot@example.org>",
        "RCPT TO:<ana@example.org>",
        "RCPT TO:<bob@example.org>",
        "DATA",
        "QUIT",
    ]


async def test_the_null_sender_and_eight_bits() -> None:
    """Non-ASCII content is announced if the server accepts it; a missing line end is added."""
    async with misbehaving() as server:
        await carrier(server).deliver(Parcel("<1@example.org>", "", (ANA,), "\r\nü".encode()))
    assert server.heard[1] == "MAIL FROM:<> BODY=8BITMIME"
    assert server.letters == ["\r\nü\r\n.\r\n".encode()]


@pytest.mark.parametrize(
    ("replies", "error", "words"),
    [
        ({"greeting": "554 go away"}, CarrierDenied, "554 go away"),
        ({"EHLO": "550 bad name", "HELO": "550 bad name"}, CarrierDenied, "550 bad name"),
        (
            {"MAIL": "530 5.7.0 Authentication required"},
            CarrierDenied,
            "530 5.7.0 Authentication required",
        ),
        ({"MAIL": "552 5.3.4 too big"}, CarrierRefused, "552 5.3.4 too big"),
        ({"RCPT": "554 5.7.1 Relay access denied"}, CarrierDenied, "all recipients were refused: "),
        (
            {"RCPT TO:<ana": "530 no", "RCPT": "550 5.1.1 unknown"},
            CarrierDenied,
            "all recipients were refused: ",
        ),
        ({"DATA": "530 no"}, CarrierDenied, "letter: 530 no"),
        ({".": "535 no"}, CarrierDenied, "letter: 535 no"),
        ({"greeting": "421 busy"}, CarrierAway, "421 busy"),
        ({"greeting": CLOSE}, CarrierAway, "EOF"),
        ({"greeting": HANG}, CarrierAway, "Timed out"),
        (
            {"MAIL": "550 5.7.1 bad sender"},
            CarrierDenied,
            "sender listbot@example.org: 550 5.7.1 bad sender",
        ),
        ({"MAIL": "451 later"}, CarrierUnavailable, "451 later"),
        ({"MAIL": CLOSE}, CarrierUnavailable, "EOF"),
        (
            {"RCPT": "550 unknown"},
            CarrierRefused,
            "ana@example.org: 550 unknown; bob@example.org: 550 unknown",
        ),
        (
            {"RCPT TO:<ana": "550 unknown", "RCPT": "450 later"},
            CarrierUnavailable,
            "all recipients were refused",
        ),
        ({"RCPT TO:<bob": HANG}, CarrierUnavailable, "recipient bob@example.org: Timed out"),
        ({"DATA": "554 no valid recipients"}, CarrierRefused, "letter: 554 no valid recipients"),
        ({"DATA": "451 disk full"}, CarrierUnavailable, "letter: 451 disk full"),
        ({"DATA": CLOSE}, CarrierUnavailable, "letter: Unexpected EOF"),
        ({"DATA": HANG}, CarrierUnavailable, "letter: Timed out"),
        ({".": "554 5.6.0 virus"}, CarrierRefused, "letter: 554 5.6.0 virus"),
        ({".": "452 4.3.1 disk full"}, CarrierUnavailable, "letter: 452 4.3.1 disk full"),
        ({".": CLOSE}, CarrierAmbiguous, "after the final dot: Unexpected EOF"),
        ({".": HANG}, CarrierAmbiguous, "after the final dot: Timed out"),
        ({".": "gibberish"}, CarrierAmbiguous, "after the final dot: "),
    ],
)
async def test_a_failure_says_how_far_it_came(
    replies: dict[str, str], error: type[ListbotError], words: str
) -> None:
    """Refused is final, unavailable surely not sent, ambiguous maybe; with the server's words."""
    async with misbehaving(replies) as server:
        with pytest.raises(error, match=re.escape(words)) as caught:
            await carrier(server).deliver(PARCEL)
    assert type(caught.value) is error


@pytest.mark.parametrize("reply", ["550 5.1.1 unknown", "450 4.2.1 later"])
async def test_some_recipients_are_refused(reply: str) -> None:
    """The others have the letter; the rest are reported with the server's words."""
    async with misbehaving({"RCPT TO:<bob": reply}) as server:
        assert await carrier(server).deliver(PARCEL) == Receipt(
            "250 2.0.0 queued as 7", {BOB: reply}
        )
    assert len(server.letters) == 1


@pytest.mark.parametrize("reply", [CLOSE, "421 closing", HANG])
async def test_a_bad_farewell_changes_nothing(reply: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An accepted letter stays accepted, whatever happens at QUIT."""
    monkeypatch.setattr("listbot.outbound.smtp.FAREWELL", 0.05)
    async with misbehaving({"QUIT": reply}) as server:
        assert await carrier(server).deliver(PARCEL) == Receipt("250 2.0.0 queued as 7")


async def test_nobody_listens() -> None:
    """An unreachable server is CarrierAway; the error names it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(CarrierUnavailable, match=f"smtp: 127.0.0.1 port {port}: "):
        await SmtpCarrier(CarrierConfig("smtp", port=port), HASTY).deliver(PARCEL)


async def test_addresses_beyond_ascii_need_a_server_that_takes_them() -> None:
    """SMTPUTF8 is used if offered; if not, trying again cannot help."""
    parcel = Parcel("<1@example.org>", "", ("jürgen@example.org",), RAW)
    async with misbehaving() as server:
        with pytest.raises(CarrierRefused, match="SMTPUTF8"):
            await carrier(server).deliver(parcel)
    async with misbehaving({"EHLO": "250-mx.example.org\r\n250 SMTPUTF8"}) as server:
        await carrier(server).deliver(parcel)
    assert server.heard[1:3] == ["MAIL FROM:<> SMTPUTF8", "RCPT TO:<jürgen@example.org>"]


async def test_starttls_and_login(certificate: Certificate) -> None:
    """The certificate is checked, and the login comes after TLS."""
    async with misbehaving(tls=certificate.for_server()) as server:
        one = carrier(server, "starttls", certificate.file, user="listbot")
        expected = f"smtp: localhost port {server.port} accepts mail (TLS, logged in as listbot)"
        assert await one.check() == expected
        assert await one.deliver(PARCEL) == Receipt("250 2.0.0 queued as 7")


async def test_tls_from_the_first_byte(certificate: Certificate) -> None:
    """Port 465."""
    async with misbehaving(at_once=certificate.for_server()) as server:
        expected = f"smtp: localhost port {server.port} accepts mail (TLS)"
        assert await carrier(server, "tls", certificate.file).check() == expected


async def test_no_letter_goes_without_the_tls_asked_for(certificate: Certificate) -> None:
    """No STARTTLS on offer, or an untrusted certificate: nothing is sent."""
    async with misbehaving() as server:
        with pytest.raises(CarrierUnavailable, match="STARTTLS"):
            await carrier(server, "starttls", certificate.file).deliver(PARCEL)
    async with misbehaving(tls=certificate.for_server()) as other:
        with pytest.raises(CarrierUnavailable, match="certificate"):
            await carrier(other, "starttls").deliver(PARCEL)
    assert (server.letters, other.letters) == ([], [])


async def test_a_wrong_password_buries_no_letter() -> None:
    """A 5xx about us is not about the letter: it waits."""
    async with misbehaving({"AUTH": "535 5.7.8 wrong"}) as server:
        with pytest.raises(CarrierDenied, match=r"535 5\.7\.8 wrong") as caught:
            await carrier(server, user="listbot").deliver(PARCEL)
    assert caught.value.every


@pytest.mark.parametrize(
    ("replies", "error"),
    [
        (
            {"AUTH": "535 AUTH PLAIN AGxpc3Rib3QAaHVudGVyMjAwMA== (hunter2000) is wrong"},
            CarrierDenied,
        ),
        ({"AUTH": "454 try aHVudGVyMjAwMA== later"}, CarrierAway),
        ({"MAIL": "550 hunter2000 may not send"}, CarrierDenied),
        ({"RCPT": "550 5.1.1 hunter2000"}, CarrierRefused),
        ({".": "554 hunter2000"}, CarrierRefused),
    ],
)
async def test_no_word_of_a_server_repeats_the_password(
    replies: dict[str, str], error: type[ListbotError]
) -> None:
    """Neither in plain text nor in Base64, wherever it appears."""
    async with misbehaving(replies) as server:
        config = CarrierConfig(
            "smtp", host="localhost", port=server.port, user="listbot", password="hunter2000"
        )
        with pytest.raises(error) as caught:
            await SmtpCarrier(config, HASTY).deliver(PARCEL)
    assert type(caught.value) is error
    assert "***" in str(caught.value)
    assert "hunter" not in str(caught.value)
    assert "aHVudGVyMjAwM" not in str(caught.value)


async def test_a_missing_ca_file_is_told(tmp_path: Path) -> None:
    """A missing file keeps letters waiting, with the reason."""
    async with misbehaving() as server:
        with pytest.raises(CarrierUnavailable, match="No such file"):
            await carrier(server, "starttls", tmp_path / "nothing.pem").check()


async def test_asking_for_a_recipient() -> None:
    """MAIL and RCPT without sending anything; a refusal has the server's words."""
    async with misbehaving({"RCPT TO:<bob": "550 5.1.1 no such user"}) as server:
        one = carrier(server)
        assert (
            await one.probe("ana@example.org")
            == f"smtp: localhost port {server.port} accepts ana@example.org"
        )
        with pytest.raises(CarrierRefused, match=r"bob@example\.org: 550 5\.1\.1 no such user"):
            await one.probe("bob@example.org")
    heard = [line.partition(":")[0].split()[0] for line in server.heard]
    assert (heard[:4], heard[4:7], server.letters) == (
        ["EHLO", "MAIL", "RCPT", "QUIT"],
        ["EHLO", "MAIL", "RCPT"],
        [],
    )


async def test_check_without_tls() -> None:
    """It says so."""
    async with misbehaving() as server:
        assert (
            await carrier(server).check()
            == f"smtp: localhost port {server.port} accepts mail (no TLS)"
        )


def test_an_unknown_kind_of_tls_is_a_fault_of_the_configuration() -> None:
    """It never means "none" by mistake."""
    with pytest.raises(ConfigError, match=r'outbound\.tls: "startls"'):
        SmtpCarrier(CarrierConfig("smtp", tls="startls"))
