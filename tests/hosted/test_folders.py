"""`check-config --connect` opens a mailbox by access token, too."""

import asyncio
from pathlib import Path

import pytest

from listbot.cli.setup.probes import try_folder
from listbot.config import ImapConfig, TokenConfig
from listbot.errors import SourceUnavailable, TokenUnavailable
from tests.certificates import Certificate, make_certificate
from tests.hosted.imap_host import GOOGLE, MICROSOFT, ImapHost, Words, serving

USER = "listbot@example.org"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for this module."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


async def opened(host: ImapHost, certificate: Certificate, token: str) -> str:
    """Try the folder with a token from a file."""
    file = certificate.file.with_name("token")
    file.write_text(token)
    file.chmod(0o600)
    config = ImapConfig(
        "localhost",
        USER,
        "",
        host.port,
        certificate.file,
        token=TokenConfig("imap.token_file", file=file),
    )
    return await asyncio.to_thread(try_folder, config, "INBOX")


@pytest.mark.parametrize("words", [GOOGLE, MICROSOFT], ids=["Google", "Microsoft"])
async def test_a_good_token_opens_the_folder(certificate: Certificate, words: Words) -> None:
    """It says who is logged in."""
    async with serving(ImapHost(words=words, good={"t1"}), certificate.for_server()) as host:
        assert await opened(host, certificate, "t1") == f"logged in as {USER}, 0 mails"


async def test_a_refused_token_is_explained(certificate: Certificate) -> None:
    """The server's words come with advice; its challenge is answered with an empty line."""
    async with serving(ImapHost(), certificate.for_server()) as host:
        with pytest.raises(SourceUnavailable) as raised:
            await opened(host, certificate, "stale")
    assert str(raised.value) == (
        "[AUTHENTICATIONFAILED] Invalid credentials (Failure) - check that the token is for this "
        "user and has the right scope (see docs/hosted.md)"
    )
    assert host.empty_answers == 1


async def test_a_token_that_is_missing(certificate: Certificate, tmp_path: Path) -> None:
    """Nothing is connected to; the fault names the key."""
    token = TokenConfig("imap.token_file", file=tmp_path / "none")
    config = ImapConfig("localhost", USER, "", 1, token=token)
    with pytest.raises(TokenUnavailable) as raised:
        await asyncio.to_thread(try_folder, config, "INBOX")
    assert str(raised.value).startswith("imap.token_file: ")
