"""Arrivals for the tests of this package: one list, one trusted host, one clock."""

from dataclasses import replace
from datetime import UTC, datetime

from listbot.mail import Arrival, Body, ListContext, Mail, Unreadable, read

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
LIST = ListContext(
    address="infra@example.org",
    trusted_hops=("lists.example.org", "192.0.2.25"),
    own_addresses=("infra@example.org", "listbot@example.org"),
)
BY_THE_LIST = (
    "Received: from lists.example.org (lists.example.org [192.0.2.25])\n"
    "\tby mx.example.org (Postfix) with ESMTPS id 1; Tue, 12 May 2026 11:59:00 +0000\n"
    "Received: from laptop (dsl.example.net [198.51.100.7])\n"
    "\tby lists.example.org (Postfix) with ESMTPSA id 2; Tue, 12 May 2026 11:50:00 +0000\n"
)
STRAIGHT = (
    "Received: from lists.example.org (dsl.example.net [198.51.100.7])\n"
    "\tby mx.example.org (Postfix) with ESMTP id 1; Tue, 12 May 2026 11:59:00 +0000\n"
)
FIELDS = (
    "From: Ana <ana@example.org>\nTo: infra@example.org\nMessage-ID: <1@example.org>\n"
    "Date: Tue, 12 May 2026 11:49:00 +0000\n"
)


def arrival(
    raw: str | bytes, *, archived: bool = False, envelope_from: str | None = None
) -> Arrival:
    """An arrival of these bytes, just received."""
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogateescape")
    return Arrival(data, LIST, "lmtp", NOW, envelope_from, archived)


def mail(raw: str | bytes, *, archived: bool = False, envelope_from: str | None = None) -> Mail:
    """Read bytes that must be readable."""
    found = read(arrival(raw, archived=archived, envelope_from=envelope_from))
    assert isinstance(found, Mail), found
    return found


def refusal(raw: str | bytes) -> str:
    """The reason why these bytes are not read."""
    found = read(arrival(raw))
    assert isinstance(found, Unreadable), found
    return found.reason


def comparable(mail: Mail | Unreadable) -> Mail | Unreadable:
    """The mail, its lines made if they are not yet: then equal mails are equal."""
    if isinstance(mail, Unreadable):
        return mail
    return replace(mail, body=Body(mail.body.lines, mail.body.flowed, mail.body.from_html))
