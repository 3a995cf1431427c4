"""A value in the subject of a mail that says nothing else is asked about, never counted."""

import pytest

from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        ("+1 Re: [VOTE] A neutral proposal", "", "unclear +1"),
        ("Re: [VOTE] A neutral proposal: −1 (EOM)", "\n-- \nKim", "unclear -1"),
        ("Re: [VOTE] A neutral proposal +1", "> Shall we?", "unclear +1"),
        ("Re: [VOTE] A neutral proposal +1", "Which host?", "nothing"),
        ("Re: [VOTE] A neutral proposal +1", "-1", "-1 unexplained"),
        ("Re: [VOTE] A neutral proposal", "", "nothing"),
        ("Re: [VOTE] A neutral proposal for UTC+1 and C++1", "", "nothing"),
    ],
)
def test_a_value_in_the_subject(subject: str, body: str, expected: str) -> None:
    """Only where the mail has no own words, and beside the title alone."""
    assert told(read_votes(reply(body, subject), VIEW)) == (expected,)


def test_a_title_with_a_value() -> None:
    """What stands in the title is nobody's vote, and without a proposal there is no vote."""
    titled = ThreadView(title="Shift all times by -1 hour")
    for view in (titled, ThreadView()):
        reading = read_votes(reply("", "Re: [VOTE] Shift all times by -1 hour"), view)
        assert told(reading) == ("nothing",)
