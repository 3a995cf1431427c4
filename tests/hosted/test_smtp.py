"""Letters that leave by an account with access tokens, at Google and at Microsoft."""

import logging
from pathlib import Path

import pytest

from listbot.config import CarrierConfig, TokenConfig
from listbot.errors import CarrierAway, CarrierDenied, CarrierUnavailable, ListbotError
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from listbot.outbound.smtp import SmtpCarrier
from tests.certificates import Certificate, make_certificate
from tests.hosted.smtp_host import SmtpHost, serving

USER = "listbot@example.org"
PARCEL = Parcel("<1@example.org>", USER, ("infra@example.org",), b"Subject: x\r\n\r\ntext\r\n")
GOOGLE = (
    "535-5.7.8 Username and Password not accepted. For more information, go to\r\n"
    "535 5.7.8  https://support.example/mail/?p=BadCredentials k1mb12345 - gsmtp"
)
MICROSOFT = "535 5.7.3 Authentication unsuccessful [AM0PR06CA0126.eurprd06.prod.outlook.com]"
LOOK = "check that the token is for this user and has the right scope (see docs/hosted.md)"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for this module."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def carrier(host: SmtpHost, certificate: Certificate, folder: Path, *tokens: str) -> SmtpCarrier:
    """Return a carrier whose command prints these tokens in turn, the last one again and again."""
    command = folder / "token"
    words = "\n".join(f'[ "$n" = {n} ] && echo {each} && exit' for n, each in enumerate(tokens))
    command.write_text(
        f"#!/bin/sh\nn=$(cat {folder}/n 2>/dev/null || echo 0)\necho $((n + 1)) >{folder}/n\n"
        f"{words}\necho {tokens[-1]}\n"
    )
    command.chmod(0o700)
    config = CarrierConfig(
        "smtp",
        host="localhost",
        port=host.port,
        user=USER,
        tls="starttls",
        ca_file=certificate.file,
        token=TokenConfig("outbound.token_command", (str(command),)),
    )
    return SmtpCarrier(config)


async def test_letters_leave(
    certificate: Certificate, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two letters, two connections, one run of the command; the token is in no log."""
    caplog.set_level(logging.DEBUG)
    async with serving(SmtpHost(certificate.for_server(), GOOGLE, {"secrettoken"})) as host:
        sent = carrier(host, certificate, tmp_path, "secrettoken", "never")
        assert await sent.deliver(PARCEL) == Receipt("250 2.0.0 OK queued")
        assert await sent.deliver(PARCEL) == Receipt("250 2.0.0 OK queued")
        assert (await sent.check()).endswith(f"(TLS, logged in as {USER})")
    assert (host.shown, len(host.letters)) == (["secrettoken"] * 3, 2)
    assert (tmp_path / "n").read_text() == "1\n"
    assert "secrettoken" not in caplog.text


async def test_an_expired_token_is_replaced(certificate: Certificate, tmp_path: Path) -> None:
    """The letter leaves with a new one, on a new connection."""
    async with serving(SmtpHost(certificate.for_server(), GOOGLE, {"t2"})) as host:
        sent = carrier(host, certificate, tmp_path, "old", "t2")
        assert await sent.deliver(PARCEL) == Receipt("250 2.0.0 OK queued")
    assert (host.shown, host.empty_answers) == (["old", "t2"], 1)


@pytest.mark.parametrize(
    ("refused", "error", "words"),
    [
        (GOOGLE, CarrierDenied, "k1mb12345 - gsmtp"),
        (MICROSOFT, CarrierDenied, "535 5.7.3 Authentication unsuccessful"),
        (
            "454 4.7.0 Too many login attempts, please try again later. - gsmtp",
            CarrierAway,
            "the host limits how much an account may do; listbot waits and tries again",
        ),
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
            "Mailbox.",
            CarrierDenied,
            "authenticated SMTP must be switched on for this mailbox (see docs/hosted.md)",
        ),
    ],
)
async def test_a_refused_token(
    certificate: Certificate, tmp_path: Path, refused: str, error: type[ListbotError], words: str
) -> None:
    """The same token again is not shown a second time; no letter is lost, and the error says what
    to do without repeating the token.
    """
    async with serving(SmtpHost(certificate.for_server(), refused)) as host:
        with pytest.raises(error) as raised:
            await carrier(host, certificate, tmp_path, "stale").deliver(PARCEL)
    told = str(raised.value)
    assert words in told
    assert "stale" not in told
    assert (LOOK in told) is (refused in (GOOGLE, MICROSOFT))
    assert (host.shown, host.letters) == (["stale"], [])


async def test_a_command_that_fails(certificate: Certificate, tmp_path: Path) -> None:
    """The letter waits, as if the server were away; the error names the key."""
    async with serving(SmtpHost(certificate.for_server(), GOOGLE)) as host:
        with pytest.raises(CarrierAway) as raised:
            await carrier(host, certificate, tmp_path, "two words").deliver(PARCEL)
    assert "outbound.token_command: " in str(raised.value)
    assert host.shown == []


@pytest.mark.parametrize(
    ("replies", "every", "advice"),
    [
        (
            {
                ".": "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException."
                "MapiExceptionSendAsDenied; Failed to process message"
            },
            False,
            "the account may not write as bot.address: give it that right (see docs/hosted.md)",
        ),
        (
            {".": "554 5.2.252 SendAsDenied; listbot@example.org not allowed to send as x@y.z"},
            False,
            "the account may not write as bot.address",
        ),
        (
            {"MAIL": "550 5.7.60 SMTP; Client does not have permissions to send as this sender"},
            True,
            "the account may not write as bot.address",
        ),
        (
            {"MAIL": "550 5.4.5 Daily user sending limit exceeded. - gsmtp"},
            True,
            "the host limits how much an account may do",
        ),
        (
            {".": "550 5.4.5 Daily user sending limit exceeded. - gsmtp"},
            False,
            "the host limits how much an account may do",
        ),
        (
            {".": "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException"},
            False,
            "the host limits how much an account may do",
        ),
    ],
)
async def test_what_is_refused_later(
    certificate: Certificate, tmp_path: Path, replies: dict[str, str], every: bool, advice: str
) -> None:
    """What is wrong with the account does not kill the letter, whenever the host says it."""
    host = SmtpHost(certificate.for_server(), GOOGLE, {"t1"}, replies)
    async with serving(host):
        with pytest.raises(CarrierDenied) as raised:
            await carrier(host, certificate, tmp_path, "t1").deliver(PARCEL)
    assert advice in str(raised.value)
    assert raised.value.every is every


@pytest.mark.parametrize(
    "said", ["432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded", "421 4.3.2 busy"]
)
async def test_throttling_passes(certificate: Certificate, tmp_path: Path, said: str) -> None:
    """Microsoft takes three letters at a time and says so; the letter waits."""
    host = SmtpHost(certificate.for_server(), MICROSOFT, {"t1"}, {".": said})
    async with serving(host):
        with pytest.raises(CarrierUnavailable) as raised:
            await carrier(host, certificate, tmp_path, "t1").deliver(PARCEL)
    assert not isinstance(raised.value, CarrierDenied)
