"""Received fields of common servers."""

from datetime import UTC, datetime

import pytest

from listbot.mail.origin.received import believed, hops, known_hosts

STAMP = "; Tue, 12 May 2026 11:00:00 +0000"


@pytest.mark.parametrize(
    ("field", "clients"),
    [
        (
            "from helo (mail.example.org [192.0.2.1]) by mx (Postfix) with ESMTP id 1",
            {"mail.example.org", "192.0.2.1"},
        ),
        (
            "from lists.example.org (unknown [192.0.2.1]) by mx (Postfix) with ESMTP id 1",
            {"192.0.2.1"},
        ),
        (
            "from helo (mail.example.org [IPv6:2001:DB8::1]) by mx (Postfix)",
            {"mail.example.org", "2001:db8::1"},
        ),
        (
            "from helo (mail.example.org [192.0.2.1] (may be forged)) by mx (8.14.4/8.14.4)",
            {"192.0.2.1"},
        ),
        ("from helo (mail.example.org [192.0.2.1]) (may be forged) by mx (8.14.4)", {"192.0.2.1"}),
        (
            "from helo (ana@mail.example.org [192.0.2.1]) by mx (8.14.4/8.14.4)",
            {"mail.example.org", "192.0.2.1"},
        ),
        (
            "from mail.example.org ([192.0.2.1] helo=x) by mx with esmtps (Exim 4.96)",
            {"mail.example.org", "192.0.2.1"},
        ),
        ("from [192.0.2.1] (helo=lists.example.org) by mx with esmtp (Exim 4.96)", {"192.0.2.1"}),
        ("from [192.0.2.1] by mx with esmtp (Exim 4.96) id 1", {"192.0.2.1"}),
        (
            "from [192.0.2.1]:4711 (port=4711 helo=[192.0.2.9]) by mx with smtp (Exim 4.96) id 1",
            {"192.0.2.1"},
        ),
        (
            "from mail.example.org ([192.0.2.1]:4711 helo=x ident=y)\n\tby mx with esmtps  "
            "(TLS1.3) tls"
            " TLS_AES_256_GCM_SHA384\n\t(Exim 4.94.2 (FreeBSD))\n\t(envelope-from "
            "<a@b.example>)\n\tid 1-2"
            "\n\tfor c@d.example",
            {"mail.example.org", "192.0.2.1"},
        ),
        (
            "from mail.example.org ([192.0.2.1]) by mx with esmtps "
            "(TLS1.2:RSA_AES_256_CBC_SHA1:256) (Exim 4.72 #1 (Debian)) id 1",
            {"mail.example.org", "192.0.2.1"},
        ),
        (
            "from helo (mail.example.org [192.0.2.1]) (using TLSv1.3 with cipher X (256/256 bits))"
            ' (Client CN "by x with LMTP", Issuer "from y (Exim 4)" (verified OK)) by mx '
            "(Postfix) with ESMTPS",
            {"mail.example.org", "192.0.2.1"},
        ),
        ("from lists.example.org ([192.0.2.1]) by vm with ESMTP id 1", {"192.0.2.1"}),
        (
            "from mail.example.org (HELO lists.example.org) (192.0.2.1) by mx with SMTP",
            {"192.0.2.1"},
        ),
        ("from unknown (HELO lists.example.org) (ana@192.0.2.1) by mx with SMTP", {"192.0.2.1"}),
        (
            "from lists.example.org (192.0.2.1) by mx with Microsoft SMTP Server (TLS) id 15",
            {"192.0.2.1"},
        ),
        (
            "from lists.example.org (2001:db8::1) by mx with Microsoft SMTP Server id 15",
            {"2001:db8::1"},
        ),
        (
            (
                "from mail.example.org (mail.example.org. [192.0.2.1]) by mx.google.com with "
                "ESMTPS id 1"
            ),
            {"mail.example.org", "192.0.2.1"},
        ),
        ("from helo (mail.example.org [999.0.0.1]) by mx (Postfix)", {"mail.example.org"}),
        ("from lists.example.org by mx with SMTP", set()),
        ("by mx (Postfix, from userid 1000) id 1", set()),
        ("", set()),
    ],
)
def test_clients(field: str, clients: set[str]) -> None:
    """Only what the writing server saw itself is the client; the HELO name never is."""
    assert next(hops([field + STAMP])).clients == frozenset(clients)


