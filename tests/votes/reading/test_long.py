"""Mails longer than people write: reading is bounded, and the unread part is reported,
never dropped.
"""

import pytest

from listbot.mail.mail import Line, Part
from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.statements import statements
from tests.votes.reading.cases import reply, told

VIEW = ThreadView(title="Move the lists to the new host", proposer="pat@example.org")
UNREAD = "too long to read all of it for votes; unread from here"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Is that so?\n\n" * 1_600, 3_001),
        (("so it is, " * 380 + "?\n\n") * 40, 55),
    ],
)
def test_the_unread_part_is_reported(body: str, line: int) -> None:
    """If there are more, or longer, statements than we read, a doubt shows the first unread one."""
    found = read_votes(reply(body), VIEW)
    assert [(doubt.line, doubt.reason) for doubt in found.doubts] == [(line, UNREAD)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("> a remark\n+1\n\n" * 900, "unclear +1"),
        ("+1: Ana\n\n" * 900, "+1"),
        ("I was going to vote +1: Ana, Bo, Kim\n+1: Ana\n\n" * 300, "nothing"),
    ],
)
def test_many_findings(body: str, expected: str) -> None:
    """Hundreds of findings of one kind are reported like a few."""
    few = "\n".join(body.split("\n")[:30])
    assert (
        told(read_votes(reply(body), VIEW))[0] == told(read_votes(reply(few), VIEW))[0] == expected
    )


def test_a_sentence_shows_its_lines() -> None:
    """A sentence over several lines names each of them with its place, and the next one only its
    own.
    """
    texts = (
        "This is a sentence that a mailer has wrapped behind so many letters",
        "and that goes on in the second line. And this is another one which",
        "goes on in the third line, and there it has its end.",
    )
    found = list(statements([Line(at + 1, text, Part.OWN) for at, text in enumerate(texts)]))
    assert [[(place, line.number) for place, line in each.lines] for each in found] == [
        [(0, 1), (68, 2)],
        [(0, 2), (30, 3)],
    ]
