"""Tests of listbot.letters.mime."""

from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.errors import ComposeError
from listbot.letters.display import one_line
from listbot.letters.mime import (
    ATTACHED,
    BOTH,
    FOLD,
    assemble,
    assemble_attached,
    assemble_both,
    header,
)


def _decoded(field: str) -> str:
    return str(make_header(decode_header(field.partition(": ")[2].replace("\r\n", ""))))


def test_an_ascii_header_is_left_as_it_is() -> None:
    """A value that needs no encoding is readable in the raw mail."""
    assert header("Subject", "[RESULT] [VOTE] x: PASSED") == "Subject: [RESULT] [VOTE] x: PASSED"


def test_long_values_are_folded_at_spaces() -> None:
    """A value is folded before column 76, and no line consists of white space."""
    assert header("References", " ".join(f"<{n:030}@example.org>" for n in range(3))) == (
        "References: <000000000000000000000000000000@example.org>\r\n"
        " <000000000000000000000000000001@example.org>\r\n"
        " <000000000000000000000000000002@example.org>"
    )


def test_only_words_that_need_it_are_encoded() -> None:
    """Tags stay readable for mail filters; neighbours that need encoding share a word."""
    assert header("Subject", "[VOTE] Größe älter nun 新井") == (
        "Subject: [VOTE] =?utf-8?b?R3LDtsOfZSDDpGx0ZXI=?= nun =?utf-8?b?5paw5LqV?="
    )


def test_what_looks_encoded_is_encoded() -> None:
    """A title that contains `=?` is not decoded into something else."""
    assert _decoded(header("Subject", "a =?utf-8?q?=0ABcc:?= b")) == "a =?utf-8?q?=0ABcc:?= b"


def test_a_line_break_in_a_value_is_refused() -> None:
    """CVE-2024-6923 cannot happen: no value is written with a line break."""
    with pytest.raises(ComposeError, match="header Subject: U\\+000A"):
        header("Subject", "x\nBcc: mallory@example.org")


def test_ascii_text_stays_readable() -> None:
    """An ASCII letter is sent as 7bit, with CRLF line ends."""
    assert assemble((("Subject", "s"),), "one\ntwo\n") == (
        b"Subject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n"
        b"Content-Transfer-Encoding: 7bit\r\n\r\none\r\ntwo\r\n"
    )


@pytest.mark.parametrize("text", ["Björn 新井 דב 👍\n-- \nsignature\n", "x" * 2000 + "\n"])
def test_other_text_comes_back_whole(text: str) -> None:
    """Non-ASCII text and overlong lines go as quoted-printable UTF-8."""
    message = message_from_bytes(assemble((("Subject", "s"),), text))
    assert message["Content-Transfer-Encoding"] == "quoted-printable"
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode("utf-8").replace("\r\n", "\n") == text


def _parts(raw: bytes) -> dict[str, str]:
    payloads = {
        part.get_content_type(): part.get_payload(decode=True)
        for part in message_from_bytes(raw).walk()
    }
    return {
        kind: payload.decode("utf-8").replace("\r\n", "\n")
        for kind, payload in payloads.items()
        if isinstance(payload, bytes)
    }


def test_both_parts_are_written_byte_for_byte() -> None:
    """The text comes first, both parts are quoted-printable, and the boundary depends only on the
    Message-ID.
    """
    raw = assemble_both((("Subject", "s"),), "Ö\n-- \nfoot\n", "<p>Ö</p>\n", "<m13@example.org>")
    rim = f"--{message_from_bytes(raw).get_boundary()}"
    assert raw.decode() == (
        "Subject: s\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/alternative;\r\n boundary="{rim[2:]}"\r\n\r\n'
        f"{rim}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
        f"quoted-printable\r\n\r\n"
        "=C3=96\r\n--=20\r\nfoot\r\n\r\n"
        f"{rim}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
        f"quoted-printable\r\n\r\n"
        f"<p>=C3=96</p>\r\n\r\n{rim}--\r\n"
    )


def test_a_calendar_file_is_attached() -> None:
    """Beside the text, with its own type and name."""
    raw = assemble_attached((("Subject", "s"),), "Ö\n", "BEGIN:VCALENDAR\n", "<m20@example.org>")
    assert _parts(raw) == dict(zip(ATTACHED, ("Ö\n", "BEGIN:VCALENDAR\n"), strict=True))
    assert b'Content-Disposition: attachment; filename="meeting.ics"' in raw


def test_nobody_can_write_the_boundary() -> None:
    """Quoted-printable text cannot contain "=_", so a line that repeats the boundary does not end a
    part.
    """
    raw = assemble_both((("Subject", "s"),), "x\n", "y\n", "<m13@example.org>")
    rim = message_from_bytes(raw).get_boundary()
    text = f"x\n--{rim}\nContent-Type: text/html\n\nevil\n--{rim}--\n"
    assert _parts(
        assemble_both((("Subject", "s"),), text, text, "<m13@example.org>")
    ) == dict.fromkeys(BOTH, text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r")))
def test_any_text_comes_back_whole_beside_its_page(text: str) -> None:
    """Both parts come back unchanged."""
    raw = assemble_both((("Subject", "s"),), f"{text}\n", f"<p>{text}</p>\n", "<m13@example.org>")
    assert _parts(raw) == {"text/plain": f"{text}\n", "text/html": f"<p>{text}</p>\n"}


@given(st.text())
def test_any_clean_value_comes_back_whole(text: str) -> None:
    """Any cleaned title survives the header, in lines of at most 76 columns or one word."""
    value = one_line(text, 150)
    field = header("Subject", value)
    assert _decoded(field) == value
    assert [line for line in field.split("\r\n") if len(line) > FOLD and "=?utf-8" in line] == []
