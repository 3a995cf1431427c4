"""Addresses with an extension (RFC 5233): made, taken apart, and told to be ours. Two kinds of them
carry a ticket, one a question.

    support+t118-k3v9x2@example.org             answers to ticket 118 go there
    listbot+b-t118-k3v9x2-0f3a9c41@example.org  and letters come back there (VERP)
    listbot+c-k3v9x2m4q8w7z5a1@example.org      answers to "did you ask for this?" go there

The token routes and does not authenticate. The last part of the second one is a hash of the
recipient, who is found by comparing it with those
the ticket's letters go to, so that the local part stays within the 64 octets of RFC 5321,
4.5.3.1.1, whatever the recipient's is. Where the mail host knows no extensions, or the local part
would be too long, the plain address is all there is. Addresses are as in `Mail`. Pure; never
raises.
"""

import hashlib
import re
from collections.abc import Collection
from typing import NamedTuple

from listbot.mail.mail import ListContext

LONGEST_LOCAL = 64  # octets
HASH = 8  # hex digits: enough to tell a ticket's watchers apart

_REPLY = re.compile(r"t([1-9][0-9]{0,8})-([a-z0-9]{1,32})")
_BOUNCE = re.compile(rf"b-t([1-9][0-9]{{0,8}})-([a-z0-9]{{1,32}})-([0-9a-f]{{{HASH}}})")
_CONFIRM = re.compile(r"c-([a-z0-9]{1,32})")


class Routed(NamedTuple):
    """What the reply address of a ticket says."""

    base: str
    """The support list it extends."""
    number: int
    token: str


class Returned(NamedTuple):
    """What the envelope sender of a ticket's letter says when the letter comes back to it."""

    number: int
    token: str
    recipient: str
    """As `recipient_hash` makes it."""


def extended(address: str, extension: str, delimiter: str) -> str:
    """The address with an extension; as it is where there can be none."""
    local, _, domain = address.rpartition("@")
    longer = f"{local}{delimiter}{extension}"
    return f"{longer}@{domain}" if delimiter and len(longer.encode()) <= LONGEST_LOCAL else address


def base_of(address: str, bases: Collection[str], delimiter: str) -> str:
    """Which of these addresses this one is, with an extension or without; "" for any other."""
    if address in bases:
        return address
    if not delimiter or delimiter not in address:
        return ""
    # The longest, because an address may itself hold the delimiter: infra-support@ where infra@ is
    # another.
    return max((base for base in bases if _extends(address, base, delimiter)), key=len, default="")


def _extends(address: str, base: str, delimiter: str) -> bool:
    local, _, domain = base.rpartition("@")
    return (
        bool(local)
        and address.startswith(local + delimiter)
        and address.rpartition("@")[2] == domain
    )


def extension_of(address: str, bases: Collection[str], delimiter: str) -> str:
    """What stands after the delimiter in an address that extends one of these; "" if
    nothing does.
    """
    base = base_of(address, bases, delimiter)
    if base in ("", address):
        return ""
    start = len(base.rpartition("@")[0]) + len(delimiter)
    return address[start:].rpartition("@")[0]


def is_own(address: str, context: ListContext) -> bool:
    """Whether mail to this address is mail to us: never an author, never written to."""
    own = {each.lower() for each in (context.address, *context.own_addresses) if each}
    return base_of(address, own, context.delimiter) != ""


def reply_address(support: str, number: int, token: str, delimiter: str) -> str:
    """Where answers to a ticket go."""
    return extended(support, f"t{number}-{token}", delimiter)


def read_reply(address: str, bases: Collection[str], delimiter: str) -> Routed | None:
    """The ticket an address routes to, in whatever case it was written; None for any
    other address.
    """
    address = address.lower()
    found = _REPLY.fullmatch(extension_of(address, bases, delimiter))
    return Routed(base_of(address, bases, delimiter), int(found[1]), found[2]) if found else None


def bounce_address(
    bot: str, number: int, token: str, recipient: str, delimiter: str, secret: str = ""
) -> str:
    """The envelope sender of a ticket's letter to one recipient."""
    return extended(bot, f"b-t{number}-{token}-{recipient_hash(recipient, secret)}", delimiter)


def read_bounce(address: str, bot: str, delimiter: str) -> Returned | None:
    """The letter that came back to an address, in whatever case it was written; None for any other
    address.
    """
    found = _BOUNCE.fullmatch(extension_of(address.lower(), (bot,), delimiter))
    return Returned(int(found[1]), found[2], found[3]) if found else None


def confirm_address(bot: str, token: str, delimiter: str) -> str:
    """Where the answer to a question goes."""
    return extended(bot, f"c-{token}", delimiter)


def read_confirm(address: str, bot: str, delimiter: str) -> str:
    """The token of the question an address answers, in whatever case it was written; "" for any
    other address.
    """
    found = _CONFIRM.fullmatch(extension_of(address.lower(), (bot,), delimiter))
    return found[1] if found else ""


def recipient_hash(recipient: str, secret: str = "") -> str:
    """The short hash of an address by which it is known among a ticket's watchers. With the
    ticket's secret nobody can work out another's, to say that letters to them come back."""
    return hashlib.sha256(f"{secret}{recipient.lower()}".encode("utf-8", "replace")).hexdigest()[
        :HASH
    ]
