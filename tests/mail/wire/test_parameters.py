"""Parameters of MIME fields, however they are spelled."""

from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail.wire.parameters import parameters


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("attachment", {}),
        ('text/plain; charset="utf-8"; Format=Flowed', {"charset": "utf-8", "format": "Flowed"}),
        ("x; a=1; A=2", {"a": "1"}),
        ("x; a = 1 ;b= two words ", {"a": "1", "b": "two words"}),
        ('x; a="1;2"; b="unclosed; c', {"a": "1;2", "b": "unclosed; c"}),
        (r'x; a="say \"hi\""; b="C:\dir\\f"', {"a": 'say "hi"', "b": r"C:\dir\f"}),
        ("x; a*=utf-8''%C3%A4", {"a": "ä"}),
        ("x; a*=''plain", {"a": "plain"}),
        ("x; a*=no%20quotes", {"a": "no quotes"}),
        ("x; a*0*=iso-8859-1'de'%E4; a*1=b; a*2*=%E4", {"a": "äbä"}),
        ("x; a*1=last; a*0=first-", {"a": "first-last"}),
        ("x; a*0=x; a*0=y", {"a": "x"}),
        ("x; a=plain; a*=utf-8''%C3%A4", {"a": "ä"}),
        ("x; " + "; ".join(f"a*{n}=x" for n in range(150)), {"a": "x" * 100}),
        ('x; a="=?utf-8?Q?=C3=A4?="', {"a": "ä"}),
        ("x; a=\udcc3\udca4", {"a": "ä"}),
        ("x; a*=utf-7''%2B2AA-b", {"a": "\ufffdb"}),
        ("a=without a type", {"a": "without a type"}),
    ],
)
def test_parameters(field: str, found: dict[str, str]) -> None:
    """Quotes, RFC 2231, encoded words, raw 8-bit; the first of two with one name."""
    assert parameters(field) == found


@given(st.sampled_from(["utf-7", "utf-16", "utf-8", "cp1252"]), st.binary(max_size=40))
def test_no_charset_makes_them_raise(charset: str, data: bytes) -> None:
    """Whatever bytes are declared as whatever text; what no text can hold is replaced."""
    found = parameters(f"x; a*={charset}''{quote_from_bytes(data)}; b=2")
    assert found["a"].encode().decode() == found["a"]


@given(st.text(max_size=200), st.text(alphabet="=;\"'*%\\ a0\udcff", max_size=60))
def test_they_never_raise(text: str, marks: str) -> None:
    """Any text has parameters, or none."""
    assert isinstance(parameters(text), dict)
    assert isinstance(parameters(f"x; {marks}"), dict)


def test_a_hostile_field_costs_little() -> None:
    """Endless quotes and stars are scanned once."""
    assert isinstance(parameters(';a="' * 20_000), dict)
    assert isinstance(parameters(";a*0*=%" * 20_000), dict)
