"""Text on a page: addresses lose their host, and no character acts on the text around it."""

import pytest

from listbot.mail.origin.standins import stand_in_of
from listbot.pages.shown import MailLink, Shown, hide, mail_link, person, title


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("write to kim@example.org.", "write to kim@…."),
        ("<Kim.Ruiz+x@mail.example.co.uk>", "<Kim.Ruiz+x@…>"),
        ("mailto:kim@example.org?subject=x", "mailto:kim@…?subject=x"),
        ('"kim"@example.org', '"kim"@…'),
        ("kim@[192.0.2.1] and root@localhost", "kim@… and root@…"),
        ("jörg@bücher.example", "jörg@…"),
        ("a@b@c.example", "a@…"),
        ("https://h.example/?to=kim%40example.org&x", "https://h.example/?to=kim%40…&x"),
        ("ask @kim at 3 @ noon", "ask @kim at 3 @ noon"),
        ("two\nlines  stay", "two\nlines  stay"),
        ("right \u202eto left", "right to left"),
        ("a NUL\0 and \ud800", "a NUL  and \ufffd"),
    ],
)
def test_no_address_is_shown(written: str, expected: str) -> None:
    """An address keeps only its first part, which people recognize; nothing else changes."""
    assert hide(written) == expected


def test_a_title_is_one_line_that_people_read() -> None:
    """Its white space is folded; a long one ends with an ellipsis."""
    assert title("  Move\n the  host ") == "Move the host"
    assert title("x" * 900) == "x" * 299 + "…"


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Kim Ruiz", "kim@example.org", "Kim Ruiz"),
        ("kim@example.org", "kim@example.org", "kim@…"),
        ("  ", "kim@example.org", "kim@…"),
        ("", stand_in_of("x"), "somebody"),
        ("", "", "somebody"),
    ],
)
def test_a_person_has_a_name(name: str, address: str, expected: str) -> None:
    """Without a name there is what nobody can write to; a person who was forgotten is somebody."""
    assert person(name, address) == expected


def test_a_mail_is_a_link_and_never_an_address() -> None:
    """Its id is a mid: URL; its page is linked where the archive has one for each mail."""
    one = "https://lists.example.org/{message_id}/"
    assert mail_link("<a/1@h.example>", one) == MailLink(
        Shown("mid:a%2F1%40h.example"), Shown("https://lists.example.org/a%2F1%40h.example/")
    )
    bare = MailLink(Shown("mid:1%40h"), Shown(""))
    assert mail_link("<1@h>", "https://lists.example.org/") == bare


def test_hiding_is_linear() -> None:
    """A text made to be slow costs what a long text costs."""
    for text in ("a" * 300_000, "a@" * 150_000, '"' * 300_000, "a." * 150_000 + "@"):
        assert len(hide(text)) <= 2 * len(text)


def test_code_points_that_are_not_characters_go() -> None:
    """Neither HTML nor XML may contain them, whoever wrote them."""
    assert hide("a\ufdd0b\ufffec\U0010ffffd") == "abcd"
