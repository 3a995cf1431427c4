"""Signers for the tests: keys made here, signatures made by dkimpy, which listbot does not use,
so that two programs must agree on every byte.
"""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from dkim.canonicalization import CanonicalizationPolicy

from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from tests.mail.arrivals import NOW

ALL = ("from", "to", "subject", "date", "message-id", "in-reply-to", "references", "content-type")


@cache
def private(name: str) -> rsa.RSAPrivateKey:
    """A key of this name, the same for a whole run."""
    return rsa.generate_private_key(65537, 1024)


@dataclass(frozen=True)
class Signer:
    """A mail host that signs."""

    domain: str = "example.org"
    selector: str = "s1"
    covers: tuple[str, ...] = ALL
    forms: str = "relaxed/relaxed"
    made: datetime | None = NOW - timedelta(minutes=10)
    ends: datetime | None = None
    extra: tuple[tuple[str, str], ...] = ()
    """More tags, or others in the place of the usual ones."""
    key: str = ""
    """The name of the key; "" for the domain's own."""

    @property
    def name(self) -> str:
        """Where its key is."""
        return f"{self.selector}._domainkey.{self.domain}"

    @property
    def record(self) -> str:
        """Its key record."""
        public = private(self.key or self.name).public_key()
        der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"

    @property
    def answer(self) -> KeyAnswer:
        """What the DNS says about its key."""
        return KeyAnswer(self.name, Heard.RECORD, (self.record,))

    def sign(self, raw: str | bytes) -> bytes:
        """Return a mail with its signature on top."""
        mail = in_bytes(raw)
        return self.field(mail, b"DKIM-Signature", (("v", "1"), *self._tags(mail))) + mail

    def seal(self, raw: str | bytes, found: str, *, instance: int = 1, cv: str = "") -> bytes:
        """Return a mail with a set of ARC on top, as RFC 8617 tells a sealer to make it."""
        mail = in_bytes(raw)
        i = (("i", str(instance)),)
        results = f"ARC-Authentication-Results: i={instance}; {found}\r\n".encode()
        message = self.field(mail, b"ARC-Message-Signature", (*i, *self._tags(mail)))
        held = cv or ("pass" if instance > 1 else "none")
        whose = (("a", "rsa-sha256"), ("d", self.domain), ("s", self.selector))
        tags = (*i, ("cv", held), *whose)
        there = [
            name
            for _ in range(instance)
            for name in ("arc-authentication-results", "arc-message-signature", "arc-seal")
        ]
        below = message + results + mail
        seal = self.field(below, b"ARC-Seal", tags, tuple(there[:-1]), relaxed=True)
        return seal + below

    def field(
        self,
        mail: bytes,
        name: bytes,
        tags: Iterable[tuple[str, str]],
        covers: tuple[str, ...] = (),
        *,
        relaxed: bool = False,
    ) -> bytes:
        """Return one signature field."""
        signer = dkim.DKIM(mail)
        signer.hasher = hashlib.sha256
        pem = private(self.key or self.name).private_bytes(
            Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )
        given = dict(self.extra) if not relaxed else {}
        fields = [(key.encode(), given.pop(key, value).encode()) for key, value in tags]
        fields += [(key.encode(), value.encode()) for key, value in given.items()]
        forms = "relaxed/relaxed" if relaxed else self.forms
        value = signer.gen_header(
            [*fields, (b"b", b"0" * 60)],
            [each.encode() for each in covers or self._covered(mail)],
            CanonicalizationPolicy.from_c_value(forms.encode()),
            name,
            dkim.parse_pem_private_key(pem),
        )
        return name + b": " + bytes(value)

    def _covered(self, mail: bytes) -> list[str]:
        there = [name.decode().lower() for name, _ in dkim.rfc822_parse(mail)[0]]
        return [name for name in self.covers if name in there]

    def _tags(self, mail: bytes) -> tuple[tuple[str, str], ...]:
        policy = CanonicalizationPolicy.from_c_value(self.forms.encode())
        body = policy.canonicalize_body(dkim.rfc822_parse(mail)[1])
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        times = [("t", self.made), ("x", self.ends)]
        return (
            ("a", "rsa-sha256"),
            ("c", self.forms),
            ("d", self.domain),
            ("s", self.selector),
            *((key, str(int(at.timestamp()))) for key, at in times if at),
            ("h", ":".join(self._covered(mail))),
            ("bh", digest),
        )

    def of(self, domain: str) -> "Signer":
        """The same for another domain."""
        return replace(self, domain=domain)


@dataclass
class Zone:
    """The DNS of a test: only the names that were put here exist."""

    known: dict[str, KeyAnswer] = field(default_factory=dict)

    def put(self, *answers: KeyAnswer) -> "Zone":
        """Add answers."""
        self.known |= {each.name: each for each in answers}
        return self

    def key_answers(self, names: Iterable[str]) -> KeyAnswers:
        """KeyAnswer questions."""
        return KeyAnswers(
            tuple(self.known.get(name, KeyAnswer(name, Heard.NOTHING)) for name in names)
        )


def in_bytes(raw: str | bytes) -> bytes:
    """A mail as the wire has it."""
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape")
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def signed_below(raw: bytes, signer: Signer) -> bytes:
    """Sign a whole mail as its writer's host did, below the lines of the hosts after it."""
    at = raw.index(b"From:")
    return raw[:at] + signer.sign(raw[at:])