@pytest.mark.parametrize(
    "field",
    [
        "from mx.example.org ([192.0.2.1]) by vm with LMTP id 1 (envelope-from <a@b>) for <x@y>",
        (
            "from mx.example.org ([192.0.2.1]) (using TLSv1.3 with cipher X (256/256 bits)) by vm "
            "with LMTPS id 1"
        ),
        "from mx.example.org ([192.0.2.1]) by vm (Cyrus 3.6) with LMTPA",
        "from mx.example.org (mx.example.org [192.0.2.1]) by vm (Postfix) with UTF8LMTPSA id 1",
    ],
)
def test_over_lmtp_the_client_is_our_own_mail_host(field: str) -> None:
    """It vouches for nothing, since all mail comes from there; but we believe what it wrote
    itself.
    """
    chain = tuple(
        hops(
            [
                field + STAMP,
                "from a (lists.example.org [192.0.2.2]) by mx (Postfix)" + STAMP,
                "from b (dsl.example.net [198.51.100.7]) by lists (Postfix)" + STAMP,
                "from c (lists.example.org [192.0.2.2]) by forged (Postfix)" + STAMP,
            ]
        )
    )
    assert believed(chain, known_hosts(["lists.example.org", "192.0.2.1"])) == chain[:3]
    assert not chain[0].clients


@pytest.mark.parametrize(
    "field",
    [
        (
            'from a (b.example [198.51.100.7]) by mx (Postfix) with ESMTP for <"x) by y with LMTP '
            'z"@example.org>'
        ),
        (
            'from b.example ([198.51.100.7] helo=x) by mx with esmtp (envelope-from <"a) by b with '
            'LMTP c"@d>)'
        ),
        "from a (b.example [198.51.100.7]) by mx (Postfix) with ESMTP id LMTP",
        "from a (b.example [198.51.100.7]) by mx (with LMTP x",
    ],
)
def test_a_client_cannot_claim_lmtp(field: str) -> None:
    """A line also contains addresses that strangers chose."""
    chain = tuple(
        hops([field + STAMP, "from c (lists.example.org [192.0.2.1]) by forged (Postfix)" + STAMP])
    )
    assert believed(chain, known_hosts(["lists.example.org"])) == chain[:1]


LISTS = "lists.example.org"


@pytest.mark.parametrize(
    ("field", "clients"),
    [
        # Names Exim, but not where Exim does: Dovecot's line, followed by words of the client.
        (
            (
                f"from {LISTS} ([203.0.113.66]) by mx with esmtp (envelope-from "
                f"<(Exim@x.example>) id 1"
            ),
            set(),
        ),
        (
            (
                f"from {LISTS} ([203.0.113.66]) by mx with ESMTP id 1 (Exim 4.96) (envelope-from "
                f"<x@x.example>)"
            ),
            {"203.0.113.66"},
        ),
        (
            (
                f'from {LISTS} ([203.0.113.66]) by mx with ESMTP id 1 (envelope-from <"(Exim '
                f'4.96)"@x.example>)'
            ),
            {"203.0.113.66"},
        ),
        (
            f"from {LISTS} ([203.0.113.66]) by mx with ESMTP id 1 for <Exim@example.org>",
            {"203.0.113.66"},
        ),
        (f"from {LISTS} ([203.0.113.66] helo=(Exim) by mx with esmtp id 1", set()),
        (
            f"from {LISTS} ([203.0.113.66] helo=x) by mx with esmtp (Eximius 4) id 1",
            {"203.0.113.66"},
        ),
        (f"from {LISTS} ([203.0.113.66] helo=x) by mx with esmtp (Postfix) id 1", {"203.0.113.66"}),
        # A HELO with an address in brackets, in lines of Exchange, qmail, Dovecot, Postfix.
        (
            "from [192.0.2.1] (203.0.113.66) by mx with Microsoft SMTP Server id 15",
            {"203.0.113.66"},
        ),
        (
            "from [192.0.2.1] (203.0.113.66) by mx with Microsoft SMTP Server (Exim 4) id 15",
            {"203.0.113.66"},
        ),
        ("from [192.0.2.1] by mx with SMTP id 1", set()),
        ("from unknown (HELO [192.0.2.1]) (203.0.113.66) by mx with SMTP", {"203.0.113.66"}),
        ("from unknown (EHLO [192.0.2.1]) (x@203.0.113.66) by mx with SMTP", {"203.0.113.66"}),
        ("from [192.0.2.1] ([203.0.113.66]) by mx with ESMTP", {"203.0.113.66"}),
        ("from [192.0.2.1] (unknown [203.0.113.66]) by mx (Postfix) with ESMTP", {"203.0.113.66"}),
        # A user's address from an ident server, or a name that nobody confirmed.
        (f"from x ({LISTS}@[203.0.113.66]) by mx (8.14.4/8.14.4)", set()),
        (f"from x (helo={LISTS} [203.0.113.66]) by mx", set()),
        (f"from {LISTS} (HELO x) (203.0.113.66) by mx with SMTP", {"203.0.113.66"}),
        (f"from x ({LISTS} [203.0.113.66] (may be forged)) by mx (8.14.4)", {"203.0.113.66"}),
        # Two hops in one line: one of them came from the client.
        (
            (
                f"from x ({LISTS} [192.0.2.1]) by mx (evil.example [203.0.113.66]) by mx (Postfix) "
                f"with SMTP"
            ),
            set(),
        ),
        (
            (
                f"from x ({LISTS} [192.0.2.1]) by mx from y (evil.example [203.0.113.66]) by mx "
                f"(Postfix)"
            ),
            set(),
        ),
        (
            f"from x ({LISTS} [192.0.2.1]) (evil.example [203.0.113.66] by mx (Postfix) with SMTP",
            set(),
        ),
        (f"from x ({LISTS} [192.0.2.1]) evil.example by mx (Postfix) with SMTP", set()),
        (f"from x) ({LISTS} [192.0.2.1]) (evil.example [203.0.113.66]) by mx (Postfix)", set()),
        (
            f'from "x ({LISTS} [192.0.2.1]) by y" (evil.example [203.0.113.66]) by mx (Postfix)',
            set(),
        ),
        (f"from x ({LISTS} [192.0.2.1]", set()),
        (f"from x ({LISTS} [192.0.2.1]) by mx with SMTP for <a@b", set()),
        (f"from x ({LISTS} [192.0.2.1]) by mx with SMTP id {'1' * 2_000}", set()),
    ],
)
def test_the_clients_own_words_never_count(field: str, clients: set[str]) -> None:
    """HELO, ident, envelope and certificate also occur in a line, and can look like any
    part of it.
    """
    assert next(hops([field + STAMP])).clients == frozenset(clients)


