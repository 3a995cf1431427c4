"""What shows that a webhook is the tracker's."""

import hmac
from hashlib import sha256

import pytest

from listbot.config.outside.webhook import KINDS
from listbot.trackers.webhook.signature import HEADERS, begun, proof_of

SECRET = "0123456789abcdef0123"
BODY = b'{"action": "closed"}'
SIGNED = hmac.new(SECRET.encode(), BODY, sha256).hexdigest()


def is_ours(kind: str, headers: dict[str, str], body: bytes = BODY) -> bool:
    """Whether a webhook counts."""
    proof = proof_of(kind, headers)
    digest = begun(SECRET)
    digest.update(body)
    return proof is not None and proof.is_of(SECRET, digest.digest())


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("jira", "X-Hub-Signature", f"sha256={SIGNED}"),
        ("github", "X-Hub-Signature-256", f"sha256={SIGNED}"),
        ("forgejo", "X-Forgejo-Signature", SIGNED),
        ("forgejo", "X-Gitea-Signature", SIGNED),
        ("gitlab", "X-Gitlab-Token", SECRET),
    ],
)
def test_each_tracker_has_its_own_way(kind: str, name: str, value: str) -> None:
    """Another body, another secret and no proof at all do not count."""
    assert is_ours(kind, {name: value})
    assert is_ours(kind, {name: value}, b"{}") is (kind == "gitlab")
    assert not is_ours(kind, {name: value[:-4] + "0000"})
    assert not is_ours(kind, {})
    assert not is_ours(kind, {name: ""})
    assert not is_ours(kind, {name: "\udcff\u2713"})


@pytest.mark.parametrize("kind", ["jira", "github", "forgejo"])
def test_the_secret_itself_proves_nothing_where_it_signs(kind: str) -> None:
    """Nor does a digest that is weaker than SHA-256."""
    weak = hmac.new(SECRET.encode(), BODY, "sha1").hexdigest()
    for value in (SECRET, f"sha1={weak}", weak, f"sha256={SIGNED.upper()}", f" {SIGNED}"):
        assert not is_ours(kind, dict.fromkeys(HEADERS[kind], value))
    assert not is_ours(kind, {"X-Gitlab-Token": SECRET})


def test_a_signature_that_is_wrong_is_not_mended_by_another() -> None:
    """Of a tracker that may sign in two ways, the first counts."""
    assert not is_ours("forgejo", {"X-Forgejo-Signature": "0" * 64, "X-Gitea-Signature": SIGNED})


def test_the_kinds_are_those_that_may_be_configured() -> None:
    """A tracker whose way is not known is refused by the configuration."""
    assert set(HEADERS) == set(KINDS)
