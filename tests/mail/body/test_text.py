"""The part that holds the words, and its decoding."""

import base64

import pytest

from tests.mail.arrivals import FIELDS, mail

MIXED = 'Content-Type: multipart/{}; boundary="b"\n\n'
PLAIN = "Content-Type: text/plain; charset=utf-8\n"
HTML = "Content-Type: text/html; charset=utf-8\n"
FLOWED = "Content-Type: text/plain; format=flowed\n"
PICTURE = "Content-Type: image/png\nContent-Disposition: inline\n\nx"
SHOWN = PLAIN + 'Content-Disposition: inline; filename="body.txt"\n'
FOOTER = PLAIN + "\n___________\ninfra -- infra@lists.example.org"
FLOWS = "I am for it\n\n+1\n\nOmar"


def parts(kind: str, *bodies: str) -> str:
    """A multipart mail of these parts."""
    return FIELDS + MIXED.format(kind) + "".join(f"--b\n{body}\n" for body in bodies) + "--b--\n"


@pytest.mark.parametrize(
    ("raw", "own"),
    [
        (parts("alternative", PLAIN + "\n+1", HTML + "\n<p>-1"), "+1"),
        (parts("alternative", HTML + "\n<p>+1", PLAIN + "\n "), "+1"),
        (parts("alternative", PLAIN + "\n ", HTML + "\n<p>+1"), "+1"),
        (parts("mixed", PLAIN + "Content-Disposition: attachment\n\n-1", PLAIN + "\n+1"), "+1"),
        (
            parts("mixed", PLAIN + "Content-Disposition: inline; filename=x\n\n-1", PLAIN + "\n+1"),
            "+1",
        ),
        (
            parts(
                "signed",
                "Content-Type: text/plain\n\n+1",
                "Content-Type: application/pgp-signature\n\nx",
            ),
            "+1",
        ),
        (parts("mixed", "Content-Type: message/rfc822\n\nSubject: x\n\n-1", PLAIN + "\n+1"), "+1"),
        (
            parts(
                "mixed",
                'Content-Type: multipart/related; boundary="c"\n\n--c\n' + HTML + "\n+1\n--c--",
            ),
            "+1",
        ),
        (parts("mixed", PLAIN + "\n+1", PLAIN + "\n_____\nInfra mailing list"), "+1"),
        (parts("mixed", HTML + "\n+1", HTML + "\nTwo reasons."), "+1\n\nTwo reasons."),
        (parts("mixed", PLAIN + "\nSee:", PICTURE, PLAIN + "\n+1"), "See:\n\n+1"),
        (parts("mixed", HTML + "\n<p>-1, the logs go.", FOOTER), "-1, the logs go."),
        (parts("mixed", HTML + "\n<p>-1", PICTURE, FOOTER), "-1"),
        (parts("mixed", FLOWED + "\nI am \nfor it \n\n+1", PLAIN + "\nOmar"), FLOWS),
        (parts("mixed", PICTURE, FOOTER), ""),
        (parts("mixed", SHOWN + "\n+1", PICTURE), "+1"),
        (parts("mixed", SHOWN.replace("inline", "attachment") + "\n+1", PICTURE), ""),
        (
            parts(
                "alternative",
                PLAIN + "\nPlease use a browser: https://example.org/mail",
                HTML + "\n<p>+1",
            ),
            "+1",
        ),
        (FIELDS + "Content-Type: text/enriched\n\n<bold>+1</bold> from me", "+1 from me"),
        (
            parts("alternative", PLAIN + "\nSee https://example.org/log", HTML + "\n<p>Log"),
            "See https://example.org/log",
        ),
        (parts("alternative", PLAIN + "\n\u200b \u00a0\n", HTML + "\n<p>+1"), "+1"),
        (parts("alternative", PLAIN + "\n[cid:logo@01]\n", HTML + "\n<p>+1"), "+1"),
        (parts("alternative", PLAIN + "\nPlease use an HTML reader.", HTML + "\n<p>+1"), "+1"),
        (parts("alternative", PLAIN + "\n+1 for HTML", HTML + "\n<p>+1"), "+1 for HTML"),
        (parts("alternative", PLAIN + "\nHTML it is", PICTURE), "HTML it is"),
        (parts("alternative", PLAIN + "\n+1", PLAIN + "\n-1"), "+1"),
        (FIELDS + "Content-Type: text/markdown\n\n+1", "+1"),
        (FIELDS + PLAIN + "Content-Disposition: attachment\n\n+1", "+1"),
    ],
)
def test_the_chosen_part(raw: str, own: str) -> None:
    """All texts that are not attachments count, of two forms of one the plain, unless it says
    nothing; what a list server added does not.
    """
    assert mail(raw).body.own == own


