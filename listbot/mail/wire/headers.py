"""Look up, decode and split header fields, working on the raw text of one message's fields.

We decode them ourselves, because the standard library's modern decoder takes seconds on
hostile fields, cuts Message-IDs and lets an encoded word hide an address
(`alice@=?utf-8?q?good.org?=`). Decoded text is only ever shown; an address or a Message-ID
must appear literally in the raw field. Never raises: what cannot be decoded stays as
written.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import lru_cache

from listbot.mail.wire.charsets import decode_text, printable

MAX_ADDRESSES = 500  # more recipients than any list's To and Cc; the rest is ignored
MAX_FIELD = 64_000  # bytes read of one field
MAX_REFERENCES = 200
REMEMBERED = 200  # characters of a field of addresses; longer ones would make the cache large
EARLIEST_YEAR = 1982  # RFC 822; an earlier Date comes from a broken clock

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]{0,20000})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]{1,99}(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_MESSAGE_ID = re.compile(r"<([^<>]{1,990})>")
_BARE_ID = re.compile(r"[^\s<>@,;:\"()]{1,400}@[^\s<>@,;:\"()]{1,400}")
ADDR_SPEC = re.compile(r"[^\s<>()\[\]:;,\"\\@]{1,64}@[^\s<>()\[\]:;,\"\\@]{1,253}")
# RFC 1123, section 2.1; plus the underscore that some hosts have.
_DOMAIN = re.compile(
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*+"
)
# Quoted strings and comments are bounded, because an unterminated one is searched for again
# at each quote.
_ADDRESS_TOKEN = re.compile(
    r'"(?:[^"\\]++|\\.){0,20}+"|\((?:[^()\\]++|\\.){0,20}+\)|<[^<>]{0,990}+>|[,;]|[^",;<(]++|.',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address of a field, with the display name beside it."""

    address: str
    name: str


