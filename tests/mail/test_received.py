"""Received fields of the common servers."""

import pytest

from listbot.mail.received import believed, hops, known_hosts

STAMP = "; Tue, 12 May 2026 11:00:00 +0000"


@pytest.mark.parametrize(
    ("field", "clients"),
    [
        (
            "from helo (mail.example.org [192.0.2.1]) by mx (Postfix) with ESMTP id 1",
            {"mail.example.org", "192.0.2.1"},
        ),
        ("from lists.example.org (unknown [192.0.2.1]) by mx (Postfix) with ESMTP id 1", {"192.0.2.1"}),
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
        ("from lists.example.org ([192.0.2.1]) by vm with ESMTP id 1", {"192.0.2.1"}),
        (
            "from mail.example.org (HELO lists.example.org) (192.0.2.1) by mx with SMTP",
            {"mail.example.org", "192.0.2.1"},
        ),
        ("from unknown (HELO lists.example.org) (ana@192.0.2.1) by mx with SMTP", {"192.0.2.1"}),
        ("from lists.example.org (192.0.2.1) by mx with Microsoft SMTP Server (TLS) id 15", {"192.0.2.1"}),
        ("from lists.example.org (2001:db8::1) by mx with Microsoft SMTP Server id 15", {"2001:db8::1"}),
        (
            "from mail.example.org (mail.example.org. [192.0.2.1]) by mx.google.com with ESMTPS id 1",
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
        "from mx.example.org ([192.0.2.1]) (using TLSv1.3 with cipher X (256/256 bits)) by vm with LMTPS id 1",
        "from mx.example.org ([192.0.2.1]) by vm (Cyrus 3.6) with LMTPA",
        "from mx.example.org (mx.example.org [192.0.2.1]) by vm (Postfix) with UTF8LMTPSA id 1",
    ],
)
def test_by_lmtp_the_client_is_our_own_mail_host(field: str) -> None:
    """It vouches for nothing, since all mail comes from there; what it wrote itself is believed."""
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
        'from a (b.example [198.51.100.7]) by mx (Postfix) with ESMTP for <"x) by y with LMTP z"@example.org>',
        'from b.example ([198.51.100.7] helo=x) by mx with esmtp (envelope-from <"a) by b with LMTP c"@d>)',
        "from a (b.example [198.51.100.7]) by mx (Postfix) with ESMTP id LMTP",
        "from a (b.example [198.51.100.7]) by mx (with LMTP x",
    ],
)
def test_nobody_says_for_himself_that_he_came_by_lmtp(field: str) -> None:
    """Addresses that strangers chose stand in a line, too."""
    chain = tuple(hops([field + STAMP, "from c (lists.example.org [192.0.2.1]) by forged (Postfix)" + STAMP]))
    assert believed(chain, known_hosts(["lists.example.org"])) == chain[:1]


def test_a_missing_stamp_is_none() -> None:
    """A line without a date still names its client."""
    assert next(hops(["from a (b.example [192.0.2.1]) by c"])).at is None


def test_belief_ends_at_the_first_stranger() -> None:
    """Each next line is believed only if a trusted host wrote it."""
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
