"""Where one mail of an mbox ends and the next begins."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from listbot.inbound.mbox import Piece, separator_date, split_mbox

ONE = "From ana@example.org Thu Feb  3 10:00:00 2005"
TWO = "From bob at example.org  Fri Feb  4 11:00:00 2005"


def split(text: str, largest: int = 1000) -> list[Piece]:
    """Split an mbox given as text."""
    return list(split_mbox(BytesIO(text.encode()), largest))


def test_two_mails() -> None:
    """The blank line before a separator belongs to the mbox."""
    assert split(f"{ONE}\nSubject: a\n\nhi\n\n{TWO}\nSubject: b\n\nho\n") == [
        Piece(ONE, b"Subject: a\n\nhi\n"),
        Piece(TWO, b"Subject: b\n\nho\n"),
    ]


def test_crlf_is_kept() -> None:
    """An mbox with CRLF line ends yields mails with CRLF line ends."""
    assert split(f"{ONE}\r\nSubject: a\r\n\r\nhi\r\n\r\n{TWO}\r\nSubject: b\r\n\r\n") == [
        Piece(ONE, b"Subject: a\r\n\r\nhi\r\n"),
        Piece(TWO, b"Subject: b\r\n"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "From here on, 10:00 is better than 11:00 in 2005",
        "From what I heard:",
        "From ana@example.org Thu Feb  3 10:00:00 2005",
    ],
)
def test_a_line_of_the_body_is_no_separator(line: str) -> None:
    """Without a time and a year, a blank line before and a header after it, "From " is prose."""
    inside_text = f"Subject: a\n\nhi\n{line}\nand more\n"
    assert split(f"{ONE}\n{inside_text}") == [Piece(ONE, inside_text.encode())]
    before_prose = f"Subject: a\n\nhi\n\n{line}\nand more\n"
    assert split(f"{ONE}\n{before_prose}") == [Piece(ONE, before_prose.encode())]


def test_escapes_lose_one_sign() -> None:
    """mboxrd escapes with one more ">"; a quote that merely begins like that is left alone."""
    escaped = "Subject: a\n\n>From me\n>>From you\n> From him\n>Fromage\n"
    assert split(f"{ONE}\n{escaped}") == [
        Piece(ONE, b"Subject: a\n\nFrom me\n>From you\n> From him\n>Fromage\n")
    ]


def test_text_before_the_first_separator_is_shown_as_such() -> None:
    """A piece without a separator is marked, and the mails after it are read."""
    assert split(f"junk\n\n{ONE}\nSubject: a\n\nhi\n") == [
        Piece("", b"junk\n"),
        Piece(ONE, b"Subject: a\n\nhi\n"),
    ]


def test_a_huge_mail_is_cut_one_byte_late() -> None:
    """One byte more than reading accepts, so that reading refuses it; the next mail is whole."""
    huge = "x" * 3_000_000
    pieces = split(f"{ONE}\nSubject: a\n\n{huge}\n\n{TWO}\nSubject: b\n\nho\n", largest=20)
    assert pieces == [Piece(ONE, b"Subject: a\n\nxxxxxxxxx"), Piece(TWO, b"Subject: b\n\nho\n")]


def test_an_empty_mbox_has_no_mails() -> None:
    """Nothing in, nothing out; a lone separator is an empty mail."""
    assert split("") == []


@pytest.mark.parametrize(
    ("separator", "expected"),
    [
        (ONE, datetime(2005, 2, 3, 10, tzinfo=UTC)),
        ("From - Thu Feb 03 10:00 2005", datetime(2005, 2, 3, 10, tzinfo=UTC)),
        ("From 1@xxx Thu Feb 03 10:00:00 +0200 2005", datetime(2005, 2, 3, 8, tzinfo=UTC)),
        ("From a@b Thu Feb  3 10:00:00 2005 -0130", datetime(2005, 2, 3, 11, 30, tzinfo=UTC)),
        ("From a@b Thu Feb  3 10:00:00 CET 2005", datetime(2005, 2, 3, 10, tzinfo=UTC)),
        ("From mboxrd@z Thu Jan  1 00:00:00 1970", None),
        ("From a@b Thu Feb 30 10:00:00 2005", None),
        ("From a@b Thu Feb  3 10:00:00 +9900 2005", None),
        ("From a@b Thu Foo  3 10:00:00 2005", None),
        ("From a@b", None),
    ],
)
def test_the_date_of_a_separator(separator: str, expected: datetime | None) -> None:
    """Without a zone it is UTC; None if it is not a date, or stands for none."""
    assert separator_date(separator) == expected