def test_the_stamp_is_the_last_words_of_the_whole_field() -> None:
    """An address that contains a date changes nothing, however long it is."""
    own = '"; Mon, 4 May 2026 11:00:00 +0000"'
    for field in (
        f"from a (b.example [192.0.2.1]) by c for <{own}@d>",
        f"from a by c for <{own}{'d' * 3_000}>",
    ):
        assert next(hops([field + STAMP])).at == datetime(2026, 5, 12, 11, tzinfo=UTC)


def test_a_second_hop_in_a_line_is_not_a_delivery() -> None:
    """A client that says "by x with LMTP" in its HELO does not come by LMTP."""
    chain = tuple(
        hops(
            [
                (
                    "from x (unknown [203.0.113.66]) by mx with LMTP id 2 (x) by mx (Postfix) with "
                    "SMTP id 1"
                )
                + STAMP,
                "from c (lists.example.org [192.0.2.1]) by forged (Postfix)" + STAMP,
            ]
        )
    )
    assert believed(chain, known_hosts([LISTS])) == chain[:1]


def test_a_missing_stamp_is_none() -> None:
    """A line without a date still names its client."""
    assert next(hops(["from a (b.example [192.0.2.1]) by c"])).at is None


def test_belief_ends_at_the_first_stranger() -> None:
    """Each further line is believed only if a trusted host wrote it."""
    chain = tuple(
        hops(
            [
                "from a (lists.example.org [192.0.2.1]) by mx (Postfix)" + STAMP,
                "from b (dsl.example.net [198.51.100.7]) by lists (Postfix)" + STAMP,
                "from c (lists.example.org [192.0.2.1]) by forged (Postfix)" + STAMP,
            ]
        )
    )
    assert believed(chain, known_hosts(["Lists.example.org."])) == chain[:2]
    assert believed((), known_hosts([])) == ()


GMAIL = "by 2002:a05:6a10:8c0f:b0:5a1:2b3c:4d5e with SMTP id q15csp1234567pxc"
AT_GMAIL = (
    "from lists.example.org (lists.example.org. [192.0.2.1])\r\n        by mx.google.com with "
    "ESMTPS id af79cd13be357-8e7d9bb859dsi1737751285a.276.2026.05.12.11.00.00\r\n"
    "        for <listbot@example.com>\r\n"
    "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)"
)


def test_a_step_within_google() -> None:
    """A mailbox at Gmail has such a line on top; the one below it is Google's, too, and names
    the list's host.
    """
    chain = tuple(hops([GMAIL + STAMP, AT_GMAIL + STAMP, "from x (y [192.0.2.9]) by z" + STAMP]))
    assert (chain[0].is_delivery, chain[0].clients) == (True, frozenset())
    assert believed(chain, known_hosts(["lists.example.org"])) == chain
    assert believed(chain, known_hosts([])) == chain[:2]


@pytest.mark.parametrize(
    "field",
    [
        f"from x ({GMAIL}) by mx with SMTP id 1",
        f"{GMAIL} by mx.example.org",
        "by mail-qv1-xf48.google.com with SMTP id 1",
        "by 192.0.2.1 with SMTP id 1",
        "by 2002:a05::1 with HTTP",
    ],
)
def test_what_only_looks_like_a_step_within_google(field: str) -> None:
    """The whole line must match; a host that sends for Google is named, and so is a stranger."""
    assert not next(hops([field + STAMP])).is_delivery
