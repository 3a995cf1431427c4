"""The mailboxes in `listbot status` and `check-config`."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from listbot.cli.group import cli
from listbot.cli.setup.probes import attempts
from listbot.config import load
from listbot.inbound.cursor import Condition
from listbot.store.sources import note_condition
from listbot.wiring import open_store
from tests.config.test_accounts import BOTH, HEAD, SECRETS, TWO
from tests.config.test_load import write

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTED = {
    "imap:infra-support:INBOX": Condition(NOON, "login: NO \x1b[31m", None),
    "imap:team:INBOX": Condition(NOON.replace(hour=9), "", NOON),
    "imap:INBOX": Condition(NOON, "gone since", None),
}


def status(folder: Path, *options: str) -> str:
    """Return what the command prints after the daemon recorded these."""
    path = write(folder, HEAD + TWO + BOTH)
    with closing(open_store(load(path, SECRETS))) as store, store.transaction() as tx:
        for source, found in NOTED.items():
            note_condition(tx, source, found)
    result = CliRunner().invoke(cli, ["--config", str(path), "status", *options], env=SECRETS)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_line_for_each(tmp_path: Path) -> None:
    """Connected or away, since when, why, and the last look; only configured folders, in the order
    of the lists.
    """
    assert [line for line in status(tmp_path).splitlines() if line.startswith("imap:")] == [
        "imap:team:INBOX: connected since 2026-03-01 09:00 UTC, last look 2026-03-01 12:00 UTC",
        "imap:infra-support:INBOX: away since 2026-03-01 12:00 UTC, no look yet: "
        "login: NO \N{REPLACEMENT CHARACTER}[31m",
    ]


def test_for_programs(tmp_path: Path) -> None:
    """The same as JSON and as metrics."""
    assert json.loads(status(tmp_path, "--json"))["mailboxes"] == {
        "imap:team:INBOX": {
            "connected": True,
            "since": "2026-03-01T09:00:00+00:00",
            "fault": "",
            "looked": "2026-03-01T12:00:00+00:00",
        },
        "imap:infra-support:INBOX": {
            "connected": False,
            "since": "2026-03-01T12:00:00+00:00",
            "fault": "login: NO \x1b[31m",
            "looked": None,
        },
    }
    assert [
        line
        for line in status(tmp_path, "--metrics").splitlines()
        if line.startswith("listbot_mailbox")
    ] == [
        'listbot_mailbox_connected{mailbox="imap:team:INBOX"} 1',
        'listbot_mailbox_connected{mailbox="imap:infra-support:INBOX"} 0',
        'listbot_mailbox_looked_timestamp_seconds{mailbox="imap:team:INBOX"} '
        f"{int(NOON.timestamp())}",
    ]


def test_check_config_tells_of_each(tmp_path: Path) -> None:
    """It shows each folder, user and server; with --connect each is tried by its name."""
    path = write(tmp_path, HEAD + TWO + BOTH)
    shown = CliRunner().invoke(cli, ["--config", str(path), "check-config"], env=SECRETS).stdout
    assert [line.strip() for line in shown.splitlines() if "IMAP" in line] == [
        "Mail      by IMAP, folder INBOX of infra at mail.example.org",
        "Mail      by IMAP, folder INBOX of support at mx.example.net",
    ]
    tried = [each.what for each in attempts(load(path, SECRETS)) if each.what.startswith("imap")]
    assert tried == ["imap team:INBOX", "imap infra-support:INBOX"]
