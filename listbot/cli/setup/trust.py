"""Checks a list's `trusted_hops` for `check-config --connect`, against the hosts that handed over
its mails.

With IMAP it looks at the newest mails in the list's folder, else at the newest stored ones. It only
suggests: anybody can send a mail, so it looks at several and shows how many came from each host.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.parser import BytesHeaderParser
from email.policy import compat32
from imaplib import IMAP4
from ipaddress import ip_address

from listbot.cli.output.counts import many
from listbot.cli.output.terminal import safe
from listbot.cli.setup.folders import opened
from listbot.config import Config, ListConfig
from listbot.config.types import TapConfig
from listbot.errors import PermanentError, SourceUnavailable
from listbot.inbound.addresses import AddressBook
from listbot.mail import Level, ListContext, Step, is_vouched, received_of, route_of, usual_hosts
from listbot.mail.proof.judging import has_own_signature, has_signature_of
from listbot.store import reading
from listbot.store.to_read import store_to_read

MAILS = 20  # enough that a mail slipped in by a stranger stands out
_FIELDS = (
    "(BODY.PEEK[HEADER.FIELDS (RECEIVED LIST-ID DELIVERED-TO FROM TO CC DKIM-SIGNATURE)]<0.60000>)"
)

ONE_PERSON = "until then all votes count as one person's, the list itself"


class NotTrusted(PermanentError):
    """The list's mail comes from hosts that trusted_hops does not name: a warning."""


def try_trust(config: Config, own: ListConfig) -> str:
    """Return that the list's trusted hosts are right, or which host to name.

    Raises NotTrusted if no mail came through a trusted host. An unreadable mailbox is ignored here;
    another attempt reports it.
    """
    mails = newest(config, own)
    if mails and own.host_signature and not own.trusted_hops:
        return _passed_on(mails, own.host_signature)
    routes = [route_of(received_of(raw), own.trusted_hops) for raw in mails]
    if not routes:
        if own.identity is Level.UNVERIFIED:
            raise NotTrusted(
                "anybody can vote under any name until trusted_hops is set; to find out which host "
                "to name, send two mails to the list, then run this again"
            )
        return "there is no mail from the list yet; run this again when there is"
    vouched = sum(map(is_vouched, routes))
    if vouched:
        others = [route for route in routes if not is_vouched(route)]
        rest = f"; the others came from {_told(others)}" if others else ""
        right = f"right for {vouched} of the last {many(len(routes), 'mail')}{rest}"
        asks = own.identity is Level.VERIFIED
        return right + (_signed(mails, config.taps_of(own)) if asks else "")
    came = "mail was" if len(routes) == 1 else f"{len(routes)} mails were"
    found = f"the last {came} handed over by {_told(routes)}; {_advice(routes)}"
    if own.identity is Level.UNVERIFIED:
        found += ', and identity = "list-vouched"'
        if any(own.address in _sender(raw) for raw in mails):
            raise NotTrusted(
                "the list puts its own address into From, and only a trusted host can tell us the "
                f"author: {ONE_PERSON}; {found}"
            )
        return found
    raise NotTrusted(
        f"no mail came through {', '.join(own.trusted_hops)}, so no vote is binding: {found}"
    )


def _passed_on(mails: Sequence[bytes], host: str) -> str:
    """Say how many mails the list's host has signed. Raises NotTrusted if it signed none."""
    signed = sum(has_signature_of(raw, host) for raw in mails)
    found = f"{signed or 'none'} of the last {many(len(mails), 'mail')}"
    if not signed:
        raise NotTrusted(f"{found} has a signature of {host} (host_signature): no vote is binding")
    return f"{found} {'has' if signed == 1 else 'have'} the signature of {host}"


def _signed(mails: Sequence[bytes], taps: Sequence[TapConfig]) -> str:
    """Say how many mails still have a signature of their writer's own domain.

    Raises NotTrusted if none does, and there is no tap before the list.
    """
    signed = sum(map(has_own_signature, mails))
    if not signed and taps:
        return "; none of them has a signature of its writer's own domain: copies must prove them"
    if not signed:
        raise NotTrusted(
            f"none of the last {many(len(mails), 'mail')} has a signature of its writer's own mail "
            "domain, so no vote would be binding: set up [[taps]] before the list, or set "
            'identity = "list-vouched", which asks for none'
        )
    return f"; {signed} of them have a signature of their writer's own mail domain"


def _sender(raw: bytes) -> str:
    return str(BytesHeaderParser(policy=compat32).parsebytes(raw)["From"] or "").lower()


def newest(config: Config, own: ListConfig) -> list[bytes]:
    """Return the headers of a list's newest mails, newest first."""
    if own.via.startswith("imap:"):
        with suppress(SourceUnavailable, OSError, IMAP4.error):
            if found := list(_in_folder(config, own)):
                return found
    if config.store.is_file and not config.store.file.exists():
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
    """Return the hosts, each with the number of mails it handed over."""
    hosts = usual_hosts(routes)
    return ", ".join(f"{safe(host) or 'an unknown host'} ({count})" for host, count in hosts)


def _advice(routes: Sequence[Sequence[Step]]) -> str:
    host, _ = usual_hosts(routes)[0]
    if not host:
        return "the format of their topmost Received line is unknown"
    write = f'if that is the list\'s host, set trusted_hops = ["{safe(host)}"]'
    return f"{write}{_caution(host)}"


def _caution(host: str) -> str:
    """Warn about the mail host itself: something like a filter may hand any mail back to it."""
    try:
        is_here = ip_address(host).is_loopback
    except ValueError:
        is_here = False
    return (
        " (that is your mail host itself: do this only if the list runs there and no filter hands "
        "mail back to it)"
    ) * is_here
