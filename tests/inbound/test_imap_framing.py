"""Cutting what a server sends into pieces that we can hold."""

import pytest

from listbot.inbound import imap_framing
from listbot.inbound.imap_framing import Framing, TooMuch

PIECES = [
    b"* OK hi\r\n",
    b"* 1 FETCH (UID 1 BODY[]<0> {7}\r\n",
    b"a\r\nb{9}",
    b")\r\n",
    b"* 2 FETCH (UID 2 BODY[]<0> {0}\r\n",
    b")\r\n",
    b"A1 OK x\ry\r\n",
]
STREAM = b"".join(PIECES)


def test_lines_and_literals_come_apart() -> None:
    """Text inside a literal that looks like a line or a literal is neither."""
    assert list(Framing().cut(STREAM)) == PIECES


@pytest.mark.parametrize("size", range(1, 20))
def test_however_it_arrives(size: int) -> None:
    """Wherever it is cut, even inside a CRLF: whole lines, and literals in pieces."""
    framing = Framing()
    found = [
        each for at in range(0, len(STREAM), size) for each in framing.cut(STREAM[at : at + size])
    ]
    assert b"".join(found) == STREAM
    assert [each for each in found if each.endswith(b"\r\n") and each in PIECES] == [
        each for each in PIECES if each.endswith(b"\r\n")
    ]


def test_a_huge_literal_is_refused_before_it_is_read() -> None:
    """The line that announces it is the last thing read."""
    framing = Framing()
    with pytest.raises(TooMuch, match="a literal of 2147483648 bytes"):
        list(framing.cut(b"* 1 FETCH (BODY[] {2147483648}\r\naaaa"))


def test_a_literal_announced_in_a_long_line() -> None:
    """Whatever comes before it."""
    with pytest.raises(TooMuch, match="a literal of 99999999999 bytes"):
        list(Framing().cut(b"* " + b"x" * 100_000 + b" {99999999999}\r\n"))


@pytest.mark.parametrize(
    ("name", "most", "data", "words"),
    [
        ("MOST_LINE", 10, b"* 1 EXISTS and more", "a line of more than 0 MiB"),
        ("MOST_ANSWER", 15, b"* 1 EXISTS\r\n* 2 EXISTS\r\n", "more than 0 MiB in one answer"),
        ("MOST_LINES", 1, b"* 1 EXISTS\r\n* 2 EXISTS\r\n", "more than 1 lines in one answer"),
    ],
)
def test_what_never_ends_is_refused(
    name: str, most: int, data: bytes, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line, an answer, too many lines."""
    monkeypatch.setattr(imap_framing, name, most)
    with pytest.raises(TooMuch, match=words):
        list(Framing().cut(data))
    framing = Framing()
    framing.begin()
    with pytest.raises(TooMuch, match=words):
        list(framing.cut(data))


def test_each_answer_is_counted_anew() -> None:
    """A connection that lives for weeks is not cut for its total."""
    framing = Framing()
    for _ in range(3):
        framing.begin(lines=1)
        assert list(framing.cut(b"* 1 EXISTS\r\n")) == [b"* 1 EXISTS\r\n"]
