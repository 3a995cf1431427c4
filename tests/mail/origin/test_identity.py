"""The author of a mail, how sure that is, and when it was received."""

from datetime import UTC, datetime

import pytest

from listbot.mail import Author, Level
from tests.mail.arrivals import BY_THE_LIST, FIELDS, NOW, STRAIGHT, mail

MUNGED = "From: Ana via infra <infra@example.org>\nMessage-ID: <1@example.org>\n"
NOBODY = "From is the list's own, and nothing shows the author"
UNSURE = "From is the list's own, and no trusted host vouches for it"
OURS = "because From is the list's own"


@pytest.mark.parametrize(
    ("raw", "author"),
    [
        (BY_THE_LIST + FIELDS, Author("ana@example.org", "Ana", Level.LIST_VOUCHED, "From")),
        (STRAIGHT + FIELDS, Author("ana@example.org", "Ana", Level.UNVERIFIED, "From")),
        (FIELDS, Author("ana@example.org", "Ana", Level.UNVERIFIED, "From")),
        (
            BY_THE_LIST + MUNGED + "Reply-To: Ana Example <ana@example.org>, infra@example.org\n",
            Author("ana@example.org", "Ana Example", Level.LIST_VOUCHED, f"Reply-To, {OURS}"),
        ),
        (
            BY_THE_LIST
            + MUNGED
            + "Reply-To: infra@example.org\nCc: Bob <bob@example.org>, Ana <ana@example.org>\n",
            Author("ana@example.org", "Ana", Level.LIST_VOUCHED, f"Cc, {OURS}"),
        ),
        (
            BY_THE_LIST + MUNGED + "Cc: ana@example.org\n",
            Author("ana@example.org", "Ana", Level.LIST_VOUCHED, f"Cc, {OURS}"),
        ),
        (
            BY_THE_LIST
            + MUNGED
            + "Cc: ana@example.org, bob@example.org\nX-Original-From: ana@example.org\n",
            Author(
                "infra@example.org",
                "Ana via infra",
                Level.UNVERIFIED,
                "From is the list's own, and nothing shows the author",
            ),
        ),
        (
            STRAIGHT + MUNGED + "Reply-To: ana@example.org\n",
            Author(
                "infra@example.org",
                "Ana via infra",
                Level.UNVERIFIED,
                "From is the list's own, and no trusted host vouches for it",
            ),
        ),
        (
            BY_THE_LIST
            + MUNGED
            + "Reply-To: ana@example.org, bob@example.org\nCc: Bob <bob@example.org>\n",
            Author("infra@example.org", "Ana via infra", Level.UNVERIFIED, NOBODY),
        ),
        (
            BY_THE_LIST + MUNGED + 'Reply-To: ana@example.org, "m x"@evil.example\n',
            Author("infra@example.org", "Ana via infra", Level.UNVERIFIED, NOBODY),
        ),
        (
            BY_THE_LIST
            + MUNGED
            + "Reply-To: ana@example.org, kim@\uff45vil.example\nCc: ana@example.org\n",
            Author("infra@example.org", "Ana via infra", Level.UNVERIFIED, NOBODY),
        ),
        (
            BY_THE_LIST + MUNGED + "Cc: ana@example.org, <kim@evil.example> <x@y.example>\n",
            Author("infra@example.org", "Ana via infra", Level.UNVERIFIED, NOBODY),
        ),
    ],
)
def test_author(raw: str, author: Author) -> None:
    """The author behind a list is believed only if a trusted host shows, and only if
    exactly one is left.
    """
    assert mail(raw + "\n+1").author == author


REWRITTEN = "From, which the list rewrote for DMARC"
BY_A_LIST = "List-Id: <infra.example.org>\n"


@pytest.mark.parametrize(
    ("fields", "address", "how"),
    [
        ("From: Zoe via infra <zoe=example.net@example.org>\n", "zoe@example.net", REWRITTEN),
        ("From: Zoe <zoe=40example.net@example.org>\n", "zoe@example.net", REWRITTEN),
        (BY_A_LIST + "From: Zoe <zoe@example.net.INVALID>\n", "zoe@example.net", REWRITTEN),
        ("From: Zoe <zoe@example.net.INVALID>\n", "zoe@example.net.invalid", "From"),
        (BY_A_LIST + "From: Zoe <zoe@example.invalid>\n", "zoe@example.invalid", "From"),
        ("From: Zoe <zoe=example.net@example.com>\n", "zoe=example.net@example.com", "From"),
        ("From: Zoe <zoe=work@example.org>\n", "zoe=work@example.org", "From"),
        ("From: Zoe <=example.net@example.org>\n", "=example.net@example.org", "From"),
        ("From: Zoe <zoe=a..example@example.org>\n", "zoe=a..example@example.org", "From"),
    ],
)
def test_what_a_list_rewrote(fields: str, address: str, how: str) -> None:
    """A list puts the author's address before its own host, or makes it invalid; others do not."""
    found = mail(BY_THE_LIST + fields + "To: infra@example.org\n\n+1").author
    assert (found.address, found.name, found.how) == (address, "Zoe", how)


def test_an_archive_knows_the_list_from_its_own_headers() -> None:
    """In an archive only List-Post may have the list's address."""
    fields = (
        "From: Ana via x <x@l.example.net>\nList-Post: "
        "<mailto:x@l.example.net>\nReply-To: ana@example.org\n"
    )
    assert mail(fields + "\n+1", archived=True).author == Author(
        "ana@example.org", "Ana", Level.ARCHIVED, f"Reply-To, {OURS}"
    )


def test_pipermail_addresses() -> None:
    """Pipermail writes " at " for the @; this is only understood in archives."""
    found = mail("From: ana at example.org (Ana)\n\n+1", archived=True).author
    assert found == Author("ana@example.org", "Ana", Level.ARCHIVED, "From")


@pytest.mark.parametrize(
    ("raw", "archived", "received"),
    [
        (BY_THE_LIST + FIELDS, False, datetime(2026, 5, 12, 11, 50, tzinfo=UTC)),
        (STRAIGHT + FIELDS, False, datetime(2026, 5, 12, 11, 59, tzinfo=UTC)),
        (FIELDS, False, NOW),
        (STRAIGHT.replace("2026", "2031") + FIELDS, False, NOW),
        (BY_THE_LIST + FIELDS, True, datetime(2026, 5, 12, 11, 59, tzinfo=UTC)),
        (FIELDS, True, datetime(2026, 5, 12, 11, 49, tzinfo=UTC)),
        ("From: ana@example.org\n", True, NOW),
    ],
)
def test_received(raw: str, archived: bool, received: datetime) -> None:
    """The lowest believable line gives the time; in an archive the topmost one, or the Date."""
    assert mail(raw + "\n+1", archived=archived).received == received
