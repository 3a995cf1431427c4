"""Opens an IMAP folder just to look at it, for commands that somebody is waiting for.

The folder is opened read-only, and no flag is set. Large answers are refused, whatever the server
announces.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from listbot.config import ImapConfig
from listbot.errors import SourceUnavailable
from listbot.inbound.imap_wire import folder_name
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

    Raises OSError and SourceUnavailable in the server's words, without the password.
    """
    # The standard library's blocking client is enough here.
    context = ssl.create_default_context(cafile=str(imap.ca_file) if imap.ca_file else None)
    try:
        client = imaplib.IMAP4_SSL(imap.host, imap.port, ssl_context=context, timeout=PATIENCE)
    except OSError as fault:
        raise OSError(f"{imap.host} port {imap.port}: {words(fault)}") from fault
    hide = redaction((imap.user, imap.password))
    client.read = bounded(client.read)  # type: ignore[assignment]
    with client:
        try:
            client.login(imap.user, imap.password)
            answer, lines = client.select(folder_name(folder), readonly=True)
        except imaplib.IMAP4.error as fault:
            raise SourceUnavailable(hide(words(fault))) from fault
        if answer != "OK":
            said = lines[0].decode("utf-8", "replace") if lines and lines[0] else answer
            raise SourceUnavailable(hide(f"folder {folder}: {said}"))
        yield client, int(lines[0] or 0)


def bounded(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Wrap a client's `read` so that it refuses literals larger than any we ask for."""

    def read_some(size: int) -> bytes:
        if size > MOST_LITERAL:
            raise imaplib.IMAP4.abort(f"the server announced a literal of {size} bytes")
        return read(size)

    return read_some
