"""Find out who really wrote a mail, how sure that is, and when a host we trust took it.

The author is the addr-spec in From. If a list has put itself there ("Ana via infra"), we
look for the author in Reply-To and Cc, and accept one only if exactly one candidate is left
and the Received lines show a trusted host: otherwise anybody could vote as Ana. We never
look at headers such as X-Original-From or X-MailFrom, because list servers do not remove
forged ones; except at Google's X-Original-Sender where the list's host has signed it. A display
name never identifies anybody. Pure; never raises.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from listbot.mail.mail import Arrival, Author, Level
from listbot.mail.origin.received import believed, hops, is_ip, known_hosts
from listbot.mail.origin.senders import NOBODY, SEVERAL, Ambiguity, read_surely
from listbot.mail.wire.extensions import base_of
from listbot.mail.wire.headers import ADDR_SPEC, Headers, Mailbox, canonical, message_ids, timestamp

ORIGINAL = "x-original-sender"
NO_ADDRESS = "mailer-daemon@no-address.invalid"
"""The author of a bounce that names none: some mail hosts write `From: <>`."""
# A stamp further ahead of our clock than this is wrong, no matter who wrote it.
CLOCK_SKEW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Path:
    """What the Received lines prove."""

    level: Level
    received: datetime
    """When a host we trust took the mail."""
    by: str = ""
    """The trusted host that handed it over; "" if none did."""


def path_of(headers: Headers, arrival: Arrival) -> Path:
    """Read how the mail came to us: how far we believe its route, and when it counts as
    received.
    """
    chain = hops(headers.all("received"))
    if arrival.archived:
        newest = next(chain, None)
        stamps = [newest.at if newest else None, timestamp(headers.first("date"))]
        return Path(Level.ARCHIVED, _first_sane(stamps, arrival))
    trusted = known_hosts(arrival.list.trusted_hops)
    line = believed(chain, trusted)
    vouching = next((found for hop in line if (found := hop.clients & trusted)), frozenset())
    level = Level.LIST_VOUCHED if vouching else Level.UNVERIFIED
    return Path(level, _first_sane([line[-1].at if line else None], arrival), _name_of(vouching))


def _name_of(clients: frozenset[str]) -> str:
    """The name of a host, rather than its address."""
    return min(clients, key=lambda client: (is_ip(client), client), default="")


def _first_sane(stamps: Sequence[datetime | None], arrival: Arrival) -> datetime:
    latest = arrival.arrived + CLOCK_SKEW
    return next((stamp for stamp in stamps if stamp and stamp <= latest), arrival.arrived)


def author_of(
    headers: Headers, arrival: Arrival, level: Level, signed: frozenset[str] = frozenset()
) -> Author | Ambiguity:
    """Return the author; an Ambiguity if From does not name exactly one. A bounce may name
    nobody. `signed`: the fields that the list's own host has signed.
    """
    senders = senders_of(headers, arrival)
    if senders in ((), Ambiguity(NOBODY)):
        how = "From has no address, and the sender is null"
        is_bounce = has_null_sender(headers, arrival)
        return Author(NO_ADDRESS, "", Level.UNVERIFIED, how) if is_bounce else Ambiguity(NOBODY)
    if isinstance(senders, Ambiguity):
        return senders
    if len(senders) > 1:
        return Ambiguity(SEVERAL)
    (sender,) = senders
    lists = _list_addresses(headers, arrival)
    if lists.has(sender.address):
        return _behind_the_list(sender, headers, lists, level, signed)
    written = _before_rewriting(sender.address, lists, headers)
    if written:
        name = sender.name.rpartition(" via ")[0] or sender.name
        return Author(written, name, level, "From, which the list rewrote for DMARC")
    return Author(sender.address, sender.name, level, "From")


def has_null_sender(headers: Headers, arrival: Arrival) -> bool:
    """RFC 5321, 4.5.5: delivery notices and automatic answers have the null sender."""
    paths = [value.strip() for value in headers.all("return-path")]
    return arrival.envelope_from == "" or "<>" in paths


def senders_of(headers: Headers, arrival: Arrival) -> tuple[Mailbox, ...] | Ambiguity:
    """The addresses in From."""
    written = headers.first("from")
    found = read_surely(written)
    if not found and arrival.archived:
        # Pipermail hides addresses: "bob at example.org (Bob)".
        hidden, comment, name = written.partition("(")
        return read_surely(hidden.replace(" at ", "@") + comment + name)
    return found


def _before_rewriting(address: str, lists: "_Ours", headers: Headers) -> str:
    """The address that a list made another of, so that DMARC lets it pass; "" if it made none.

    Lists write ana=example.org@ or ana=40example.org@ before their own host, or .INVALID behind the
    author's.
    """
    if "=" not in address and not address.endswith(".invalid"):
        return ""
    local, _, domain = address.rpartition("@")
    host = domain.removesuffix(".invalid")
    if host != domain and "." in host and (headers.first("list-id") or headers.first("list-post")):
        return canonical(f"{local}@{host}")
    sign = "=40" if "=40" in local else "="
    name, _, host = local.rpartition(sign)
    if domain in lists.hosts and name and "." in host and ADDR_SPEC.fullmatch(f"{name}@{host}"):
        return canonical(f"{name}@{host}")
    return ""


class _Ours(NamedTuple):
    """The addresses of the bot and its lists."""

    addresses: frozenset[str]
    delimiter: str

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts of these addresses."""
        return frozenset(address.rpartition("@")[2] for address in self.addresses)

    def has(self, address: str) -> bool:
        """Whether it is one of them, with or without an extension."""
        return base_of(address, self.addresses, self.delimiter) != ""


