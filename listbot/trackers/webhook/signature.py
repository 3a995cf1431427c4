"""How trackers show that a webhook is theirs. Pure.

All but GitLab send an HMAC of the body (SHA-256, RFC 2104) with a secret that we share; GitLab
sends the secret itself. Only the way of our own tracker counts. Each comparison takes the same
time, whatever differs.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

HEADERS: dict[str, tuple[str, ...]] = {
    "jira": ("X-Hub-Signature",),
    "forgejo": ("X-Forgejo-Signature", "X-Gitea-Signature"),
    "github": ("X-Hub-Signature-256",),
    "gitlab": ("X-Gitlab-Token",),
}
"""Where each kind of tracker has its proof, the first that is there."""

BY_SECRET = ("gitlab",)
"""Those that send the secret itself."""

HEX = re.compile(r"(?:sha256=)?([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a request shows, before its body is read."""

    kind: str
    """Of the tracker."""
    shown: str

    def is_of(self, secret: str, digest: bytes) -> bool:
        """Return whether this proves that who sent the body knows the secret; `digest`: of the body
        with that secret.
        """
        if self.kind in BY_SECRET:
            return hmac.compare_digest(_blurred(self.shown, secret), _blurred(secret, secret))
        return hmac.compare_digest(self.shown.encode(), digest.hex().encode())


def proof_of(kind: str, headers: Mapping[str, str]) -> Proof | None:
    """Return the proof that the header fields of a request hold; None if there is none that could
    be right, so that nobody has to read the body.
    """
    shown = next((headers[name] for name in HEADERS[kind] if name in headers), "")
    if kind in BY_SECRET:
        return Proof(kind, shown) if shown else None
    match = HEX.fullmatch(shown)
    return Proof(kind, match[1]) if match else None


def begun(secret: str) -> hmac.HMAC:
    """Return a digest that a body can be added to, part by part."""
    return hmac.new(secret.encode(), digestmod=sha256)


def _blurred(text: str, secret: str) -> bytes:
    """Return a text in a length that says nothing about it."""
    return hmac.digest(secret.encode(), text.encode("utf-8", "surrogateescape"), sha256)
