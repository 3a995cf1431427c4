"""A password that a server repeats is hidden."""

from base64 import b64encode

import pytest

from listbot.redaction import LONGEST, redaction

PASSWORD = 'corr"ect horse'
IN_BASE64 = b64encode(PASSWORD.encode()).decode()
PLAIN = b64encode(b"\0listbot\0" + PASSWORD.encode()).decode()
hide = redaction(("listbot", PASSWORD), ("support", "abc"), ("nobody", ""))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("NO [AUTHENTICATIONFAILED] wrong", "NO [AUTHENTICATIONFAILED] wrong"),
        (f'BAD LOGIN "listbot" {PASSWORD}', 'BAD LOGIN "listbot" ***'),
        ('BAD LOGIN "listbot" "corr\\"ect horse"', 'BAD LOGIN "listbot" "***"'),
        ('NO CORR"ECT HORSE is wrong', "NO *** is wrong"),
        ('NO corr"ect h... is wrong', "NO ***... is wrong"),
        ("NO LOGIN support abc", "NO LOGIN support ***"),
        (f"535 {IN_BASE64}", "535 ***="),
        (f"535 AUTH PLAIN {PLAIN} no", "535 AUTH PLAIN ***= no"),
        ("", ""),
    ],
)
def test_no_form_of_a_password_is_repeated(said: str, shown: str) -> None:
    """Plain, quoted, in another case, truncated, in Base64; the text around it stays."""
    assert hide(said) == shown


def test_a_text_without_end_is_cut() -> None:
    """A server's words become one line of limited length."""
    assert hide("x" * 10_000_000) == "x" * LONGEST


def test_without_a_password_nothing_is_hidden() -> None:
    """An empty password would match everywhere, and there is nothing to hide."""
    assert redaction(("listbot", ""))("535 wrong") == "535 wrong"
