"""Bytes to text, with a note on what was wrong."""

import pytest

from listbot.mail.wire.charsets import decode_text, printable


@pytest.mark.parametrize(
    ("data", "charset", "found"),
    [
        (b"+1", "us-ascii", ("+1", "")),
        ("ä".encode(), "utf-8", ("ä", "")),
        ("ä".encode(), "", ("ä", "no charset, read as utf-8")),
        (b"\xe4", "", ("ä", "no charset, read as cp1252")),
        (b"\x81", "", ("\x81", "no charset, read as latin-1")),
        (b"+1", "", ("+1", "")),
        (b"\xe4", "us-ascii", ("ä", "8-bit text declared as us-ascii, read as cp1252")),
        (b"\xe4", "iso-8859-1", ("ä", "")),
        (b"\x80", "ISO-8859-1", ("€", "")),
        ("ä".encode(), "x-nonsense", ("ä", "charset x-nonsense, read as utf-8")),
        (b"+1", "x-nonsense", ("+1", "")),
        (b"+1\xff", "utf-8", ("+1\ufffd", "broken utf-8 text")),
        (b"abc", "rot13", ("abc", "")),
        (b"abc", "punycode", ("abc", "")),
        (b"abc", "nul\0", ("abc", "")),
        ("赞成".encode("gb18030"), "gb2312", ("赞成", "")),
        (b"+-1", "utf-7", ("+1", "")),
        ("+1".encode("utf-16-le"), "utf-16", ("+1", "")),
        ("+1".encode("utf-16-be"), "utf-16", ("+1", "")),
        ("Согласен".encode("utf-16-be"), "utf-16", ("Согласен", "")),
        ("Согласен".encode("utf-16-le"), "utf-16", ("Согласен", "")),
        ("👍".encode("utf-16-be"), "utf-16", ("👍", "")),
        ("👍".encode("utf-16-le"), "utf-16", ("👍", "")),
        ("\ufeff+1".encode("utf-16-le"), "utf-16be", ("\ufeff+1", "")),
        ("\ufeff+1".encode("utf-16-be"), "UTF-16LE", ("\ufeff+1", "")),
        ("賛成です".encode("iso-2022-jp"), "", ("賛成です", "no charset, read as iso2022-jp-2")),
        ("賛成".encode("iso-2022-jp"), "us-ascii", ("賛成", "no charset, read as iso2022-jp-2")),
        ("찬성".encode("iso-2022-kr"), "x", ("찬성", "no charset, read as iso2022-kr")),
        ("賛成".encode("iso-2022-jp"), "iso-2022-jp", ("賛成", "")),
        (b"\x1b[31m+1", "", ("\x1b[31m+1", "")),
        (b"\x1b$B\xff", "", ("\x1b$Bÿ", "no charset, read as cp1252")),
        (b"+\x00\x31", "utf-16le", ("+\ufffd", "broken utf-16le text")),
    ],
)
def test_decode_text(data: bytes, charset: str, found: tuple[str, str]) -> None:
    """The declared charset, else UTF-8, else Windows-1252."""
    assert decode_text(data, charset) == found


def test_printable() -> None:
    """NUL and lone surrogates, which databases cannot hold, are replaced."""
    assert printable("a\0b\udcffc") == "a\ufffdb\ufffdc"
