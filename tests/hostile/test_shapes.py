"""The judge of patterns finds those that hang, and passes those that cannot."""

import re

import pytest

from tests.hostile.shapes import fault


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"[.!?]+[)]*(?:\s+|$)", "the 1. place ('!.?') is taken anew inf times"),
        (r"a+b", "the 1. place ('a') is taken anew inf times"),
        (r"a*+b", "the 1. place ('a') is taken anew inf times"),
        (
            r"(?m)^\s*vote",
            "the 1. place ('\\t\\n\\x0b\\x0c\\r\\x1f \\x85\\xa0\\u2028') is taken anew inf times",
        ),
        (r"\A(?:a+)+b", "the 1. place ('a') goes round in two ways"),
        (r"\A(?:a|a)*b", "the 1. place ('a') goes round in two ways"),
        (r"\A(?:[ab]c?|[bc])*;", "the 1. place ('ab') goes round in two ways"),
        (r"\A(?:\w+\s?)*x", "the 1. place ('059AQXZ_aqxy') goes round in two ways"),
        (r"\Aa*a*b", "the 2. place ('a') is taken anew inf times"),
        (r"\A[ab]*c?[ad]*e", "the 3. place ('ad') is taken anew inf times"),
        (r"a{0,300}b", "the 1. place ('a') is taken anew 300 times"),
        (r"a{0,30}a{0,30}b", "the 2. place ('a') is taken anew 900 times"),
        (r"(?=a+b)c", "the 1. place ('a') is taken anew inf times"),
        (r"(?i)x?A+b", "the 2. place ('Aa') is taken anew inf times"),
        (rb"\r?\n?[ \t]+x", "the 3. place ('\\t ') is taken anew inf times"),
        (r"(a)\1+b", "the 2. place ('a') is taken anew inf times"),
    ],
)
def test_dear(pattern: str | bytes, why: str) -> None:
    """A pattern that hangs on some text is found, with the spot to blame."""
    assert fault(re.compile(pattern), searched=True, whole=False) == why


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<![.!?])[.!?]++[)]*+(?:\s++|$)",
        r"\Aa*+b",
        r"\A\s*vote",
        r"(?m)^[ \t]*+vote",
        r"\S+",
        r"(?:a|b)+",
        r"\A(?:\w+\s)*x",
        r'"(?:[^"\\]++|\\.)*+',
        r"=\?[^?\s]+\?",
        r"\bfoo\w+x",
        r"a{0,30}b",
        r"(?:'[^']*+'?+|[^\s'])++",
        r"(?>a+)b?",
    ],
)
def test_linear(pattern: str) -> None:
    """Anchored, possessive, separated or bounded patterns pass."""
    assert fault(re.compile(pattern), searched=True, whole=False) == ""


def test_tried_at_one_place() -> None:
    """A leading loop only hurts a search, which starts again after each letter of it."""
    assert fault(re.compile(r"a+b"), searched=False, whole=False) == ""


def test_whole() -> None:
    """A final loop cannot fail, unless the text must end with it."""
    pattern = re.compile(r"a*a*")
    assert fault(pattern, searched=False, whole=False) == ""
    assert (
        fault(pattern, searched=False, whole=True) == "the 2. place ('a') is taken anew inf times"
    )
