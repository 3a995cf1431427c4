"""The text of a proposal: what of an opening or an amendment belongs to it."""

import pytest

from listbot.mail import Body, Line, Part
from listbot.mail.mail import TICKED
from listbot.votes.opening.wording import LONGEST_TEXT, amended_text, text_of


def body(*lines: str | tuple[str, Part]) -> Body:
    """A body of these lines; a plain one is the writer's own."""
    sorted_ = ((line, Part.OWN) if isinstance(line, str) else line for line in lines)
    return Body(tuple(Line(at, text, part) for at, (text, part) in enumerate(sorted_, 1)))


def test_the_text_of_an_opening_is_what_its_writer_put_there() -> None:
    """Code and forms belong to it; quotes, signature and footer do not."""
    opening = body(
        "I propose this:",
        ("On Tue, Bob wrote:", Part.ATTRIBUTION),
        ("> what now?", Part.QUOTE),
        ("    rm -r /old", Part.CODE),
        ("[ ] +1 yes", Part.FORM),
        ("-- ", Part.SIGNATURE),
        ("Ana", Part.SIGNATURE),
    )
    assert text_of(opening) == "I propose this:\n    rm -r /old\n[ ] +1 yes"
    assert text_of(body("I propose this.", ("list footer", Part.FOOTER), "more")) == (
        "I propose this."
    )


def test_a_very_long_opening_is_cut() -> None:
    """Nobody compares more than that in a letter."""
    assert len(text_of(body("x" * (LONGEST_TEXT + 1)))) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("written", "text"),
    [
        pytest.param(body("#listbot amend", "", "A new text."), "A new text.", id="below the line"),
        pytest.param(
            body("#listbot amend: A new text,", "in two lines."),
            "A new text,\nin two lines.",
            id="beginning on the line",
        ),
        pytest.param(
            body(
                ("> the old one", Part.QUOTE),
                "",
                "#listbot amend",
                "A new text.",
                ("[x] +1", Part.FORM),
                "#listbot closes: Friday",
                "Thanks",
            ),
            "A new text.\n[x] +1",
            id="below a quote, and up to the next command",
        ),
        pytest.param(body("#listbot amend", ("-- ", Part.SIGNATURE)), "", id="without a text"),
        pytest.param(body("I thought again.", "#listbot amend", "A text."), None, id="not first"),
        pytest.param(body("#listbot closes: Friday", "#listbot amend", "A"), None, id="second"),
        pytest.param(body("A new text."), None, id="no command"),
        pytest.param(
            Body((Line(1, "[x] +1", Part.FORM, TICKED), Line(2, "#listbot amend", Part.OWN))),
            "",
            id="a form above is not a line of words",
        ),
    ],
)
def test_a_new_text_stands_below_the_first_line(written: Body, text: str | None) -> None:
    """The command is the first of the writer's own lines, and the text is all that follows."""
    assert amended_text(written) == text
