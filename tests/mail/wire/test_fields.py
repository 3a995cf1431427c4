"""Fields cut out of a header, compared with the standard library on the same bytes."""

import email

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail.wire.fields import split_fields

PIECES = st.sampled_from(
    [
        "Subject",
        "X-y",
        ":",
        ": ",
        "a b",
        " ",
        "\t",
        "\r\n",
        "\n",
        "\n ",
        "\r\n\t",
        "\r",
        "From ",
        "\x0c",
        "ü",
        "\x85",
        "=",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_as_the_library_cuts_it(header: str) -> None:
    """Anything we cut is cut as the library does, except for white space before a value."""
    raw = header.encode("utf-8")
    found = split_fields(raw.decode("ascii", "surrogateescape"))
    if found is not None and b"\n\n" not in raw.replace(b"\r\n", b"\n"):
        message = email.message_from_bytes(raw + b"\n\n")
        assert found == [(name, value.lstrip(" \t\r\n")) for name, value in message.raw_items()]


def test_folds_stay() -> None:
    """A folded value keeps its line breaks; an empty one is empty."""
    found = split_fields("To: a@example.org,\r\n b@example.org\r\nX-Empty:\r\nDate:\n\tTue")
    assert found == [("To", "a@example.org,\r\n b@example.org"), ("X-Empty", ""), ("Date", "Tue")]


@pytest.mark.parametrize(
    "header", ["From ana Tue\nTo: x", " folded: at once", "To: x\nno field", ":x", "a\rb: c"]
)
def test_damage_is_for_the_library(header: str) -> None:
    """A header with anything but fields is not guessed at."""
    assert split_fields(header) is None
