"""Reports that a mail could not be delivered: for which recipients, and whether for good.

A delivery status (RFC 3464, RFC 6533) is read here, by the headers of its blocks, and so is the
X-Failed-Recipients of Exim and Gmail. The forms in prose, of which there are dozens, are
flufl.bounce's. Only mail that looks like a report is looked at; what flufl.bounce sees of it is
short, because its patterns are quadratic, and without the mail that came back, in which anything
may stand. Who wrote a report is unknown, and it may be a lie: what it says is to be believed only
of recipients that we wrote to. Pure; never raises: what cannot be read is no bounce.
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

MAX_RECIPIENTS = 100  # a letter of ours goes to fewer
MAX_BLOCKS = 500
MAX_PROSE = (
    16_000  # bytes of the body that flufl.bounce sees; every report comes to the point before
)
MAX_LINE = 250  # and of one of its lines

_REPORTERS = ("mailer-daemon", "postmaster")
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_UNSHOWN = (
    *_STATUS,
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
)
"""What is read already, and the mail that came back."""
_SHOWN_FIELDS = ("from", "subject", "content-type", "x-mailer")
"""The fields that flufl.bounce looks at, apart from those read here."""
_FOLDS = re.compile(r"\r?\n[ \t]+")
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_EMPTY_LINE = re.compile(r"\r?\n[ \t]*\r?\n")


def bounce_of(message: Message, headers: Headers, arrival: Arrival) -> Bounce | None:
    """What a report of undelivered mail says; None for any other mail, and for a report that names
    nobody.
    """
    if not _looks_like_a_report(headers, arrival):
        return None
    return _by_status(message) or _by_field(headers) or _by_prose(message, headers, arrival.raw)


def _looks_like_a_report(headers: Headers, arrival: Arrival) -> bool:
    """By its type, its envelope (RFC 5321, 4.5.5) or its author; no receipt and no complaint (RFC
    8098, RFC 5965).
    """
    kind = _FOLDS.sub(" ", headers.first("content-type")[:2_000]).strip().lower()
    if "disposition-notification" in kind or "feedback-report" in kind:
        return False
    if kind.startswith("multipart/report") or arrival.envelope_from == "":
        return True
    if any(path.strip() == "<>" for path in headers.all("return-path")):
        return True
    return any(
        box.address.partition("@")[0] in _REPORTERS for box in mailboxes(headers.first("from"))
    )


def _by_status(message: Message) -> Bounce | None:
    """RFC 3464, 2.3: one block a recipient. Where both recipients are given, the original one is
    whom we wrote to.
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
    """The blocks of every delivery status, those about the whole mail included: they have no
    action.
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
    """The library makes a message of each block; of an international status it makes one, with a
    text of the others.
    """
    for block in parts_of(part):
        yield Headers.of(block)
        for text in _EMPTY_LINE.split(sent(block)):
            yield Headers(split_fields(text.strip("\r\n")) or ())


def _address(field: str) -> str:
    """The address of `rfc822; kim@example.org`, in angle brackets or not, of any type or none; ""
    if it is none.
    """
    text = (field.partition(";")[2] or field).strip().strip("<>")
    # RFC 6533 writes "\x{e9}" for what is beyond ASCII; no letter of ours goes to such an address.
    return canonical(text) if ADDR_SPEC.fullmatch(text) else ""


def _by_field(headers: Headers) -> Bounce | None:
    """Exim and Gmail name the recipients that failed for good, in a field of its own."""
    boxes = (
        box.address for field in headers.all("x-failed-recipients") for box in mailboxes(field)
    )
    return _bounce(boxes, (), "X-Failed-Recipients")


def _by_prose(message: Message, headers: Headers, raw: bytes) -> Bounce | None:
    try:
        delayed, failed = all_failures(_shown(message, headers, raw))
    except Exception:  # its detectors raise on odd input, and so may the MIME parser
        return None
    return _bounce(_sorted(failed), _sorted(delayed), "its words")


def _sorted(addresses: Iterable[bytes]) -> list[str]:
    return sorted(_address(address.decode("ascii", "replace")) for address in addresses)


def _shown(message: Message, headers: Headers, raw: bytes) -> Message:
    """What flufl.bounce gets to see: few fields, the beginning of the body in short lines, not the
    mail returned.
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
    """The body as far as it is looked at; of a mail without parts decoded, which flufl.bounce does
    not do.
    """
    body = message.get_payload(decode=True)
    if not isinstance(body, bytes):
        body = _END_OF_HEADER.split(raw[: MAX_HEADER_SIZE + MAX_PROSE], maxsplit=1)[-1]
    return body[:MAX_PROSE].decode("ascii", "replace")


def _bounce(failed: Iterable[str], delayed: Iterable[str], how: str) -> Bounce | None:
    """A bounce, if any address is one; who failed for good is not in delay."""
    gone = _each(failed)
    late = tuple(address for address in _each(delayed) if address not in gone)
    return Bounce(gone, late, how) if gone or late else None


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))[:MAX_RECIPIENTS]