class Headers:
    """The fields of one message, by lower-case name, raw and in order."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in fields:
            self._fields.setdefault(name.lower(), []).append(str(value)[:MAX_FIELD])

    @classmethod
    def of(cls, message: Message) -> "Headers":
        """Take the fields of a parsed message, as sent."""
        return cls(message.raw_items())

    @property
    def names(self) -> Iterable[str]:
        """The names of all fields, in lower case."""
        return self._fields.keys()

    def all(self, name: str) -> tuple[str, ...]:
        """Every field of that name, topmost first."""
        return tuple(self._fields.get(name, ()))

    def first(self, name: str) -> str:
        """The topmost field of that name; "" if there is none."""
        return self._fields.get(name, ("",))[0]

    def text(self, name: str) -> str:
        """The topmost field of that name, decoded for people."""
        return decode(self.first(name))


def decode(value: str) -> str:
    """Decode RFC 2047 words and raw 8-bit, unfold, and turn control characters into spaces."""
    if "=?" in value:
        value = _decode_words(_BETWEEN_WORDS.sub(r"\1", value))
    elif value.isascii() and value.isprintable():
        return " ".join(value.split())
    elif not value.isascii() or "\x1b" in value:
        value = decode_text(value.encode("utf-8", "surrogateescape"), "")[0]
    # A decoded word may contain CR LF (CVE-2024-6923); it must never start a new line again.
    return " ".join(_CONTROL.sub(" ", printable(value)).split())


def _decode_words(value: str) -> str:
    """Decode every word; adjacent words in one charset together, because mailers cut
    multi-byte characters in two.
    """
    pieces: list[str] = []
    waiting, charset, at = b"", "", 0
    for word in _ENCODED_WORD.finditer(value):
        data = _octets(word)
        if data is None:
            continue
        named = word[1].split("*")[0].lower()
        if word.start() > at or named != charset:
            pieces += [decode_text(waiting, charset)[0], value[at : word.start()]]
            waiting, charset = b"", named
        waiting += data
        at = word.end()
    return "".join([*pieces, decode_text(waiting, charset)[0], value[at:]])


def _octets(word: re.Match[str]) -> bytes | None:
    """The bytes an encoded word represents; None if it is not one."""
    encoding, text = word[2], word[3]
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return (
            binascii.a2b_base64(raw + b"==")
            if encoding in "bB"
            else binascii.a2b_qp(raw, header=True)
        )
    except binascii.Error:
        return None


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """Read the addresses of a From, Reply-To, To or Cc field (RFC 5322, 3.4), tolerantly
    and in linear time.

    Only literal text can be an address; comments and quoted strings are names.
    """
    return _short_mailboxes(value) if len(value) <= REMEMBERED else _mailboxes(value)


def _mailboxes(value: str) -> tuple[Mailbox, ...]:
    found: list[Mailbox] = []
    words: list[str] = []
    angle = ""
    for token in _ADDRESS_TOKEN.finditer(value + ","):
        text = token[0]
        if text in {",", ";"}:
            found.extend(_mailbox(words, angle))
            words, angle = [], ""
        elif text[0] == "<" and text[-1] == ">" and len(text) > 1:
            angle = angle or text[1:-1]
        else:
            words.append(text)
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(found)


# A list's mails go to the same list and come from the same few people: re-reading these
# fields took a tenth of the time.
_short_mailboxes = lru_cache(maxsize=1024)(_mailboxes)


def _mailbox(words: list[str], angle: str) -> Iterable[Mailbox]:
    phrase = " ".join(words).strip()
    if angle:
        bare = _bare_address(angle)
        name = phrase
    else:
        outside = " ".join(word for word in words if word[0] not in '"(').rpartition(":")[2]
        bare = _bare_address(outside)
        name = next((word[1:-1] for word in words if word[0] == "("), "")
    if bare:
        yield Mailbox(bare, display_name(name))


def display_name(phrase: str) -> str:
    """The name beside an address, decoded and unquoted."""
    name = decode(phrase)
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('\\"', '"')
    return name


def _bare_address(text: str) -> str:
    text = text.strip()
    return canonical(text) if ADDR_SPEC.fullmatch(text) else ""


def canonical(address: str) -> str:
    """Bring an addr-spec to the one form we compare: lower-case ASCII, the domain as an
    A-label.

    A local part beyond ASCII is kept unchanged (RFC 6531), so it never equals an ASCII one.
    Returns "" if the domain is invalid or written with lookalike characters.
    """
    local, _, domain = address.rpartition("@")
    domain = domain.lower() if domain.isascii() else _a_labels(_utf8(domain))
    if not _DOMAIN.fullmatch(domain):
        return ""
    if not local.isascii():
        local = _utf8(local)
        return f"{local}@{domain}" if local.isprintable() else ""
    # An encoded word is text for people and must never form an address.
    return "" if "=?" in address or not local.isprintable() else f"{local.lower()}@{domain}"


def _a_labels(domain: str) -> str:
    """An internationalised domain in ASCII; "" if it is not written the way it is
    registered.

    The mapping of RFC 3491 turns full-width letters, other dots and "ß" into plain ASCII,
    so a domain of lookalikes would become somebody else's. So a label beyond ASCII must
    stay one, and must convert back from its A-label unchanged.
    """
    if not unicodedata.is_normalized("NFKC", domain):
        return ""
    try:
        labels = b".".join(label.encode("idna") for label in domain.lower().split("."))
        return labels.decode("ascii") if labels.decode("idna") == domain.lower() else ""
    except UnicodeError:
        return ""


def _utf8(text: str) -> str:
    """Raw 8-bit of a field as text."""
    return printable(decode_text(text.encode("utf-8", "surrogateescape"), "")[0])


def message_ids(value: str) -> list[str]:
    """Every Message-ID of a field, whole and in order: mailers write `<x@thyson@ku-gbr>`,
    and answers cite it that way.
    """
    if "<" not in value:
        return []
    found = []
    for match in _MESSAGE_ID.finditer(value):
        inside = match[1]
        if " " in inside or not (inside.isascii() and inside.isprintable()):
            inside = "".join(_CONTROL.sub(" ", printable(inside)).split())
        if inside and inside != "@":
            found.append(f"<{inside}>")
    return found


def ids_of(value: str) -> list[str]:
    """The Message-IDs of a field that holds nothing else: also those that some mailers write
    without brackets, or fold into encoded words.
    """
    if "=?" in value:
        # "_" is a space in encoded text (RFC 2047, 4.2), and none is in an id.
        value = decode(value.replace("_", "=5F") if "?q?" in value.lower() else value)
    found = message_ids(value)
    if found or "@" not in value:
        return found
    words = value.replace(",", " ").split()
    return [f"<{word}>" for word in words] if all(map(_BARE_ID.fullmatch, words)) else []


def references(headers: Headers) -> tuple[str, ...]:
    """The Message-IDs a mail answers, farthest first, the parent last, no duplicates.

    In-Reply-To names the parent (RFC 5322, 3.6.4) and so comes last, unless References
    already includes it. Very long chains keep both ends: the root finds the proposal, the
    parent the question.
    """
    chain = [one for field in headers.all("references") for one in ids_of(field)]
    parents = [one for field in headers.all("in-reply-to") for one in ids_of(field)]
    chain += [one for one in parents if one not in chain[-MAX_REFERENCES:]]
    unique = tuple(dict.fromkeys(chain))
    if len(unique) <= MAX_REFERENCES:
        return unique
    return unique[: MAX_REFERENCES // 2] + unique[-MAX_REFERENCES // 2 :]


def timestamp(value: str) -> datetime | None:
    """Read an RFC 5322 date as UTC; None if it is missing, malformed or absurd."""
    try:
        stamp = parsedate_to_datetime(value.strip()[:200])
        at = stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return at if at.year >= EARLIEST_YEAR else None
