"""The way a mail came, for people: each Received line with who wrote it, what it was told, and what
it is worth.

The reading and the trust are those of `received`; this only shows them, and names the host that
`lists.trusted_hops` needs. It decides nothing about a mail. Pure; never raises.
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
    """It is believed, and says that a trusted host handed the mail over."""


def received_of(raw: bytes) -> list[str]:
    """The Received fields of a mail, newest first; none where its header cannot be read."""
    header = limits.header_of(raw)
    if len(header) > limits.MAX_HEADER_SIZE:
        return []
    fields = split_fields(header.decode("ascii", "surrogateescape")) or []
    return [value for name, value in fields if name.lower() == "received"]


def route_of(fields: Sequence[str], trusted_hops: Sequence[str]) -> tuple[Step, ...]:
    """Every line, newest first, under the trusted hosts of a list."""
    trusted = known_hosts(trusted_hops)
    chain = tuple(hops(fields))
    line = len(believed(chain, trusted))
    return tuple(
        Step(hop, at < line, at < line and bool(hop.clients & trusted))
        for at, hop in enumerate(chain)
    )


def handed_over_by(route: Sequence[Step]) -> tuple[str, ...]:
    """The host that handed the mail to ours, its name first, then its address: what
    `lists.trusted_hops` needs.

    Our own host's deliveries to its mailboxes are passed over. Empty: the line is in no form that
    is known.
    """
    first = next((step.hop for step in route if not step.hop.is_delivery), None)
    return clients_of(first) if first else ()


def clients_of(hop: Hop) -> tuple[str, ...]:
    """What a line's writer saw of the other side: its confirmed name first, if there is one."""
    return tuple(sorted(hop.clients, key=lambda client: (is_ip(client), client)))


def usual_hosts(routes: Iterable[Sequence[Step]]) -> tuple[tuple[str, int], ...]:
    """Which hosts handed these mails over, by their first names, and how many each; the most usual
    one first.
    """
    found = Counter(next(iter(handed_over_by(route)), "") for route in routes)
    return tuple(sorted(found.items(), key=lambda one: (not one[0], -one[1], one[0])))


def is_vouched(route: Sequence[Step]) -> bool:
    """Whether a trusted host handed the mail over somewhere on the believed part of its way."""
    return any(step.is_trusted for step in route)
