"""What to do about a refusal, by the words of large mail hosts."""

import pytest

from listbot.logins.mending import with_advice


@pytest.mark.parametrize(
    ("said", "has_token", "advice"),
    [
        ("535 5.7.8 Error: authentication failed", False, ""),
        ("NO [AUTHENTICATIONFAILED] Authentication failed.", False, ""),
        ("550 5.1.1 no such user", True, ""),
        (
            "535-5.7.8 Username and Password not accepted",
            True,
            "check that the token is for this user and has the right scope (see docs/hosted.md)",
        ),
        (
            "534-5.7.9 Application-specific password required",
            False,
            "it takes no ordinary password: use token_command, or an app password (see "
            "docs/hosted.md)",
        ),
    ],
)
def test_advice_fits_the_words(said: str, has_token: bool, advice: str) -> None:
    """The words stay as they are; advice follows them where it is known what they mean."""
    assert with_advice(said, has_token=has_token) == (f"{said} - {advice}" if advice else said)
