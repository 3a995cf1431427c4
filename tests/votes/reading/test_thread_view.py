"""How the reader uses what it knows of the thread."""

import pytest

from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told

DEEP = ThreadView(
    title="Move the lists to the new host", proposer="pat@example.org", answers_opening=False
)
OWN = ThreadView(title="Move the lists", proposer="kim@example.org")

IN_THE_THREAD = [
    ("+1", "+1"),
    ("+1 to what Bob said about DNS", "nothing"),
    ("> How about calling it BOSS?\n\n+1", "nothing"),
    (">> How about calling it BOSS?\n\n+1", "+1"),
    ("> +1 to what he said.\n\n+1. I agree too.", "nothing"),
    ("+1 Agreed. Good catch, Ryan.", "nothing"),
    (
        (
            "I agree. Automatic counting would be nice, and the web page could show who has voted "
            "so far."
        ),
        "nothing",
    ),
    ("Agreed.", "+1 words"),
    (
        (
            "I don't like the name, and neither does anybody else here as far as I can see from "
            "the chat."
        ),
        "nothing",
    ),
    ("I am opposed to this.", "-1 words unexplained"),
    ("+1 on splitting this thread", "nothing"),
    ("+1 for interfaces\n+1 for modules\n+1 for a cache", "unclear +1"),
    ("+1 on the new host", "+1"),
    ("> a\n\nyes\n\n> b\n\n+1\n\n> c\n\nno idea\n\n> d\n\nquite", "nothing"),
    ("> a\n\nyes\n\n> b\n\n-1\n\n> c\n\nno idea\n\n> d\n\nquite", "-1 unexplained"),
]


@pytest.mark.parametrize(("body", "expected"), IN_THE_THREAD)
def test_answer_inside_the_thread(body: str, expected: str) -> None:
    """Deep in a thread a +1 to a remark is not a vote on the proposal; a -1 is kept, since
    missing an objection is worse.
    """
    assert told(read_votes(reply(body), DEEP)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I think this is a good idea.", "nothing"),
        ("+1 from me as well", "+1"),
        ("I'm opposed.", "-1 words unexplained"),
    ],
)
def test_proposer(body: str, expected: str) -> None:
    """The proposer's own vote must be explicit; praise of one's own proposal is not a vote."""
    assert told(read_votes(reply(body), OWN)) == (expected,)


def test_repeated_lines_are_not_own() -> None:
    """A line of an earlier mail that a mailer repeats unmarked is not the writer's word; a
    short one may be.
    """
    view = ThreadView(
        "Move", "pat@example.org", True, frozenset({"-1 from me, because it breaks DNS", "+1"})
    )

    assert told(read_votes(reply("+1\n\n-1   from me, because it breaks DNS"), view)) == ("+1",)


def test_own_name_beside_the_value() -> None:
    """A value with the writer's own name is the writer's; with another's it is not."""
    assert told(read_votes(reply("Kim: +1"), DEEP)) == ("+1",)
    assert told(read_votes(reply("+1 from Bob"), DEEP)) == ("nothing",)


def test_too_long_is_reported() -> None:
    """The rest of a mail longer than any person writes is not read, and that is shown."""
    reading = read_votes(reply("+1 from me.\n\n" + "Shall we vote on it?\n" * 1600), ThreadView())

    assert told(reading) == ("+1", "unclear None")
