"""Which watched address a mail came for: by its SMTP recipient, or by its header where many share
one folder.

By IMAP the recipient of the envelope is known only if the mail host wrote it above its own Received
line, where nobody before it could write.

It looks a few addresses up and decides nothing else; who wrote a mail and what it says is read
later. A recipient that is not watched is None, which is for the caller to answer.
"""

import re
from collections.abc import Iterator

from listbot.mail import ListContext
from listbot.mail.wire.extensions import base_of

_LOOK_AT = 100 * 1024  # bytes; the most header that reading accepts
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_FIELD = re.compile(rb"^(list-id|delivered-to|to|cc):([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>,;:\"()@]{1,64}@[^\s<>,;:\"()@]{1,255}")
_ABOVE_RECEIVED = re.compile(
    rb"^(x-original-to|envelope-to|delivered-to|received):([^\r\n]*)", re.IGNORECASE | re.MULTILINE
)
_WRITTEN_BY_HOSTS = ("x-original-to", "envelope-to", "delivered-to")
"""Postfix, Exim, everybody; the first two say what was asked for, the last one what became of it by
then.
"""
_LIST_ID = re.compile(r"<([^<>\s]{1,255})>")


class AddressBook:
    """The watched addresses: every list's, and the bot's own, in the order of the configuration."""

    def __init__(self, first: ListContext, *others: ListContext) -> None:
        self._first = first
        self._contexts = {normalise(context.address): context for context in (first, *others)}

    def for_recipient(self, address: str) -> ListContext | None:
        """The address an SMTP recipient names; `infra+anything@` is infra's (RFC 5233).

        So with a `+` always: a host that knows no extensions may still send us that one address by
        its transport map.
        """
        plain = normalise(address)
        base = base_of(plain, self._contexts, "+") or base_of(
            plain, self._contexts, self._first.delimiter
        )
        return self._contexts.get(base)

    def recipient_of(self, raw: bytes) -> str:
        """The watched address, with its extension, that the mail host took this mail for; "" if it
        does not say so.
        """
        written: dict[str, list[str]] = {name: [] for name in _WRITTEN_BY_HOSTS}
        for name, value in _ABOVE_RECEIVED.findall(_header(raw)):
            if name.lower() == b"received":
                found = (address for field in written.values() for address in field)
                return next((address for address in found if self.for_recipient(address)), "")
            written[name.decode("ascii").lower()] += _ADDRESS.findall(
                value.decode("utf-8", "replace")
            )
        return (
            ""  # No host wrote a Received line: whoever put the mail there wrote the rest as well.
        )

    def for_header(self, raw: bytes) -> ListContext:
        """The address a mail's header names: List-Id first, then Delivered-To, To and Cc, else the
        first address.

        A lone watched address needs no header: everything in its folder came for it. Nothing is
        dropped for naming nobody. The bot's own address counts only where no list is named: its
        mailbox may be where a list's mail is delivered to, and Delivered-To says so of each.
        """
        if len(self._contexts) == 1:
            return self._first
        fields = _fields(raw)
        for list_id in _LIST_ID.findall(fields["list-id"]):
            for address, context in self._contexts.items():
                if list_id.lower() == address.replace("@", "."):
                    return context
        named = [found for address in _addresses(fields) if (found := self.for_recipient(address))]
        return next((each for each in named if not _is_bots(each)), next(iter(named), self._first))


def _is_bots(context: ListContext) -> bool:
    """Whether it is the bot's own address, the first of ours."""
    return context.own_addresses[:1] == (context.address,)


def normalise(address: str) -> str:
    """An address in the form the configuration has: ASCII lower case, the domain as A-label."""
    if address.isascii():
        return address.lower()
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}".lower()
    except UnicodeError:
        return address


def _header(raw: bytes) -> bytes:
    start = raw[:_LOOK_AT]
    end = _END_OF_HEADER.search(start)
    return _FOLD.sub(b"", start[: end.start()] if end else start)


def _fields(raw: bytes) -> dict[str, str]:
    fields = {"list-id": "", "delivered-to": "", "to": "", "cc": ""}
    for name, value in _FIELD.findall(_header(raw)):
        fields[name.decode("ascii").lower()] += value.decode("utf-8", "replace") + " "
    return fields


def _addresses(fields: dict[str, str]) -> Iterator[str]:
    for name in ("delivered-to", "to", "cc"):
        yield from _ADDRESS.findall(fields[name])
