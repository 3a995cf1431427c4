"""Opens an IMAP folder to look at it, for the commands that a person waits for.

Nothing is changed there: the folder is opened read-only, and no flag is set. Raises OSError and
SourceUnavailable in the server's words, without the password; nothing large is read, whatever the
server announces.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from listbot.config import ImapConfig
from listbot.errors import SourceUnavailable
from listbot.inbound.imap_wire import folder_name
from listbot.redaction import redaction

MOST_LITERAL = 64 * 1024  # bytes; a folder's state is asked for, and a few fields of a header

PATIENCE = 10.0  # seconds for a server to answer; somebody is waiting at a terminal


def words(fault: Exception) -> str:
    """What went wrong, without the number that the system puts before it."""
    if isinstance(fault, imaplib.IMAP4.error) and fault.args and isinstance(fault.args[0], bytes):
        # imaplib hands on the server's words as they came.
        return fault.args[0].decode("utf-8", "replace")
    return (isinstance(fault, OSError) and fault.strerror) or str(fault)


@contextmanager
def opened(imap: ImapConfig, folder: str) -> Iterator[tuple[imaplib.IMAP4_SSL, int]]:
    """A client that is logged in, with the folder open to read, and how many mails it holds."""
    # The standard library's client: it waits in this thread and keeps nothing, which is all that is
    # needed here.
    context = ssl.create_default_context(cafile=str(imap.ca_file) if imap.ca_file else None)
    try:
        client = imaplib.IMAP4_SSL(imap.host, imap.port, ssl_context=context, timeout=PATIENCE)
    except OSError as fault:
        raise OSError(f"{imap.host} port {imap.port}: {words(fault)}") from fault
    hide = redaction((imap.user, imap.password))
    client.read = bounded(client.read)  # type: ignore[assignment]  # a literal of any size
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
    """Reading from a server that may announce anything; nothing large is asked for here."""

    def read_some(size: int) -> bytes:
        if size > MOST_LITERAL:
            raise imaplib.IMAP4.abort(f"the server announces a literal of {size} bytes")
        return read(size)

    return read_some
