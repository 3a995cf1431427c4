"""The hosts a mail came through, as `explain` shows them: for each Received line the host that
wrote it, the client it saw, and when.

It shows which lines a list's `trusted_hops` makes us believe, and which host that key would have to
name. Text from strangers is made safe for a terminal.
"""

from collections.abc import Iterator, Sequence

from listbot.cli.counting.tally_json import Json
from listbot.cli.output.terminal import safe
from listbot.mail import Step, clients_of, handed_over_by, is_vouched

SHOWN = 20  # lines; a longer route has a loop in it, and the JSON has all lines
_UNKNOWN = "(unknown format)"


def as_json(route: Sequence[Step]) -> Json:
    """Return the lines, newest first, and the host that handed the mail over to ours."""
    return {
        "hops": [
            {
                "by": step.hop.by,
                "from": list(clients_of(step.hop)),
                "at": step.hop.at.isoformat() if step.hop.at else None,
                "delivery": step.hop.is_delivery,
                "believed": step.is_believed,
                "trusted": step.is_trusted,
            }
            for step in route
        ],
        "handed_over_by": list(handed_over_by(route)),
    }


def as_text(route: Sequence[Step]) -> Iterator[str]:
    """Yield the same as text; nothing for a mail without Received lines."""
    if not route:
        return
    yield "came through, newest first:"
    for number, step in enumerate(route[:SHOWN], 1):
        at = f"{step.hop.at:%Y-%m-%d %H:%M:%S} UTC" if step.hop.at else "(no time)"
        yield f"{number:4}  {at:23}  {_worth(step):19}  {_told(step)}"
    if len(route) > SHOWN:
        yield f"      and {len(route) - SHOWN} more"
    host = next(iter(handed_over_by(route)), "")
    if host and not is_vouched(route):
        yield (f"      if this mail came through the list, add {safe(host)} to lists.trusted_hops")
    yield ""


def _worth(step: Step) -> str:
    return (
        "believed, trusted"
        if step.is_trusted
        else "believed"
        if step.is_believed
        else "not believed"
    )


def _told(step: Step) -> str:
    hop = step.hop
    if hop.is_delivery:
        return f"{safe(hop.by)}, by LMTP from its own mail host"
    if not hop.clients:
        return _UNKNOWN
    return f"{safe(hop.by)} from {safe(', '.join(clients_of(hop)))}"
