"""Names that are safe to show and to save."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail.files.filenames import MAX_NAME, clean_name, distinct, name_by_type, with_ending


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Ana\a.doc", "a.doc"),
        ("dir/", ""),
        ("..", ""),
        (".bashrc", "bashrc"),
        ("a\r\nb\tc\0.txt", "a b c.txt"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("e\u0301.txt", "é.txt"),
        ("  spaced   out . ", "spaced out"),
        ("x" * 200, "x" * 120),
        ("x" * 200 + ".tar.gz", "x" * 117 + ".gz"),
        ("x" * 118 + ". " + "y" * 90, "x" * 118),
        ("a." + "y" * 200, "a." + "y" * 118),
    ],
)
def test_clean_name(written: str, name: str) -> None:
    """A clean name has no path, no control, no leading dot and at most 120 characters."""
    assert clean_name(written) == name


@given(st.text(max_size=300))
def test_every_name_is_safe(written: str) -> None:
    """Any written name becomes safe."""
    name = clean_name(written)
    assert len(name) <= MAX_NAME
    assert not {"/", "\\", "\n", "\r", "\0"} & set(name)
    assert not name.startswith(".")
    assert clean_name(name) == name


def test_names_by_type() -> None:
    """A file without a name has one that fits its type."""
    kinds = ("image/png", "text/calendar", "application/x-odd", "text/x-odd", "message/x-odd")
    assert [name_by_type(kind, 3) for kind in kinds] == [
        "attachment-3.png",
        "invitation.ics",
        "attachment-3.bin",
        "attachment-3.txt",
        "attachment-3.txt",
    ]


def test_with_ending() -> None:
    """An ending is added once, within the limit."""
    assert with_ending("a.EML", ".eml") == "a.EML"
    assert with_ending("a", ".eml") == "a.eml"
    assert with_ending("a" * 120, ".eml") == "a" * 116 + ".eml"


def test_distinct() -> None:
    """Names that differ in capitals only are the same on many disks."""
    assert distinct(["a.txt", "A.TXT", "a.txt", "b"]) == ["a.txt", "A-2.TXT", "a-3.txt", "b"]
    assert distinct(["a-2.txt", "a.txt", "a.txt"]) == ["a-2.txt", "a.txt", "a-3.txt"]
    long = "x" * 116 + ".txt"
    assert distinct([long, long]) == [long, "x" * 114 + "-2.txt"]
