"""Opens an IMAP folder just to look at it, for commands that somebody is waiting for.

The folder is opened read-only, and no flag is set. Large answers are refused, whatever the server
announces.
"""

import asyncio
import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from listbot.config import ImapConfig
from listbot.errors import SourceUnavailable
from listbot.inbound.imap_wire import folder_name
from listbot.logins.mending import with_advice
from listbot.logins.tokens import AccessTokens
from listbot.redaction import redaction

MOST_LITERAL = 64 * 1024  # bytes; we only ask for a folder's state and a few header fields

PATIENCE = 10.0  # seconds for a server to answer; somebody is waiting at a terminal


def words(fault: Exception) -> str:
    """Return the text of an error, without the system's error number."""
    if isinstance(fault, imaplib.IMAP4.error) and fault.args and isinstance(fault.args[0], bytes):
        # imaplib passes on the server's words as bytes.
        return fault.args[0].decode("utf-8", "replace")
    return (isinstance(fault, OSError) and fault.strerror) or str(fault)


@contextmanager
def opened(imap: ImapConfig, folder: str) -> Iterator[tuple[imaplib.IMAP4_SSL, int]]:
    """Log in and open a folder; yield the client and the number of mails.

    Raises OSError, SourceUnavailable and TokenUnavailable in the server's words, without the
    password or the token.
    """
    secret = asyncio.run(AccessTokens(imap.token).get()) if imap.token else imap.password
    # The standard library's blocking client is enough here.
    context = ssl.create_default_context(cafile=str(imap.ca_file) if imap.ca_file else None)
    try:
        client = imaplib.IMAP4_SSL(imap.host, imap.port, ssl_context=context, timeout=PATIENCE)
    except OSError as fault:
        raise OSError(f"{imap.host} port {imap.port}: {words(fault)}") from fault
    hide = redaction((imap.user, secret))
    client.read = bounded(client.read)  # type: ignore[assignment]
    with client:
        try:
            _log_in(client, imap, secret)
            answer, lines = client.select(folder_name(folder), readonly=True)
        except imaplib.IMAP4.error as fault:
            said = hide(words(fault))
            raise SourceUnavailable(with_advice(said, has_token=bool(imap.token))) from fault
        if answer != "OK":
            said = lines[0].decode("utf-8", "replace") if lines and lines[0] else answer
            raise SourceUnavailable(with_advice(hide(f"folder {folder}: {said}")))
        yield client, int(lines[0] or 0)


def _log_in(client: imaplib.IMAP4_SSL, imap: ImapConfig, secret: str) -> None:
    """Log in by password or by token; what explains a refusal is answered with an empty line."""
    if imap.token is None:
        client.login(imap.user, secret)
        return
    answers = [f"user={imap.user}\1auth=Bearer {secret}\1\1".encode()]
    client.authenticate("XOAUTH2", lambda _: answers.pop() if answers else b"")


def bounded(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Wrap a client's `read` so that it refuses literals larger than any we ask for."""

    def read_some(size: int) -> bytes:
        if size > MOST_LITERAL:
            raise imaplib.IMAP4.abort(f"the server announced a literal of {size} bytes")
        return read(size)

    return read_some
