"""The state of the IMAP folders, as `listbot status` shows it. It never fails.

The daemon records it at each tick; a stopped daemon leaves its last record.
"""

from collections.abc import Mapping

from listbot.cli.output.terminal import safe
from listbot.inbound.cursor import Condition


def in_words(found: Condition) -> str:
    """Return one folder's state as a line."""
    since = f"since {found.since:%Y-%m-%d %H:%M} UTC"
    looked = f"last look {found.looked:%Y-%m-%d %H:%M} UTC" if found.looked else "no look yet"
    return (
        f"away {since}, {looked}: {safe(found.fault)}"
        if found.fault
        else f"connected {since}, {looked}"
    )


def fields(found: Mapping[str, Condition]) -> dict[str, dict[str, object]]:
    """Return the folders for JSON."""
    return {
        source: {
            "connected": not each.fault,
            "since": each.since.isoformat(),
            "fault": each.fault,
            "looked": each.looked.isoformat() if each.looked else None,
        }
        for source, each in found.items()
    }
