"""Tests of listbot.letters_check.check."""

from listbot.letters.compose import KINDS
from listbot.letters.loading import load_templates
from listbot.letters_check.check import TRIALS, check_templates


def test_the_shipped_templates_are_sound() -> None:
    """Each of our own letters can be composed from its sample."""
    assert check_templates(load_templates()) == ()


def test_each_kind_is_tried() -> None:
    """Each kind has a sample."""
    assert {order.kind for order, _ in TRIALS} == {kind.name for kind in KINDS}


def test_a_page_that_says_something_else_is_a_fault() -> None:
    """A community that replaces one of a letter's two templates must replace the other, so that
    nobody has to read both.
    """
    shipped = load_templates()
    text = shipped["M13-recap.txt.j2"].replace("NEEDS YOU", "BITTE LESEN")
    assert check_templates({**shipped, "M13-recap.txt.j2": text}) == (
        "letter M13: its two parts differ: the text has 'bitte', the page has 'needs'",
    )


def test_each_fault_is_told() -> None:
    """All faulty templates are reported at once, each with its letter."""
    templates = {
        **load_templates(),
        "M1-opened.txt.j2": "x",
        "M3-reason-wanted.txt.j2": "Subject: {{ y }}",
    }
    assert check_templates(templates) == (
        "letter M1: M1-opened.txt.j2: the first line is not `Subject: ...`",
        "letter M3: M3-reason-wanted.txt.j2: 'y' is undefined",
    )
