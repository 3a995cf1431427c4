"""Fields are taken out of a raw mail's header with their folded lines."""

from listbot.recount.header_lines import without_fields


def test_a_field_goes_with_its_folded_lines() -> None:
    """Every other line stays, in the body, too."""
    raw = b"From: a\r\nX-Spam: yes\r\n and more\r\n\tand more\r\nTo: b\r\n c\r\n\r\nX-Spam: yes\r\n"
    kept = without_fields(raw, lambda name, value: name == b"x-spam")
    assert kept == b"From: a\nTo: b\n c\n\nX-Spam: yes\n"
