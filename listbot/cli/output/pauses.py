"""A pause as the command line tells it."""

from listbot.cli.output.terminal import safe
from listbot.store.outbox.pause import Pause


def in_words(standing: Pause) -> str:
    """Return a pause as a line for people."""
    why = f": {safe(standing.reason)}" if standing.reason else ""
    return f"paused since {standing.since:%Y-%m-%d %H:%M} UTC by {safe(standing.who)}{why}"
