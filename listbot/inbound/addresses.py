"""Finds the watched address a mail came for: from its SMTP recipient, or from its header
where several addresses share a folder.

By IMAP the envelope's recipient is known only if the mail host wrote it above its own
Received line, where nobody before it could write.

This only looks up addresses; the sender and the text of a mail are read later. A recipient
that is not watched gives None, and the caller has to answer that.
"""

import re
from collections.abc import Iterator

from listbot.mail import ListContext
from listbot.mail.wire.extensions import base_of

_LOOK_AT = 100 * 1024  # bytes; the longest header that reading accepts
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_FIELD = re.compile(rb"^(list-id|delivered-to|to|cc):([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>,;:\"()@]{1,64}@[^\s<>,;:\"()@]{1,255}")
_ABOVE_RECEIVED = re.compile(
    rb"^(x-original-to|envelope-to|delivered-to|received):([^\r\n]*)", re.IGNORECASE | re.MULTILINE
)
_WRITTEN_BY_HOSTS = ("x-original-to", "envelope-to", "delivered-to")
"""Postfix, Exim, most others; the first two hold the address as sent, the last one as rewritten."""
_LIST_ID = re.compile(r"<([^<>\s]{1,255})>")


class AddressBook:
    """The watched addresses: every list's and the bot's own, in the order of the configuration."""

    def __init__(self, first: ListContext, *others: ListContext) -> None:
        self._first = first
        self._contexts = {normalise(context.address): context for context in (first, *others)}
        self._by_list_id = {
            address.replace("@", "."): context
            for address, context in reversed(self._contexts.items())  # the first one of two alike
        }

    def for_recipient(self, address: str) -> ListContext | None:
        """Return the context of an SMTP recipient or None; `infra+anything@` belongs to
        infra (RFC 5233).

        A `+` always works: a host without address extensions may still send us that one
        address by its transport map.
        """
        plain = normalise(address)
        base = base_of(plain, self._contexts, "+") or base_of(
            plain, self._contexts, self._first.delimiter
        )
        return self._contexts.get(base)

    def recipient_of(self, raw: bytes) -> str:
        """Return the watched address, with extension, that the mail host noted; "" if none."""
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
        """Return the address named in a mail's header: by List-Id, then Delivered-To, To
        and Cc, else the first address.

        A single watched address needs no header: everything in its folder came for it. No
        mail is dropped for naming nobody. The bot's own address counts only if no list is
        named: its mailbox may receive the mail of a list, and Delivered-To says so in each.
        """
        if len(self._contexts) == 1:
            return self._first
        fields = _fields(raw)
        for list_id in _LIST_ID.findall(fields["list-id"]):
            if (context := self._by_list_id.get(list_id.lower())) is not None:
                return context
        named = [found for address in _addresses(fields) if (found := self.for_recipient(address))]
        return next((each for each in named if not _is_bots(each)), next(iter(named), self._first))


def _is_bots(context: ListContext) -> bool:
    """Return whether this is the bot's own address, which comes first."""
    return context.own_addresses[:1] == (context.address,)


def normalise(address: str) -> str:
    """Return an address as the configuration writes it: ASCII lower case, the domain as A-label."""
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
