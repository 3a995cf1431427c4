"""Read reports that a mail could not be delivered: for which recipients, and whether for
good.

We read delivery statuses (RFC 3464, RFC 6533) by the headers of their blocks, and the
X-Failed-Recipients field of Exim and Gmail. The dozens of prose formats are left to
flufl.bounce. It sees only mail that looks like a report: little of it, because its patterns
are quadratic, and never the returned mail, which may contain anything. A report's author is
unknown and may lie: believe it only about recipients we wrote to. Pure; never raises: what
cannot be read is not a bounce.
"""

import email
import re
from collections.abc import Iterable, Iterator
from email.message import Message

from flufl.bounce import all_failures

from listbot.mail.mail import Arrival, Bounce
from listbot.mail.wire.fields import split_fields
from listbot.mail.wire.headers import ADDR_SPEC, Headers, canonical, mailboxes
from listbot.mail.wire.limits import MAX_HEADER_SIZE
from listbot.mail.wire.parts import parts_of, sent

MAX_RECIPIENTS = 100  # our letters go to fewer
MAX_BLOCKS = 500
MAX_PROSE = (
    16_000  # bytes of the body that flufl.bounce sees; every report comes to the point sooner
)
MAX_LINE = 250  # characters of one of those lines

_REPORTERS = ("mailer-daemon", "postmaster")
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_UNSHOWN = (
    *_STATUS,
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
)
"""Parts that are read already, and the returned mail."""
_SHOWN_FIELDS = ("from", "subject", "content-type", "x-mailer")
"""The fields that flufl.bounce looks at, except those read here."""
_FOLDS = re.compile(r"\r?\n[ \t]+")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


def bounce_of(message: Message, headers: Headers, arrival: Arrival) -> Bounce | None:
    """What a report of undelivered mail says; None for other mail, or if it names nobody."""
    if not _looks_like_a_report(headers, arrival):
        return None
    return _by_status(message) or _by_field(headers) or _by_prose(message, headers, arrival.raw)


def _looks_like_a_report(headers: Headers, arrival: Arrival) -> bool:
    """Judge by type, envelope (RFC 5321, 4.5.5) or author; receipts and complaints are
    excluded (RFC 8098, RFC 5965).
    """
    kind = _FOLDS.sub(" ", headers.first("content-type")[:2_000]).strip().lower()
    if "disposition-notification" in kind or "feedback-report" in kind:
        return False
    if kind.startswith("multipart/report") or arrival.envelope_from == "":
        return True
    if any(path.strip() == "<>" for path in headers.all("return-path")):
        return True
    author = headers.first("from")
    named = author.lower()
    if not any(name in named for name in _REPORTERS):  # Most authors are people.
        return False
    return any(box.address.partition("@")[0] in _REPORTERS for box in mailboxes(author))


def _by_status(message: Message) -> Bounce | None:
    """RFC 3464, 2.3: one block per recipient. If both recipients are given, we wrote to the
    original one.
    """
    failed: list[str] = []
    delayed: list[str] = []
    for block in _blocks(message):
        action = block.first("action").strip().lower()
        address = _address(block.first("original-recipient")) or _address(
            block.first("final-recipient")
        )
        if action.startswith(("failed", "error")):  # OpenSMTPD says "error"; others add a comment.
            failed.append(address)
        elif action.startswith("delayed"):
            delayed.append(address)
    return _bounce(failed, delayed, "delivery status")


def _blocks(message: Message) -> Iterator[Headers]:
    """The blocks of every delivery status, including those about the whole mail, which have
    no action.
    """
    left = MAX_BLOCKS
    for part in message.walk():
        if part.get_content_type() not in _STATUS:
            continue
        for block in _blocks_of(part):
            if not left:
                return
            left -= 1
            yield block


def _blocks_of(part: Message) -> Iterator[Headers]:
    """The library makes a message of each block; of an international status, one message
    whose text holds the other blocks.
    """
    for block in parts_of(part):
        yield Headers.of(block)
        for text in _EMPTY_LINE.split(sent(block)):
            yield Headers(split_fields(text.strip("\r\n")) or ())


def _address(field: str) -> str:
    """The address in `rfc822; kim@example.org`, with or without angle brackets, of any type
    or none; "" if there is none.
    """
    text = (field.partition(";")[2] or field).strip().strip("<>")
    # RFC 6533 writes "\x{e9}" beyond ASCII; our letters never go to such addresses.
    return canonical(text) if ADDR_SPEC.fullmatch(text) else ""


def _by_field(headers: Headers) -> Bounce | None:
    """Exim and Gmail name the recipients that failed for good in a field."""
    boxes = (
        box.address for field in headers.all("x-failed-recipients") for box in mailboxes(field)
    )
    return _bounce(boxes, (), "X-Failed-Recipients")


def _by_prose(message: Message, headers: Headers, raw: bytes) -> Bounce | None:
    try:
        delayed, failed = all_failures(_shown(message, headers, raw))
    except Exception:  # its detectors raise on odd input, and the MIME parser may, too
        return None
    return _bounce(_sorted(failed), _sorted(delayed), "its words")


def _sorted(addresses: Iterable[bytes]) -> list[str]:
    return sorted(_address(address.decode("ascii", "replace")) for address in addresses)


def _shown(message: Message, headers: Headers, raw: bytes) -> Message:
    """What flufl.bounce gets: a few fields, the start of the body in short lines, not the
    returned mail.
    """
    fields = [
        f"{name}: {_FOLDS.sub(' ', headers.first(name))[:MAX_LINE]}" for name in _SHOWN_FIELDS
    ]
    lines = [line[:MAX_LINE] for line in _beginning(message, raw).splitlines()]
    shown = email.message_from_string("\n".join([*fields, "", *lines]))
    if shown.is_multipart():
        shown.set_payload(
            [part for part in parts_of(shown) if part.get_content_type() not in _UNSHOWN]
        )
    return shown


def _beginning(message: Message, raw: bytes) -> str:
    """The part of the body we look at; decoded for a mail without parts, since flufl.bounce
    does not do that.
    """
    body = message.get_payload(decode=True)
    if not isinstance(body, bytes):
        body = _END_OF_HEADER.split(raw[: MAX_HEADER_SIZE + MAX_PROSE], maxsplit=1)[-1]
    return body[:MAX_PROSE].decode("ascii", "replace")


def _bounce(failed: Iterable[str], delayed: Iterable[str], how: str) -> Bounce | None:
    """A bounce, if there is any address; recipients that failed for good are not also delayed."""
    gone = _each(failed)
    late = tuple(address for address in _each(delayed) if address not in gone)
    return Bounce(gone, late, how) if gone or late else None


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))[:MAX_RECIPIENTS]
