"""Header fields decoded and split."""

from datetime import UTC, datetime

import pytest

from listbot.mail.wire.headers import (
    Headers,
    Mailbox,
    canonical,
    decode,
    ids_of,
    mailboxes,
    message_ids,
    references,
    timestamp,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("folded\r\n\t here", "folded here"),
        ("=?utf-8?q?=C3=84rger?=", "Ärger"),
        ("=?utf-8?B?w4RyZ2Vy?= x", "Ärger x"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?iso-8859-1*de?q?=C4rger_?=x", "Ärger x"),
        ("=?no-such?q?abc?=", "abc"),
        ("=?utf-8?b?x?=", "=?utf-8?b?x?="),
        ("=?utf-8?q?broken", "=?utf-8?q?broken"),
        ("=?utf-8?q?a=0D=0ABcc:_x?=", "a Bcc: x"),
        ("=?utf-8?q?a=00b?=", "a\ufffdb"),
        ("=?utf-8?q?ä?=", "ä"),
        ("\udcc3\udca4 raw", "ä raw"),
        ("\udce4 raw", "ä raw"),
    ],
)
def test_decode(raw: str, text: str) -> None:
    """Encoded words, raw 8-bit and folds become text on one line; broken input stays as written."""
    assert decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("ana@example.org", (Mailbox("ana@example.org", ""),)),
        ("Ana <ANA@Example.ORG>", (Mailbox("ana@example.org", "Ana"),)),
        (
            '"Example, Ana" <ana@example.org>, bob@example.org',
            (Mailbox("ana@example.org", "Example, Ana"), Mailbox("bob@example.org", "")),
        ),
        ("ana@example.org (Ana Example)", (Mailbox("ana@example.org", "Ana Example"),)),
        (
            "team: ana@example.org, bob@example.org;",
            (Mailbox("ana@example.org", ""), Mailbox("bob@example.org", "")),
        ),
        ("=?utf-8?q?=C3=84?= <ana@example.org>", (Mailbox("ana@example.org", "Ä"),)),
        ("Ana <ana@=?utf-8?q?good.example?=>", ()),
        ("=?utf-8?q?ana=40example.org?=", ()),
        ("Ana <ana@münchen.example>", (Mailbox("ana@xn--mnchen-3ya.example", "Ana"),)),
        ("Ana <ana@" + "ü" * 70 + ".example>", ()),
        ("<änä@example.org>", (Mailbox("änä@example.org", ""),)),
        ('"unterminated <ana@example.org>', (Mailbox("ana@example.org", '" unterminated'),)),
        ("<>", ()),
        ('"', ()),
        ("", ()),
    ],
)
def test_mailboxes(raw: str, found: tuple[Mailbox, ...]) -> None:
    """Only literal text in the field can be an address."""
    assert mailboxes(raw) == found


def test_many_mailboxes_are_cut() -> None:
    """A field of thousands of recipients is read up to a bound."""
    assert len(mailboxes("a@b.example," * 1_000)) == 500


def test_canonical_keeps_scripts_apart() -> None:
    """A Cyrillic local part never equals the Latin one it looks like."""
    assert canonical("аna@example.org") != canonical("ana@example.org")


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("<1@example.org>", ["<1@example.org>"]),
        ("<x@thyson@ku>", ["<x@thyson@ku>"]),
        ("<[x]>", ["<[x]>"]),
        ("<a\r\n b@example.org> (was <2@x>)", ["<ab@example.org>", "<2@x>"]),
        ("<> <@>", []),
        ("no brackets", []),
    ],
)
def test_message_ids(raw: str, found: list[str]) -> None:
    """Message-IDs are kept whole, as other mails cite them."""
    assert message_ids(raw) == found


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("<1@x> <2@x>", ["<1@x>", "<2@x>"]),
        ("1@x.org, 2@x.org", ["<1@x.org>", "<2@x.org>"]),
        ("=?utf-8?q?=3C1_2=40x=3E?=", ["<1_2@x>"]),
        ("=?utf-8?b?PDFfMkB4Pg==?=", ["<1_2@x>"]),
        ("Your mail to ana@example.org", []),
        ("1", []),
        ("", []),
    ],
)
def test_ids_of(value: str, ids: list[str]) -> None:
    """Ids without brackets or in encoded words are ids where nothing else is said."""
    assert ids_of(value) == ids


def test_references_in_order() -> None:
    """References first, the parent of In-Reply-To last, nothing twice."""
    headers = Headers(
        [("References", "<1@x> <2@x> <1@x>"), ("In-Reply-To", "<3@x>"), ("In-Reply-To", "<2@x>")]
    )
    assert references(headers) == ("<1@x>", "<2@x>", "<3@x>")


def test_references_keep_both_ends() -> None:
    """A very long chain keeps the root and the parents."""
    headers = Headers([("References", " ".join(f"<{number}@x>" for number in range(300)))])
    found = references(headers)
    assert (len(found), found[0], found[99], found[100], found[-1]) == (
        200,
        "<0@x>",
        "<99@x>",
        "<200@x>",
        "<299@x>",
    )


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("Tue, 12 May 2026 13:00:00 +0200", datetime(2026, 5, 12, 11, tzinfo=UTC)),
        ("Tue, 12 May 2026 11:00:00 -0000", datetime(2026, 5, 12, 11, tzinfo=UTC)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
        ("Tue, 12 May 2026 11:00:00 +99999999999", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_timestamp(raw: str, at: datetime | None) -> None:
    """A date is read in UTC, or not at all."""
    assert timestamp(raw) == at


def test_fields_are_found_by_name() -> None:
    """Names compare in lower case; the topmost field comes first; an absent one is empty."""
    headers = Headers([("Subject", "=?utf-8?q?=C3=84?="), ("SUBJECT", "2")])
    assert (headers.all("subject"), headers.text("subject"), headers.first("x")) == (
        ("=?utf-8?q?=C3=84?=", "2"),
        "Ä",
        "",
    )
