"""Which mail was it? For the log."""

import pytest

from listbot.inbound.glance import UNSEEN, glance_message_id


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"From: ana@example.org\r\nMessage-ID: <1@example.org>\r\n\r\nhi\r\n", "<1@example.org>"),
        (b"message-id:<1@example.org>\n\nhi\n", "<1@example.org>"),
        (b"Message-Id:\r\n <folded@example.org>\r\n\r\n", "<folded@example.org>"),
        (b"Subject: x\r\n\r\nMessage-ID: <body@example.org>\r\n", UNSEEN),
        (b"Message-ID: <a b@example.org>\r\n\r\n", UNSEEN),
        (b"Message-ID: <\x1b[31m@example.org>\r\n\r\n", UNSEEN),
        (b"Message-ID: <>\r\n\r\n", UNSEEN),
        (b"", UNSEEN),
        (b"\xff" * 100_000, UNSEEN),
    ],
)
def test_only_a_plain_id_of_the_header_is_shown(raw: bytes, expected: str) -> None:
    """The log shows one printable word from the header, or that there is none."""
    assert glance_message_id(raw) == expected
