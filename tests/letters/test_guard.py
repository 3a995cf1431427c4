"""Tests of listbot.letters.guard."""

import pytest

from listbot.errors import ComposeError
from listbot.letters.guard import check_address, check_lines, check_raw, check_value

HEAD = ("From", "Subject")


@pytest.mark.parametrize(
    "char", ["\r", "\n", "\x00", "\t", "\x1f", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"]
)
def test_a_header_value_cannot_end_its_line(char: str) -> None:
    """C0, DEL, U+0085, U+2028/9 and lone surrogates are refused in a header value."""
    with pytest.raises(ComposeError, match=f"header Subject: U\\+{ord(char):04X}"):
        check_value("Subject", f"a{char}b")


def test_an_ordinary_value_is_let_through() -> None:
    """Non-ASCII text is allowed: it is encoded later."""
    check_value("Subject", "Älter als 新井 👍")


@pytest.mark.parametrize(
    "address",
    [
        "ana@example.org",
        "a.b+c=d@x.example.org",
        '"odd one"@example.org',
        "x@xn--bcher-kva.example",
    ],
)
def test_plain_addresses_pass(address: str) -> None:
    """Any ASCII addr-spec of RFC 5322 is accepted."""
    check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "a@b@c",
        "a@b, c@d",
        "a b@example.org",
        "ü@example.org",
        "a@bücher.example",
        "a@b\r\nBcc: c@d",
        "<a@b>",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    """An address cannot add a recipient or a header."""
    with pytest.raises(ComposeError, match="not a plain address"):
        check_address(address)


def test_an_injected_header_is_seen() -> None:
    """The header names found by parsing must be the intended ones."""
    with pytest.raises(ComposeError, match="headers found: From, Subject, Bcc"):
        check_raw(b"From: a@b\r\nSubject: x\r\nBcc: c@d\r\n\r\ntext\r\n", HEAD)


def test_a_broken_mail_is_seen() -> None:
    """A letter with a defect that the parser finds is refused."""
    with pytest.raises(ComposeError, match="the composed mail is broken"):
        check_raw(b"From: a\r\nSubject: b\r\nno header at all\r\n", HEAD)


def test_a_part_that_was_not_meant_is_seen() -> None:
    """A letter has the parts it was made with, and no attachment that a stranger's text opened."""
    with pytest.raises(ComposeError, match="parts meant: text/plain; parts found: text/html"):
        check_raw(
            b"From: a\r\nSubject: b\r\nContent-Type: text/html\r\n\r\nx\r\n",
            (*HEAD, "Content-Type"),
        )


def test_a_line_too_long_for_smtp_is_seen() -> None:
    """RFC 5322 allows 998 bytes in a line."""
    with pytest.raises(ComposeError, match="a line is longer than 998 bytes"):
        check_raw(b"From: a@b\r\nSubject: " + b"x" * 1000 + b"\r\n\r\n", HEAD)


@pytest.mark.parametrize(
    "line",
    ["+1", "  -1, because", '"+1" or', "−1", "＋１", "0", "0 x -1", "* +1", "[x] +1 approve",
    "[ ] -1", "👍 yes", "- 1",
     "#listbot help", '  "#LISTBOT help"', "# listbot help", "Yes", "I agree.",
     "No objection", "> 0 <\n+0"],
)  # fmt: skip
def test_a_line_like_a_vote_or_command_is_refused(line: str) -> None:
    """No line of a letter begins with what our reader could take for a vote or a command."""
    with pytest.raises(ComposeError, match="could be read as a vote or a command"):
        check_lines(f"A fact.\n{line}\n")


@pytest.mark.parametrize("line", ["help", "Subscribe me", "confirm 123456", " stop "])
def test_a_line_for_a_list_server_is_refused_near_the_top(line: str) -> None:
    """Mailman holds a post with one of its commands in the first ten lines."""
    with pytest.raises(ComposeError, match="line 2 could be read as a list server's command"):
        check_lines(f"A fact.\n{line}\n")
    check_lines("A fact.\n" * 10 + line)


@pytest.mark.parametrize(
    "line",
    [(
"  > +1 if "
"it rains"
), "Tue  8 Sep  +1  Ana", "0:30 is the time", "10 replies", "[1] https://x/", "-- ",
     "- answer it", "To vote, say +1", (
"Yesterday all "
"was well"
), "Who wrote one can settle it", "Help is near"],
)  # fmt: skip
def test_other_lines_pass(line: str) -> None:
    """Quotations, rows that begin with a date, marks and prose are not votes."""
    check_lines(line)
