"""[webhook]: where the tracker may say that something happened."""

from collections.abc import Mapping

from listbot.config.secrets import secret
from listbot.config.section import Section
from listbot.config.types import TrackerConfig, WebhookConfig

KINDS = ("jira", "forgejo", "github", "gitlab")
"""The trackers of which we know how their webhooks show whose they are."""

PORT = 8028
HIGHEST_PORT = 65535
LEAST_SECRET = 20  # characters; `openssl rand -hex 32` prints 64


def read_webhook(
    section: Section, environ: Mapping[str, str], tracker: TrackerConfig | None
) -> WebhookConfig:
    """Read [webhook]."""
    found = WebhookConfig(
        host=section.host("host", "127.0.0.1"),
        port=section.whole("port", PORT, least=1, most=HIGHEST_PORT),
        secret=secret(section, environ, "secret", needed=True),
    )
    if found.secret and len(found.secret) < LEAST_SECRET:
        why = f"is shorter than {LEAST_SECRET} characters: `openssl rand -hex 32` makes a good one"
        section.fault("secret_file", f"the secret {why}")
    if tracker is None:
        section.fault("secret_file", "is not used without [tracker]; remove [webhook]")
    elif tracker.kind not in KINDS:
        section.fault(
            "secret_file",
            f"is not used: listbot takes no webhooks of {tracker.kind}; remove [webhook]",
        )
    return found
