"""What `check-config --connect` says of a list's `trusted_hops`: which hosts handed over the mails
that are there.

By IMAP it looks at the newest mails of the list in its folder, else at the newest that were stored.
It only proposes: a mail can come from anybody, so it looks at several and says how many came from
which host. Raises NotTrusted, a warning, where none came through a trusted host. A mailbox that
cannot be opened is told by another attempt, not here.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.parser import BytesHeaderParser
from email.policy import compat32
from imaplib import IMAP4
from ipaddress import ip_address
from pathlib import Path

from listbot.cli.output.terminal import safe
from listbot.cli.setup.folders import opened
from listbot.config import Config, ListConfig
from listbot.config.sections import SQLITE
from listbot.errors import PermanentError, SourceUnavailable
from listbot.inbound.addresses import AddressBook
from listbot.mail import Level, ListContext, Step, is_vouched, received_of, route_of, usual_hosts
from listbot.store import reading
from listbot.wiring import store_to_read

MAILS = 20  # the newest, so that one that a stranger slipped in is seen as the odd one
_FIELDS = "(BODY.PEEK[HEADER.FIELDS (RECEIVED LIST-ID DELIVERED-TO FROM TO CC)]<0.60000>)"

ONE_PERSON = "until then all votes are those of one person, the list itself"


class NotTrusted(PermanentError):
    """The hosts that hand the list's mail over are not those that the configuration names."""


def try_trust(config: Config, own: ListConfig) -> str:
    """Say that the list's trusted hosts are right, or which host they would have to be."""
    mails = newest(config, own)
    routes = [route_of(received_of(raw), own.trusted_hops) for raw in mails]
    if not routes:
        if own.identity is Level.UNVERIFIED:
            raise NotTrusted(
                "votes are anybody's until trusted_hops is set, and no mail of it is there to "
                "say which host to name: send two to the list, then ask again"
            )
        return "no mail of it is there to look at; ask again when there is"
    vouched = sum(map(is_vouched, routes))
    if vouched:
        others = [route for route in routes if not is_vouched(route)]
        rest = f"; the others from {_told(others)}" if others else ""
        return f"right for {vouched} of the last {len(routes)} mails{rest}"
    found = f"the last {len(routes)} mails were handed over by {_told(routes)}; {_advice(routes)}"
    if own.identity is not Level.LIST_VOUCHED:
        found += ', and identity = "list-vouched"'
        if any(own.address in _sender(raw) for raw in mails):
            raise NotTrusted(
                "the list writes its own address into From, which only a trusted host may explain: "
                f"{ONE_PERSON}; {found}"
            )
        return found
    raise NotTrusted(
        f"none of them came through {', '.join(own.trusted_hops)}, so no vote binds: {found}"
    )


def _sender(raw: bytes) -> str:
    return str(BytesHeaderParser(policy=compat32).parsebytes(raw)["From"] or "").lower()


def newest(config: Config, own: ListConfig) -> list[bytes]:
    """The headers of the newest mails of a list, the newest first."""
    if own.via.startswith("imap:"):
        with suppress(SourceUnavailable, OSError, IMAP4.error):
            if found := list(_in_folder(config, own)):
                return found
    if not Path(config.store.url.removeprefix(SQLITE)).exists():
        return []
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            return reading.newest(connection, own.address, MAILS)
    finally:
        store.close()


def _in_folder(config: Config, own: ListConfig) -> Iterator[bytes]:
    first, *others = (ListContext(each.address) for each in config.lists if each.via == own.via)
    book = AddressBook(first, *others)
    with opened(*config.mailbox(own.via)) as (client, count):
        if not count:
            return
        _, answer = client.fetch(f"{max(1, count - MAILS + 1)}:{count}", _FIELDS)
        for part in reversed(answer):
            if isinstance(part, tuple) and book.for_header(part[1]).address == own.address:
                yield part[1]


def _told(routes: Sequence[Sequence[Step]]) -> str:
    """The hosts by how many mails they handed over."""
    hosts = usual_hosts(routes)
    return ", ".join(
        f"{safe(host) or 'a host that cannot be known'} ({count})" for host, count in hosts
    )


def _advice(routes: Sequence[Sequence[Step]]) -> str:
    host, _ = usual_hosts(routes)[0]
    if not host:
        return "their topmost Received line is in no form that is known"
    write = f'if that is the list\'s host, write trusted_hops = ["{safe(host)}"]'
    return f"{write}{_caution(host)}"


def _caution(host: str) -> str:
    """Whoever hands mail back to the host itself, a filter for instance, vouches for nobody."""
    try:
        is_here = ip_address(host).is_loopback
    except ValueError:
        is_here = False
    return (
        " (it is your mail host itself: only if the list runs there, and no filter hands mail "
        "back to it)"
    ) * is_here
