"""Cut a mail into its header fields and its body as they were sent, byte by byte.

Signatures are over bytes, so nothing is decoded here and nothing is mended: of a header with a
line that belongs to no field, there is no proof. Line ends become CR LF, since mailboxes keep
them as LF. Pure, linear, never raises.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from listbot.mail.proof.canonical import relaxed_body, relaxed_header, simple_body
from listbot.mail.proof.loose_form import fault_of_encoding, fault_of_type
from listbot.mail.wire import limits

# RFC 5322, 2.2: printable ASCII except the colon, then anything folded onto the next lines.
_FIELD = re.compile(rb"([!-9;-~]++)[ \t]*+:([^\r\n]*+(?:\r\n[ \t][^\r\n]*+)*+)(?:\r\n|\Z)")


@dataclass(frozen=True, slots=True)
class Field:
    """One header field."""

    name: str
    """Lower case."""
    value: bytes
    """What follows the colon, with its folds, without the last line end."""
    raw: bytes
    """The whole field as sent, without the last line end."""

    def form(self, relaxed: bool) -> bytes:
        """The field as a signature is over it."""
        return relaxed_header(self.name, self.value) if relaxed else self.raw


@dataclass(frozen=True)  # without slots: what is derived is kept
class Signed:
    """A mail as its signatures see it."""

    fields: tuple[Field, ...]
    """Topmost first."""
    body: bytes

    @cached_property
    def relaxed_digest(self) -> bytes:
        """SHA-256 of the body in its relaxed form."""
        return sha256(relaxed_body(self.body)).digest()

    @cached_property
    def simple_digest(self) -> bytes:
        """SHA-256 of the body as sent."""
        return sha256(simple_body(self.body)).digest()

    @cached_property
    def loose_type(self) -> str:
        """What is wrong with the Content-Type if it is not signed; "" if nothing is."""
        return fault_of_type(*self._form, self.body)

    @cached_property
    def loose_encoding(self) -> str:
        """What is wrong with the Content-Transfer-Encoding if it is not signed."""
        return fault_of_encoding(*self._form, self.body)

    @property
    def _form(self) -> tuple[bytes, bytes]:
        kind, encoding = self.all("content-type"), self.all("content-transfer-encoding")
        return kind[0].value if kind else b"", encoding[0].value if encoding else b""

    def all(self, name: str) -> tuple[Field, ...]:
        """Every field of this name (lower case), topmost first."""
        return self.by_name.get(name, ())

    @cached_property
    def by_name(self) -> dict[str, tuple[Field, ...]]:
        """The fields by their names."""
        found: dict[str, list[Field]] = {}
        for each in self.fields:
            found.setdefault(each.name, []).append(each)
        return {name: tuple(fields) for name, fields in found.items()}


def cut(raw: bytes) -> Signed | None:
    """Return the fields and the body of a mail; None if its header has anything else."""
    header = limits.header_of(raw)
    fields = _fields(_with_crlf(header))
    if fields is None:
        return None
    rest = raw[len(header) :]
    for _ in range(2):  # the end of the last field, and the empty line
        rest = rest[2:] if rest.startswith(b"\r\n") else rest.removeprefix(b"\n")
    return Signed(fields, _with_crlf(rest))


def _fields(header: bytes) -> tuple[Field, ...] | None:
    found: list[Field] = []
    at = header.find(b"\r\n") + 2 if header.startswith(b"From ") else 0  # a mailbox file's line
    while at < len(header):
        field = _FIELD.match(header, at)
        if field is None:
            return None
        name = field[1].decode("ascii").lower()
        found.append(Field(name, field[2], header[at : field.end(2)]))
        at = field.end()
    return tuple(found)


def _with_crlf(text: bytes) -> bytes:
    if text.count(b"\n") == text.count(b"\r\n"):
        return text
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
