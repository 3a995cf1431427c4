"""No address gets into a public tracker."""

import pytest

from listbot.tickets.cleaning import cleaned, cleaned_name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is on fire.\n\nHelp!", "It is on fire.\n\nHelp!"),
        (
            "I am omar@example.org, or Omar <omar@example.net>",
            "I am [address], or Omar <[address]>",
        ),
        ("mailto:omar%40example.org?subject=x", "mailto:[address]?subject=x"),
        ("OMAR@EXAMPLE.ORG wrote:", "[address] wrote:"),
        ('"o mar"@example.org', '"o [address]'),
        ("omar@[192.0.2.1]", "[address]"),
        ("an\u200bn\u202ea", "anna"),
        ("git clone git@example.org:x.git", "git clone [address]:x.git"),
    ],
)
def test_a_text_loses_its_addresses(text: str, shown: str) -> None:
    """Whoever's they are, and however they are written; the rest stays as it is."""
    assert "@" not in cleaned(text)
    assert cleaned(text) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Omar Haddad", "Omar Haddad"),
        ("omar@example.org", "Somebody"),
        ("Omar (omar@example.org)", "Omar"),
        ("", "Somebody"),
        ("x" * 500, "x" * 80),
    ],
)
def test_a_name_loses_its_address(name: str, shown: str) -> None:
    """Some mailers put the address where the name belongs."""
    assert cleaned_name(name) == shown
