"""Authentication-Results, as servers write them and as strangers would like them to be read."""

import pytest

from listbot.mail.proof.results import Result, Results, read_results

GOOD = Result("dkim", "pass", (("header.d", "example.org"),))


@pytest.mark.parametrize(
    ("field", "results"),
    [
        ("mx.example.org; dkim=pass header.d=example.org", (GOOD,)),
        (" MX.example.org 1 ; DKIM/1 = Pass  HEADER.D=example.org;", (GOOD,)),
        ("mx.example.org (a (b) c);\r\n\tdkim=pass (2048-bit key) header.d=example.org", (GOOD,)),
        ('mx.example.org; dkim=pass header.d="example.org"', (GOOD,)),
        (
            r"mx.example.org; dkim=pass header.d=example\.org",
            (Result("dkim", "pass", (("header.d", r"example\.org"),)),),
        ),
        ("mx.example.org; none", ()),
        ("mx.example.org; dkim; spf=pass", (Result("spf", "pass", ()),)),
        ("mx.example.org; dkim==pass; =x", ()),
        (
            "mx.example.org; dkim=fail header.d=a header.b=Zm9v== ; spf=",
            (
                Result("dkim", "fail", (("header.d", "a"), ("header.b", "Zm9v"))),
                Result("spf", "", ()),
            ),
        ),
        (
            'mx.example.org; dkim=fail reason="; dkim=pass header.d=example.org"',
            (Result("dkim", "fail", (("reason", "; dkim=pass header.d=example.org"),)),),
        ),
        (
            "mx.example.org; dkim=fail (; dkim=pass header.d=example.org) header.d=a",
            (Result("dkim", "fail", (("header.d", "a"),)),),
        ),
        (
            'mx.example.org; dkim=fail (a " b) header.d=a; spf=none (" c)',
            (Result("dkim", "fail", (("header.d", "a"),)), Result("spf", "none", ())),
        ),
        (
            r"mx.example.org; dkim=fail (a \) ; dkim=pass header.d=example.org) header.d=a",
            (Result("dkim", "fail", (("header.d", "a"),)),),
        ),
    ],
)
def test_read_as_the_standard_says(field: str, results: tuple[Result, ...]) -> None:
    """Comments, quotation marks and case as in RFC 8601; a part of another shape is passed over."""
    assert read_results(field.encode()) == Results("mx.example.org", results)


@pytest.mark.parametrize(
    "field",
    [
        "",
        ";",
        "dkim=pass header.d=example.org",
        'mx.example.org; dkim=pass reason="open header.d=example.org',
        "mx.example.org; dkim=pass (open header.d=example.org",
        "mx.example.org; dkim=pass ) header.d=example.org",
        "mx.example.org; dkim=pass (open\\",
        "mx.example.org; dkim=pass \\",
        "mx.example.org; " + "x" * 10_000,
    ],
)
def test_what_is_broken_is_refused_whole(field: str) -> None:
    """No host, or a bracket or quotation mark that is not closed: nobody knows what it says."""
    assert read_results(field.encode()) is None


def test_only_a_good_signature_of_this_very_domain() -> None:
    """Not of one above or below it, and not if two are named."""
    field = (
        "mx.example.org; dkim=pass header.d=a.example.org; dkim=fail header.d=example.org;"
        "dkim=pass header.d=example.org header.d=evil.example; dkim=pass header.d=Example.ORG"
    )
    found = read_results(field.encode())
    assert found is not None
    assert found.signed_by("example.org") == (
        Result("dkim", "pass", (("header.d", "Example.ORG"),)),
    )


@pytest.mark.parametrize(
    ("properties", "is_good"),
    [
        ("header.i=@example.org header.s=google header.b=EDamHHKF", True),
        ('header.i=@example.org header.s=google header.b="kC+fcX/d"', True),
        ("header.i=ana@example.org", True),
        ("header.i=@a.example.org", False),
        ("header.i=@example.org@evil.example", False),
        ("header.i=@example.org header.d=evil.example", False),
        ("header.i=@example.org header.i=@evil.example", False),
        ("header.i=", False),
    ],
)
def test_google_names_the_signer_by_its_user(properties: str, is_good: bool) -> None:
    """Its domain counts where no other one is named."""
    found = read_results(f"mx.google.com; dkim=pass {properties}; spf=pass".encode())
    assert found is not None
    assert (len(found.signed_by("example.org")) == 1) is is_good


def test_a_sealed_one_has_a_number_first() -> None:
    """RFC 8617, 4.1.1."""
    field = b" i=1; mx.example.org; dkim=pass header.d=example.org"
    assert read_results(field, is_sealed=True) == Results("mx.example.org", (GOOD,))
    assert read_results(b"i=1", is_sealed=True) is None
