"""Writing names and reading answers as they are on an IMAP wire."""

from datetime import UTC, datetime

import pytest

from listbot.inbound.imap_wire import (
    ListedMail,
    Selected,
    folder_name,
    internal_date,
    read_announced,
    read_bodies,
    read_selected,
    read_uids,
    uid_set,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("INBOX.infra", '"INBOX.infra"'),
        ("R&D", '"R&-D"'),
        ("Entwürfe", '"Entw&APw-rfe"'),
        ("~peter/mail/台北/日本語", '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"'),
        ('a "b" \\c', '"a \\"b\\" \\\\c"'),
        ("tab\there", '"tab&AAk-here"'),
        ("", '""'),
    ],
)
def test_folder_names(name: str, expected: str) -> None:
    """Modified UTF-7 (including the example of RFC 3501, section 5.1.3), in quotes."""
    assert folder_name(name) == expected


@pytest.mark.parametrize(
    ("uids", "expected"), [([], ""), ([3], "3"), ([3, 4, 5, 9], "3:5,9"), ([1, 3, 4], "1,3:4")]
)
def test_uid_sets(uids: list[int], expected: str) -> None:
    """Runs are written as ranges, so that 200 UIDs fit into a command line."""
    assert uid_set(uids) == expected


def test_selected() -> None:
    """UIDVALIDITY is required, UIDNEXT may be missing."""
    lines = [
        b"3 EXISTS",
        b"OK [UIDVALIDITY 17] valid",
        b"OK [UIDNEXT 4] next",
        b"[READ-WRITE] done",
    ]
    assert read_selected(lines) == Selected(17, 4)
    assert read_selected([b"OK [uidvalidity 17]", b"done"]) == Selected(17, None)
    assert read_selected([b"3 EXISTS", b"done"]) is None


def test_uids_come_in_order_and_once() -> None:
    """The server may answer in any order and in several lines; its closing words are not UIDs."""
    assert read_uids([b"9 3", b"3 4", b"", b"completed 12 (0.001 + 0.000 secs)"]) == (3, 4, 9)


def test_announced() -> None:
    """Size and time of each; a mail without a size is left out, a broken time is None."""
    lines = [
        b'1 FETCH (UID 3 RFC822.SIZE 120 INTERNALDATE " 1-Mar-2026 12:00:00 +0100")',
        b'2 FETCH (INTERNALDATE "never" RFC822.SIZE 7 UID 4)',
        b"3 FETCH (UID 5 RFC822.SIZE 1)",
        b"4 FETCH (UID 6 FLAGS (\\Seen))",
        b"done",
    ]
    assert read_announced(lines) == {
        3: ListedMail(3, 120, datetime(2026, 3, 1, 11, tzinfo=UTC)),
        4: ListedMail(4, 7, None),
        5: ListedMail(5, 1, None),
    }


def test_bodies() -> None:
    """UID before or after the literal; empty bodies in their three spellings; flags in between."""
    lines: list[bytes | bytearray] = [
        b"1 FETCH (UID 3 BODY[]<0> {5}",
        bytearray(b"UID 9"),
        b")",
        b"2 FETCH (FLAGS (\\Seen))",
        b"3 FETCH (BODY[]<0> {2}",
        bytearray(b"hi"),
        b" UID 4)",
        b'4 FETCH (UID 5 BODY[]<0> "")',
        b"5 FETCH (UID 6 BODY[] NIL)",
        b"6 FETCH (UID 7 BODY[]<0> {0}",
        bytearray(b""),
        b")",
        b"done",
    ]
    assert read_bodies(lines) == {3: b"UID 9", 4: b"hi", 5: b"", 6: b"", 7: b""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17-Jul-1996 02:44:25 -0700", datetime(1996, 7, 17, 9, 44, 25, tzinfo=UTC)),
        (" 1-mar-2026 00:00:00 +0530", datetime(2026, 2, 28, 18, 30, tzinfo=UTC)),
        ("31-Feb-2026 00:00:00 +0000", None),
        ("01-Jan-0001 00:00:00 +1400", None),
        ("01-Foo-2026 00:00:00 +0000", None),
        ("01-Jan-2026 00:00:00 +9900", None),
        ("", None),
    ],
)
def test_internal_date(text: str, expected: datetime | None) -> None:
    """In UTC, or None if it is not a date."""
    assert internal_date(text) == expected
