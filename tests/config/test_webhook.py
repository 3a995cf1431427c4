"""[webhook]: where the tracker may say that something happened."""

from pathlib import Path

import pytest

from listbot.config import load
from listbot.config.types import WebhookConfig
from tests.config.test_load import GOOD, faults, write
from tests.config.test_tracker import DESK, JIRA, TOKEN

SECRET = "0123456789abcdef0123"
WITH = GOOD + DESK + JIRA + "[webhook]\nport = 8030\n"
ROUNDUP = """
[tracker]
kind = "roundup"
url = "https://bugs.example.org/infra"
project = "issue"
user = "listbot"
public = false
"""


def given(secret: str) -> dict[str, str]:
    """The environment with a secret."""
    return TOKEN | {"LISTBOT_WEBHOOK__SECRET": secret}


def test_without_the_section_nobody_listens(tmp_path: Path) -> None:
    """Looking is enough."""
    assert load(write(tmp_path, GOOD + DESK + JIRA), TOKEN).webhook is None


def test_the_section_is_read(tmp_path: Path) -> None:
    """The secret comes from a file that only its owner may read, and is never shown."""
    file = tmp_path / "webhook.secret"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o600)
    config = load(write(tmp_path, WITH + 'secret_file = "webhook.secret"\n'), TOKEN)
    assert config.webhook == WebhookConfig("127.0.0.1", 8030, SECRET)
    assert ("", SECRET) in config.logins
    assert SECRET not in repr(config)


@pytest.mark.parametrize(
    ("text", "environ", "fault"),
    [
        (WITH, TOKEN, "webhook.secret: is missing"),
        (WITH, given("short"), "webhook.secret_file: the secret is shorter than 20 characters"),
        (
            GOOD + DESK + "[webhook]\n",
            given(SECRET),
            "webhook.secret_file: is not used without [tracker]; remove [webhook]",
        ),
        (
            GOOD + DESK + ROUNDUP + "[webhook]\n",
            given(SECRET),
            "is not used: listbot takes no webhooks of roundup; remove [webhook]",
        ),
        (WITH + f'secret = "{SECRET}"\n', TOKEN, "must not be in this file"),
    ],
)
def test_what_cannot_work_is_refused(
    tmp_path: Path, text: str, environ: dict[str, str], fault: str
) -> None:
    """And never with the secret in the words."""
    found = faults(tmp_path, text, environ)
    assert len([each for each in found if fault in each]) == 1, found
    assert not [each for each in found if SECRET in each]
