"""Find the mail inside a wrapped one, byte by byte as it was sent (RFC 2046, 5.1.1).

A list that wraps mails to satisfy DMARC puts the original into message/rfc822, alone or as the
first part of multipart/mixed. A parser would mend what it reads, and a signature is over bytes, so
the original is cut out here. A form that is not simple gives None: then nothing is proven. A
parser may take another part for the first one, so whoever believes these bytes must read the mail
from them. Pure, linear, never raises.
"""

from listbot.mail.proof.canonical import CRLF
from listbot.mail.proof.fields import Signed, cut
from listbot.mail.wire.parameters import parameters

_AS_SENT = (b"", b"7bit", b"8bit", b"binary")
"""Encodings that leave the bytes as they are."""


def wrapped_in(mail: Signed) -> bytes | None:
    """Return the mail inside; None if there is none, or it is not there as it was sent."""
    kind, field = _type_of(mail)
    if kind == b"multipart/mixed":
        part = _first_part(mail.body, parameters(field.decode("latin-1")).get("boundary", ""))
        mail = part or mail
        kind = _type_of(mail)[0]
    if kind != b"message/rfc822" or _one(mail, "content-transfer-encoding").lower() not in _AS_SENT:
        return None
    return mail.body


def _type_of(mail: Signed) -> tuple[bytes, bytes]:
    field = _one(mail, "content-type")
    return field.partition(b";")[0].strip().lower(), field


def _one(mail: Signed, name: str) -> bytes:
    """The value of a field that is there once; b"" for any other."""
    found = mail.all(name)
    return found[0].value.replace(CRLF, b"").strip() if len(found) == 1 else b""


def _first_part(body: bytes, boundary: str) -> Signed | None:
    """The first part between two boundaries; None if it has no end."""
    line = b"\r\n--" + boundary.encode("latin-1", "replace")
    text = CRLF + body
    begins = text.find(line)
    starts = text.find(CRLF, begins + len(line)) if boundary and begins >= 0 else -1
    ends = text.find(line, starts) if starts >= 0 else -1
    return cut(text[starts + len(CRLF) : ends]) if ends >= 0 else None
