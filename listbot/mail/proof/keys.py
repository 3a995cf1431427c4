"""Read the public key in a DNS record, and check a signature with it (RFC 6376, 3.6.1; RFC 8301;
RFC 8463).

Pure; never raises. Whatever is wrong with a key is said in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from listbot.mail.proof.tags import from_base64, names_of, squeezed, tags_of

RSA, ED25519 = "rsa", "ed25519"
SMALLEST = 1024  # bits; RFC 8301, 3.2: a verifier must not accept less
LARGEST = 4096  # bits; RFC 8301 asks for no more, and a longer key only costs time
LONGEST = 4_000  # characters of a record; a key of 4,096 bits has 800


@dataclass(frozen=True, slots=True)
class Key:
    """A key that may be used."""

    kind: str
    """`rsa` or `ed25519`."""
    public: RSAPublicKey | Ed25519PublicKey
    is_strict: bool = False
    """The signer must not speak for a domain below its own."""

    def fits(self, signature: bytes, text: bytes) -> bool:
        """Whether this key made the signature of this text."""
        try:
            if isinstance(self.public, RSAPublicKey):
                self.public.verify(signature, text, PKCS1v15(), SHA256())
            else:
                self.public.verify(signature, sha256(text).digest())
        except InvalidSignature:
            return False
        return True


def key_of(texts: Sequence[str]) -> Key | str:
    """Return the key in the records at a name, or what is wrong with it."""
    records = [each for each in texts if "p=" in "".join(each[:LONGEST].split())]
    if len(records) != 1:
        return f"{len(records)} keys where one must be" if records else "no key in its record"
    tags = tags_of(records[0].encode("utf-8", "replace")) if len(records[0]) <= LONGEST else None
    if tags is None or squeezed(tags.get("v", b"DKIM1")) != "DKIM1" or "p" not in tags:
        return "a key record that cannot be read"
    if not tags["p"]:
        return "a key that was withdrawn"
    flags = names_of(tags.get("t", b""))
    if "y" in flags:
        return "a key that is only being tried out"
    if not {"*", "email"} & set(names_of(tags.get("s", b"*"))):
        return "a key that is not for mail"
    if "sha256" not in names_of(tags.get("h", b"sha256")):
        return "a key for another kind of signature"
    return _public(squeezed(tags.get("k", b"rsa")).lower(), tags["p"], is_strict="s" in flags)


def _public(kind: str, written: bytes, is_strict: bool) -> Key | str:
    data = from_base64(written)
    try:
        if kind == ED25519 and data is not None:
            return Key(kind, Ed25519PublicKey.from_public_bytes(data), is_strict)
        public = load_der_public_key(data) if kind == RSA and data is not None else None
    except (ValueError, UnsupportedAlgorithm):
        public = None
    if not isinstance(public, RSAPublicKey):
        return "a key that cannot be read"
    if public.key_size < SMALLEST:
        return f"a key that is too short ({public.key_size} bits; at least {SMALLEST})"
    if public.key_size > LARGEST:
        return f"a key that is too long ({public.key_size} bits; at most {LARGEST})"
    return Key(kind, public, is_strict)
