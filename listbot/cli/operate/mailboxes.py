"""How the IMAP folders do, as `listbot status` tells it. Only values and words; it never fails.

The daemon notes it at each tick, so it is as old as that; a daemon that is stopped leaves its last
note.
"""

from collections.abc import Mapping

from listbot.cli.output.terminal import safe
from listbot.config import Config
from listbot.inbound.cursor import Condition


def watched(config: Config, found: Mapping[str, Condition]) -> dict[str, Condition]:
    """Those that a list of the configuration comes by, in its order; others are of a configuration
    of before.
    """
    vias = dict.fromkeys(each.via for each in config.lists)
    return {via: found[via] for via in vias if via in found}


def in_words(found: Condition) -> str:
    """A line of the status."""
    since = f"since {found.since:%Y-%m-%d %H:%M} UTC"
    looked = f"last look {found.looked:%Y-%m-%d %H:%M} UTC" if found.looked else "no look yet"
    return (
        f"away {since}, {looked}: {safe(found.fault)}"
        if found.fault
        else f"connected {since}, {looked}"
    )


def fields(found: Mapping[str, Condition]) -> dict[str, dict[str, object]]:
    """As JSON has them."""
    return {
        source: {
            "connected": not each.fault,
            "since": each.since.isoformat(),
            "fault": each.fault,
            "looked": each.looked.isoformat() if each.looked else None,
        }
        for source, each in found.items()
    }
