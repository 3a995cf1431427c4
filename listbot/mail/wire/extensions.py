"""Make, split and recognise our addresses with an extension (RFC 5233). Two kinds carry a
ticket, one a question, one the token of an operator.

    support+t118-k3v9x2@example.org             answers to ticket 118 go there
    listbot+b-t118-k3v9x2-0f3a9c41@example.org  its letters bounce there (VERP)
    listbot+c-k3v9x2m4q8w7z5a1@example.org      answers to "did you ask for this?" go there
    listbot+a-k3v9x2m4q8w7z5a1...@example.org   answers to "these letters wait" go there

A ticket's token routes; it does not authenticate. The second address ends in a hash of the
recipient, found again by comparing it with everybody who gets the ticket's letters: so the
local part stays within 64 octets (RFC 5321, 4.5.3.1.1) for any recipient. If the mail host
has no extensions, or the local part would be too long, we use the plain address. Addresses
are as in `Mail`. Pure; never raises.
"""

import hashlib
import re
from collections.abc import Collection
from typing import NamedTuple

from listbot.mail.mail import ListContext

LONGEST_LOCAL = 64  # octets
LONGEST_ADDRESS = 254  # characters; we watch none that is longer (RFC 5321, 4.5.3.1.3)
HASH = 8  # hex digits: enough to tell a ticket's watchers apart

_REPLY = re.compile(r"t([1-9][0-9]{0,8})-([a-z0-9]{1,32})")
_BOUNCE = re.compile(rf"b-t([1-9][0-9]{{0,8}})-([a-z0-9]{{1,32}})-([0-9a-f]{{{HASH}}})")
_APPROVAL = re.compile(r"a-([a-z2-7]{26})")
_CONFIRM = re.compile(r"c-([a-z0-9]{1,32})")


class Routed(NamedTuple):
    """What the reply address of a ticket says."""

    base: str
    """The support list's own address."""
    number: int
    token: str


class Returned(NamedTuple):
    """What the envelope sender of a ticket's letter says when the letter comes back."""

    number: int
    token: str
    recipient: str
    """As `recipient_hash` makes it."""


def extended(address: str, extension: str, delimiter: str) -> str:
    """Add an extension to the address; unchanged if it cannot have one."""
    local, _, domain = address.rpartition("@")
    longer = f"{local}{delimiter}{extension}"
    return f"{longer}@{domain}" if delimiter and len(longer.encode()) <= LONGEST_LOCAL else address


def base_of(address: str, bases: Collection[str], delimiter: str) -> str:
    """Return which of these addresses this one is, with or without an extension; "" for any
    other. It asks only whether these hold an address, so it takes as long for thousands.
    """
    if address in bases:
        return address
    if not delimiter or delimiter not in address:
        return ""
    local, _, domain = address.rpartition("@")
    # The longest, because an address may itself contain the delimiter: infra-support@
    # beside infra@.
    end = local.rfind(delimiter, 0, LONGEST_ADDRESS)
    while end > 0:
        base = f"{local[:end]}@{domain}"
        if base in bases:
            return base
        end = local.rfind(delimiter, 0, end + len(delimiter) - 1)
    return ""


def extension_of(address: str, bases: Collection[str], delimiter: str) -> str:
    """The part after the delimiter in an address that extends one of these; "" if there is none."""
    base = base_of(address, bases, delimiter)
    if base in ("", address):
        return ""
    start = len(base.rpartition("@")[0]) + len(delimiter)
    return address[start:].rpartition("@")[0]


def is_own(address: str, context: ListContext) -> bool:
    """Whether mail to this address is mail to us: such an address is never an author, never
    written to.
    """
    return base_of(address, context.ours, context.delimiter) != ""


def reply_address(support: str, number: int, token: str, delimiter: str) -> str:
    """The address for answers to a ticket."""
    return extended(support, f"t{number}-{token}", delimiter)


def read_reply(address: str, bases: Collection[str], delimiter: str) -> Routed | None:
    """The ticket an address routes to, in any case of letters; None for any other address."""
    address = address.lower()
    found = _REPLY.fullmatch(extension_of(address, bases, delimiter))
    return Routed(base_of(address, bases, delimiter), int(found[1]), found[2]) if found else None


def bounce_address(
    bot: str, number: int, token: str, recipient: str, delimiter: str, secret: str = ""
) -> str:
    """The envelope sender of a ticket's letter to one recipient."""
    return extended(bot, f"b-t{number}-{token}-{recipient_hash(recipient, secret)}", delimiter)


def read_bounce(address: str, bot: str, delimiter: str) -> Returned | None:
    """The letter that came back to an address, in any case of letters; None for any other
    address.
    """
    found = _BOUNCE.fullmatch(extension_of(address.lower(), (bot,), delimiter))
    return Returned(int(found[1]), found[2], found[3]) if found else None


def confirm_address(bot: str, token: str, delimiter: str) -> str:
    """The address for the answer to a question."""
    return extended(bot, f"c-{token}", delimiter)


def read_confirm(address: str, bot: str, delimiter: str) -> str:
    """The token of the question an address answers, in any case of letters; "" for any
    other address.
    """
    found = _CONFIRM.fullmatch(extension_of(address.lower(), (bot,), delimiter))
    return found[1] if found else ""


def approval_address(bot: str, token: str, delimiter: str) -> str:
    """The address for the answer to "these letters wait"."""
    return extended(bot, f"a-{token}", delimiter)


def read_approval(address: str, bot: str, delimiter: str) -> str:
    """The token in such an address, in any case of letters; "" for any other address."""
    found = _APPROVAL.fullmatch(extension_of(address.lower(), (bot,), delimiter))
    return found[1] if found else ""


def recipient_hash(recipient: str, secret: str = "") -> str:
    """The short hash that identifies an address among a ticket's watchers. It includes the
    ticket's secret, so that nobody can compute another person's and report their letters as
    bounced.
    """
    return hashlib.sha256(f"{secret}{recipient.lower()}".encode("utf-8", "replace")).hexdigest()[
        :HASH
    ]
