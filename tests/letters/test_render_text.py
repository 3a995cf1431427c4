"""Tests of listbot.letters.render_text."""

import pytest

from listbot.errors import ComposeError
from listbot.letters.render_text import Page, Wording
from listbot.letters_check.vote_samples import NOT_COUNTED, TRANSCRIPT

PAGE = Page(
    thread="t", list="l@example.org", marks={"": ""}, sources=(), archive="", links={"": ""}
)


def _render(template: str) -> tuple[str, str]:
    return Wording({"x.txt.j2": template}).render("x", NOT_COUNTED, PAGE)


def test_subject_and_text_come_apart() -> None:
    """The first line is the subject; the text follows, with single blank lines and no trailing
    space.
    """
    assert _render("\nSubject: a {{ thread }}\n\n\nx  \n\n\n\ny\n-- \nz\n\n") == (
        "a t",
        "x\n\ny\n-- \nz\n",
    )


def test_a_value_without_a_filter_is_one_clean_line() -> None:
    """A value printed without a filter cannot break a line; numbers are printed unchanged."""
    assert _render('Subject: s\n{{ "a\\n+1\\rb" }} {{ proposal.number }}') == ("s", "a +1 b 31\n")


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("Hello", "x.txt.j2: the first line is not `Subject: ...`"),
        ("Subject: \n\nx", "x.txt.j2: the first line is not `Subject: ...`"),
        ("Subject: s\n\n{% if %}", "x.txt.j2, line 3: Expected an expression"),
        ("Subject: s\n\n{{ nothing }}", "x.txt.j2: 'nothing' is undefined"),
        ("Subject: s\n\n{{ proposal.opened }}", "x.txt.j2: datetime needs a filter"),
        (
            "Subject: s\n\n{{ thread | when }}",
            "x.txt.j2: 'str' object has no attribute 'astimezone'",
        ),
        ("Subject: s\n\n{{ 1 // 0 }}", "x.txt.j2: integer division or modulo by zero"),
        ("Subject: s\n\n{{ range(9) }}", "x.txt.j2: 'range' is undefined"),
        (
            "Subject: s\n\n{{ thread.__class__.__mro__ }}",
            "x.txt.j2: access to attribute '__class__'",
        ),
        ("Subject: s\n\n{% include 'other' %}", "x.txt.j2: other"),
    ],
)
def test_a_faulty_template_is_named_with_its_fault(template: str, fault: str) -> None:
    """However a template fails, a ComposeError says which one, where, and how."""
    with pytest.raises(ComposeError) as raised:
        _render(template)
    assert str(raised.value).startswith(fault)


def test_a_page_hides_no_fact() -> None:
    """No field of Page has the name of a fact of any letter."""
    wording = Wording({"x.txt.j2": "Subject: s\n\n{{ subject }} {{ thread }}"})
    assert wording.render("x", TRANSCRIPT, PAGE) == ("s", f"{TRANSCRIPT.subject} t\n")
