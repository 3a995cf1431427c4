"""What the reader of an answer knows about the mail it answers."""

from dataclasses import replace

import pytest

from listbot.model.proposal import Entry
from listbot.model.reading import Cast, CastKind, Parent
from tests.votes.counting.ballots import entry


def cast(value: str) -> Cast:
    return Cast(CastKind.VOTE, value, value, 1)


PARENTS = [
    (replace(entry("ana"), proposes=True), Parent.UNKNOWN),
    (entry("ana", 1, cast("+1")), Parent.VOTES),
    (entry("ana", 1, cast("-1")), Parent.AGAINST),
    (entry("ana", 1, cast("+1"), cast("-1")), Parent.VOTES),
    (replace(entry("ana"), asks=True), Parent.ASKS),
    (replace(entry("ana"), agrees=True), Parent.AGREES),
    (entry("ana"), Parent.TALKS),
]


@pytest.mark.parametrize(("mail", "expected"), PARENTS)
def test_what_a_parent_says(mail: Entry, expected: Parent) -> None:
    """A vote, and on which side; a mere question; agreement; else talk."""
    assert mail.as_parent("ben@example.org") is expected


def test_ones_own_vote_against() -> None:
    """An answer to one's own vote changes it, and agrees with nobody."""
    own = entry("ana", 1, cast("-1"))
    assert own.as_parent(own.author) is Parent.VOTES
