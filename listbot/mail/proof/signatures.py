"""Read a signature field, and say whether it is fit to prove who wrote a mail.

RFC 6376 lets a signer leave out almost everything. A vote needs more: the sender, the subject,
the date, the Message-ID and the whole text must be signed, and each of these fields must be
there once. So nobody can take a signed mail and give it another subject, another Message-ID or
another text. The fields that tie a mail to a thread may be unsigned (Microsoft signs neither);
then they prove nothing, and whoever uses them must know that. So may those that say how to
read the text, if it could not be read in another way. Pure, linear, never raises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from listbot.mail.proof.canonical import CRLF
from listbot.mail.proof.fields import Field, Signed
from listbot.mail.proof.keys import ED25519, RSA, Key
from listbot.mail.proof.tags import (
    from_base64,
    names_of,
    number_of,
    squeezed,
    tags_of,
    without_value,
)

ONCE = ("from", "subject", "date", "message-id")
"""The fields that must be signed, and of which a mail has only one."""
THREAD = ("in-reply-to", "references")
MEANING = ("content-type", "content-transfer-encoding", "mime-version")
"""The fields that say how to read the text. Gmail signs only the last of them, so where the others
are not signed, the text must bear them out (`loose_form`).
"""
CLOCKS_DIFFER = timedelta(hours=1)  # between the signer's clock and that of our mail host
ALGORITHMS = {"rsa-sha256": RSA, "ed25519-sha256": ED25519}  # RFC 8301, 3.1: no SHA-1


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that may prove something."""

    field: Field
    domain: str
    key_name: str
    """Where its key is: `s1._domainkey.example.org`."""
    kind: str
    covers: tuple[str, ...]
    relaxed_header: bool
    relaxed_body: bool
    body_hash: bytes
    value: bytes
    for_subdomain: bool = False

    def fault(self, mail: Signed, key: Key) -> str:
        """Return what is wrong with it; "" if this key made it of this mail."""
        if key.kind != self.kind:
            return "is of another kind than its key"
        if key.is_strict and self.for_subdomain:
            return "speaks for a domain below its own"
        digest = mail.relaxed_digest if self.relaxed_body else mail.simple_digest
        if not compare_digest(digest, self.body_hash):
            return "is of another text: something changed it on its way"
        covered = (*chosen(mail, self.covers), unsigned(self.field))
        lines = [each.form(self.relaxed_header) for each in covered]
        return "" if key.fits(self.value, CRLF.join(lines)) else "does not fit this mail"

    def covers_thread(self, mail: Signed) -> bool:
        """Whether it is over every field that ties the mail to a thread, each there once."""
        there = {name: len(mail.all(name)) for name in THREAD if mail.all(name)}
        return all(count == 1 and name in self.covers for name, count in there.items())


def read_signature(
    field: Field, mail: Signed, received: datetime, *, is_seal: bool = False
) -> Signature | str:
    """Return a signature, or why it is unfit to prove anything; `is_seal`: of ARC (RFC 8617)."""
    tags = tags_of(field.value)
    if tags is None or not {"a", "b", "bh", "d", "h", "s"} <= tags.keys():
        return "cannot be read"
    kind = ALGORITHMS.get(squeezed(tags["a"]).lower())
    value, body_hash = from_base64(tags["b"]), from_base64(tags["bh"])
    forms = squeezed(tags.get("c", b"simple/simple")).lower().split("/")
    if kind is None or value is None or body_hash is None or not _are_forms(forms):
        return "is of a kind that proves nothing today"
    if "dns/txt" not in names_of(tags.get("q", b"dns/txt")):
        return "has its key at another place than the DNS"
    if not is_seal and squeezed(tags.get("v", b"")) != "1":
        return "is of a version that is not known"
    domain = squeezed(tags["d"]).lower()
    identity = squeezed(tags["i"]).lower() if "i" in tags and not is_seal else f"@{domain}"
    covers = names_of(tags["h"])
    return (
        _fault_of_cover(tags, covers, mail)
        or _fault_of_time(tags, received)
        or _fault_of_identity(identity, domain, mail)
        or Signature(
            field=field,
            domain=domain,
            key_name=f"{squeezed(tags['s']).lower()}._domainkey.{domain}",
            kind=kind,
            covers=covers,
            relaxed_header=forms[0] == "relaxed",
            relaxed_body=forms[1:] == ["relaxed"],
            body_hash=body_hash,
            value=value,
            for_subdomain=identity.rpartition("@")[2] != domain,
        )
    )


def chosen(mail: Signed, names: tuple[str, ...]) -> Iterator[Field]:
    """Yield the fields that a list of names covers: of one name, the lowest comes first."""
    left = {name: list(mail.all(name)) for name in dict.fromkeys(names)}
    for name in names:
        if left[name]:
            yield left[name].pop()


def unsigned(field: Field) -> Field:
    """Return a signature field as it was when it was signed, without the signature itself."""
    raw = without_value(field.raw, b"b")
    return Field(field.name, raw[len(field.raw) - len(field.value) :], raw)


def _are_forms(forms: list[str]) -> bool:
    return len(forms) <= 2 and set(forms) <= {"simple", "relaxed"}


def _fault_of_cover(tags: dict[str, bytes], covers: tuple[str, ...], mail: Signed) -> str:
    if "l" in tags:
        return "is only over the beginning of the text (l=)"
    for name in ONCE:
        there = len(mail.all(name))
        if there > 1:
            return f"is of a mail with {there} {name.title()} fields"
        if there and name not in covers:
            return f"leaves out the {name.title()} field"
    again = next((name for name in MEANING if len(mail.all(name)) > 1), "")
    if again:
        return f"is of a mail with more than one {again.title()} field"
    kind, encoding = (name in covers for name in MEANING[:2])
    return ("" if kind else mail.loose_type) or ("" if encoding else mail.loose_encoding)


def _fault_of_time(tags: dict[str, bytes], received: datetime) -> str:
    made, ends = number_of(tags.get("t")), number_of(tags.get("x"))
    if made is not None and made > (received + CLOCKS_DIFFER).timestamp():
        return "is of a time after the mail came"
    if ends is not None and ends < (received - CLOCKS_DIFFER).timestamp():
        return "had expired when the mail came"
    return ""


def _fault_of_identity(identity: str, domain: str, mail: Signed) -> str:
    """Check whom it speaks for: a domain at or below its own and, if it names somebody, the sender.

    RFC 6376, 3.5, i=.
    """
    local, _, host = identity.rpartition("@")
    if host != domain and not host.endswith(f".{domain}"):
        return "speaks for another domain than its own"
    sender = b"".join(each.value for each in mail.all("from")).lower()
    return "" if not local or identity.encode() in sender else "speaks for another sender"
