"""Show the way a mail came: each Received line, who wrote it, what it was told, and whether
to believe it.

`received` does the reading and decides on trust; this shows the result, and names the host
that `lists.trusted_hops` needs. Pure; never raises.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from listbot.mail.origin.received import Hop, believed, hops, is_ip, known_hosts
from listbot.mail.wire import limits
from listbot.mail.wire.fields import split_fields


@dataclass(frozen=True, slots=True)
class Step:
    """One Received line of a mail."""

    hop: Hop
    is_believed: bool
    """Our own host wrote it, or a trusted one."""
    is_trusted: bool
    """The line is believed, and says that a trusted host handed the mail over."""


def received_of(raw: bytes) -> list[str]:
    """The Received fields of a mail, newest first; empty if its header cannot be read."""
    header = limits.header_of(raw)
    if len(header) > limits.MAX_HEADER_SIZE:
        return []
    fields = split_fields(header.decode("ascii", "surrogateescape")) or []
    return [value for name, value in fields if name.lower() == "received"]


def route_of(fields: Sequence[str], trusted_hops: Sequence[str]) -> tuple[Step, ...]:
    """Every line, newest first, judged by the trusted hosts of a list."""
    trusted = known_hosts(trusted_hops)
    chain = tuple(hops(fields))
    line = len(believed(chain, trusted))
    return tuple(
        Step(hop, at < line, at < line and bool(hop.clients & trusted))
        for at, hop in enumerate(chain)
    )


def handed_over_by(route: Sequence[Step]) -> tuple[str, ...]:
    """The host that handed the mail to ours, name first, then address: the value for
    `lists.trusted_hops`.

    Our own host's deliveries to its mailboxes are skipped. Empty if the format is unknown.
    """
    first = next((step.hop for step in route if not step.hop.is_delivery), None)
    return clients_of(first) if first else ()


def clients_of(hop: Hop) -> tuple[str, ...]:
    """What the line's writer saw of the other side: its confirmed name first, if there is one."""
    return tuple(sorted(hop.clients, key=lambda client: (is_ip(client), client)))


def usual_hosts(routes: Iterable[Sequence[Step]]) -> tuple[tuple[str, int], ...]:
    """Count the hosts that handed these mails over, by their first names; the most frequent
    first.
    """
    found = Counter(next(iter(handed_over_by(route)), "") for route in routes)
    return tuple(sorted(found.items(), key=lambda one: (not one[0], -one[1], one[0])))


def is_vouched(route: Sequence[Step]) -> bool:
    """Whether a trusted host handed the mail over anywhere on the believed part of its route."""
    return any(step.is_trusted for step in route)
