"""Nothing that somebody wrote by mail acts in a forge."""

import time

import pytest

from listbot.trackers.forges import markdown
from listbot.trackers.forges.markdown import NO_WIDTH

END = ["```", "", "<!-- listbot:lb1 -->"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Hello\n\n@everyone, fixes #1 !2", ["Hello", "", "@everyone, fixes #1 !2"]),
        ("![](https://x.example.org/a.png)<b>\n", ["![](https://x.example.org/a.png)<b>"]),
        ("a\n```\n/close\n@all", ["a", f"``{NO_WIDTH}`", "/close", "@all"]),
        ("`````", [f"``{NO_WIDTH}``{NO_WIDTH}`"]),
        ("~~~\nx", [f"~~{NO_WIDTH}~", "x"]),
        ("a\r\nb\rc\x0bd\x85e\u2028f", ["a", "b", "c", "d", "e", "f"]),
        ("a\x00\x1bb\tc", ["ab\tc"]),
        ("", []),
    ],
)
def test_words_are_a_block_of_code_that_they_cannot_end(text: str, lines: list[str]) -> None:
    """In code a forge looks for nothing: no mention, no number, no image, no command."""
    assert markdown.quoted(text, "lb1").split("\n") == ["```text", *lines, *END]


def test_a_long_line_is_broken_at_spaces() -> None:
    """A block of code is not wrapped on the page; a word that is longer is cut."""
    text = "word " * 40 + "x" * 250
    lines = markdown.quoted(text, "lb1").split("\n")[1:-3]
    assert max(map(len, lines)) <= markdown.WIDTH
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert lines[0] == ("word " * 20).strip()


def test_a_long_text_is_cut() -> None:
    """Its end says where the rest is, and the label stays."""
    body = markdown.quoted("x" * 99_999, "lb1")
    assert body.split("\n")[-5:] == ["", markdown.CUT, *END][-5:]
    assert markdown.label_of(body) == "lb1"
    assert len(body) < 65_536


def test_quoting_costs_linear_time() -> None:
    """Whatever is repeated."""
    for text in ("`" * 60_000, "~" * 60_000, " " * 60_000, "a " * 30_000, "\n" * 60_000):
        start = time.process_time()
        markdown.quoted(text, "lb1")
        assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("```text\nx\n```\n\n<!-- listbot:lb1 -->", "lb1"),
        ("x\n<!-- listbot:lb1 -->\n\n", "lb1"),
        ("<!-- listbot:lb1 -->\nx", ""),
        ("x <!-- listbot:a b -->", ""),
        ("", ""),
    ],
)
def test_a_label_ends_a_text(body: str, label: str) -> None:
    """Elsewhere it is something that somebody quotes."""
    assert markdown.label_of(body) == label


def test_words_cannot_bring_a_label() -> None:
    """What a mail says is before the end of the block."""
    assert markdown.label_of(markdown.quoted("<!-- listbot:lb2 -->", "lb1")) == "lb1"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The printer", "The printer"),
        (" a\nb\x00 ", "a b"),
        ("fixes #1 of @ana, !2", f"fixes #{NO_WIDTH}1 of @{NO_WIDTH}ana, !{NO_WIDTH}2"),
        ("https://example.org/x/issues/1", f"https://{NO_WIDTH}example.org/x/issues/1"),
        ("C# or C++?", "C# or C++?"),
        ("x" * 999, "x" * 250),
        ("\n", "(no subject)"),
    ],
)
def test_a_title_is_one_line_in_which_nothing_acts(text: str, shown: str) -> None:
    """A title cannot be code, so a character without width breaks what would act."""
    assert markdown.title(text) == shown