def test_many_texts_are_cut_together() -> None:
    """Parts that are each short enough are not read past what one may have."""
    half = PLAIN + "\n" + "x\n" * 6_000
    found = mail(parts("mixed", half, half))
    assert (len(found.body.lines), found.notes) == (10_000, ("text cut after 10000 lines",))


def encoded(encoding: str, body: str, kind: str = PLAIN) -> str:
    """A mail with that transfer encoding."""
    return f"{FIELDS}{kind}Content-Transfer-Encoding: {encoding}\n\n{body}"


@pytest.mark.parametrize(
    ("raw", "own", "notes"),
    [
        (encoded("quoted-printable", "+1 =C3=A4=\n!"), "+1 ä!", ()),
        (encoded("base64", base64.b64encode("+1 ä".encode()).decode()), "+1 ä", ()),
        (encoded("base64", "KzE"), "+1", ("broken base64",)),
        (encoded("base64", "K"), "K", ("broken base64",)),
        (encoded("x-other", "+1"), "+1", ("transfer encoding x-other not undone",)),
        (encoded("8bit", "+1 ä"), "+1 ä", ()),
        (
            encoded("8bit", "+1 ä", "Content-Type: text/plain\n"),
            "+1 ä",
            ("no charset, read as utf-8",),
        ),
        (encoded("8bit", "+1", "Content-Type: text/plain; charset*=x''%zz'\n"), "+1", ()),
        (encoded("8bit", "+1", f"Content-Type: text/plain; charset*{'9' * 5_000}=x\n"), "+1", ()),
        (FIELDS + "Content-Type: application/pdf\n\nx", "", ("no text in this mail",)),
        (FIELDS + PLAIN + "\n", "", ()),
        (
            FIELDS + "Content-Type: multipart/mixed\n\n+1",
            "+1",
            ("a multipart without parts, read as text",),
        ),
        (encoded("x-uue", 'begin 644 x\n"*S$`\n`\nend\n'), "+1", ()),
        (
            FIELDS + PLAIN + "\n+1" + "\nx" * 10_001,
            "+1" + "\nx" * 9_999,
            ("text cut after 10000 lines",),
        ),
        (
            FIELDS + PLAIN + "\n" + "x" * 1_000_001,
            "x" * 1_000_000,
            ("text cut after 1000000 characters",),
        ),
        (
            FIELDS + PLAIN + "\n" + "+1\n" * 400_000,
            ("+1\n" * 10_000)[:-1],
            ("text cut after 10000 lines",),
        ),
        (
            FIELDS + HTML + "\n<pre>" + "+1\n" * 20_000,
            ("+1\n" * 10_000)[:-1],
            ("text cut after 10000 lines",),
        ),
        (
            FIELDS + HTML + "\n" + "<div>" * 401,
            "",
            ("HTML cut where it is nested more than 400 deep",),
        ),
        (FIELDS + PLAIN + "\n\ufeff+1", "+1", ()),
    ],
)
def test_decoding(raw: str, own: str, notes: tuple[str, ...]) -> None:
    """Transfer encodings and charsets are undone; broken text is repaired with a note."""
    found = mail(raw)
    assert (found.body.own, found.notes) == (own, notes)


@pytest.mark.parametrize("charset", ["undefined", "idna", "a\0b", "rot13", "punycode", "x" * 900])
def test_a_charset_that_makes_the_library_raise(charset: str) -> None:
    """A part is only asked for its bytes, so no declared charset can stop the reading."""
    raw = parts("mixed", f"Content-Type: image/png; charset={charset}\n\n\udcff", PLAIN + "\n+1")
    assert mail(raw).body.own == "+1"


DELSP = "Content-Type: text/plain; format=flowed; delsp=yes\n"


@pytest.mark.parametrize(
    ("raw", "own"),
    [
        (
            FIELDS + FLOWED + "\nI am \nfor it: \n+1\n\nend \n> quote\nmore",
            "I am for it: +1\n\nend\nmore",
        ),
        (FIELDS + FLOWED + "\n From here\n  two\n-- \nBob \nB", "From here\n two"),
        (FIELDS + DELSP + "\n+1 fr \nom me\n> a \n> b\n>> c \nend \n-- \nBob", "+1 from me\nend"),
        (FIELDS + DELSP + "\n" + "x" * 6_000 + " \ny", "x" * 6_000 + "\ny"),
    ],
)
def test_flowed(raw: str, own: str) -> None:
    """Soft line breaks are joined (RFC 3676), never across quotes and signatures."""
    assert mail(raw).body.own == own


def test_an_html_body_says_so() -> None:
    """`explain` can report that the text was made from HTML."""
    found = mail(FIELDS + HTML + "\n<p>+1<blockquote>-1</blockquote>").body
    assert (found.from_html, found.own) == (True, "+1")