def _list_addresses(headers: Headers, arrival: Arrival) -> _Ours:
    ours = arrival.list.ours
    if arrival.archived:
        # A recount knows only what the list's own headers say about it; only a name depends on it.
        posts = {
            one.removeprefix("<mailto:").rstrip(">").lower()
            for one in message_ids(headers.first("list-post"))
        }
        ours = ours if posts <= ours else ours | posts
    return _Ours(ours, arrival.list.delimiter)


def _behind_the_list(
    sender: Mailbox, headers: Headers, lists: _Ours, level: Level, signed: frozenset[str]
) -> Author:
    if level is Level.UNVERIFIED:
        return Author(
            sender.address,
            sender.name,
            level,
            "From is the list's own, and no trusted host vouches for it",
        )
    name = sender.name.rpartition(" via ")[0].strip("'") or sender.name
    replies = _others(headers, "reply-to", lists)
    if replies == () and ORIGINAL in signed:
        found, where = _only(_others(headers, ORIGINAL, lists)), ORIGINAL.title()
    elif replies == ():
        found, where = _in_copies(name, _others(headers, "cc", lists)), "Cc"
    else:
        # The author is among these. If we read Cc as well, anybody who adds an address
        # could choose the author.
        found, where = _only(replies), "Reply-To"
    if found is None:
        return Author(
            sender.address,
            sender.name,
            Level.UNVERIFIED,
            "From is the list's own, and nothing shows the author",
        )
    return Author(
        found.address, found.name or name, level, f"{where}, because From is the list's own"
    )


def _others(headers: Headers, field: str, lists: _Ours) -> tuple[Mailbox, ...] | Ambiguity:
    """All addresses of a field except the lists; an Ambiguity if one is in doubt, since it
    may be the author's.
    """
    found: list[Mailbox] = []
    for value in headers.all(field):
        boxes = read_surely(value)
        if isinstance(boxes, Ambiguity):
            return boxes
        found += (box for box in boxes if not lists.has(box.address))
    return tuple(found)


def _in_copies(name: str, copies: tuple[Mailbox, ...] | Ambiguity) -> Mailbox | None:
    """Mailman puts the author among the copies when replies go to the list; the name tells
    which one.
    """
    if isinstance(copies, Ambiguity):
        return None
    named = _only(tuple(box for box in copies if name and box.name == name))
    return named or _only(copies)


def _only(found: tuple[Mailbox, ...] | Ambiguity) -> Mailbox | None:
    if isinstance(found, Ambiguity):
        return None
    addresses = {box.address for box in found}
    return found[0] if len(addresses) == 1 else None
