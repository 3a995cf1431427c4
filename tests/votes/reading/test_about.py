"""What a value is about: the title's abbreviations, and talk that somebody wants."""

import pytest

from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

TALK = ThreadView(
    "Lower the TTL of our zones",
    "pat@example.org",
    answers_opening=False,
    parent=Parent.TALKS,
)


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("An hour of TTL is what the registrar uses, too.", "+1"),
        ("I would call it DNS from now on.", "unclear +1"),
        ("The subtle part is the cache.", "unclear +1"),
    ],
)
def test_a_line_is_about_the_title_by_an_abbreviation(remark: str, expected: str) -> None:
    """An abbreviation in capitals tells what a line is about, like a long word."""
    body = f"> I looked it up.\n> {remark}\n\n+1, agreed. It is simpler than people think.\n"
    assert told(read_votes(reply(body), TALK)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "+1 for discussion on names\n\n-1 on the change.",
            ("-1 unexplained", "+1 item discussion on names"),
        ),
        ("+1 for a thread about names\n\n-1", ("-1 unexplained", "+1 item a thread about names")),
        (
            "-1 to a discussion of names\n\n+1 from me",
            ("+1", "-1 item a discussion of names unexplained"),
        ),
    ],
)
def test_talk_that_somebody_wants_is_an_item_beside_its_opposite(
    body: str, expected: tuple[str, ...]
) -> None:
    """A value for talk about something is told from the vote on the proposal."""
    assert told(read_votes(reply(body), VIEW)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "+1 for a discussion about names",
        "+1 on splitting this thread",
        "+1 for the thread on names",
    ],
)
def test_talk_alone_is_not_a_vote(body: str) -> None:
    """Alone, a value for talk says nothing about the proposal."""
    assert told(read_votes(reply(body), VIEW)) == ("nothing",)


def test_talk_beside_an_equal_value_adds_nothing() -> None:
    """The vote stands, and the talk is not an item."""
    assert told(read_votes(reply("+1 for a discussion about names\n\n+1"), VIEW)) == ("+1",)
