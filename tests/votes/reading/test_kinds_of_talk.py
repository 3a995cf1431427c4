"""Kinds of talk about votes, thanks and praise, each beside votes that look like it."""

from dataclasses import replace

import pytest

from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

TITLED = replace(VIEW, title="Move mail to the new host")


@pytest.mark.parametrize(
    "body",
    [
        "Just write +1 and we are done.",
        "Then simply answer with +1.",
        "Thanks for the +1, Pat!",
        "Thank you all for the quick +1.",
        "A simple yes or no is enough, folks.",
        "Reminder: the vote on this closes tonight.",
        "Merci pour le travail, Pat.",
        "Danke fürs Aufschreiben!",
        "Vielen Dank für die Mühe.",
        "¡Gracias por el resumen!",
        "Great work, thanks!",
        "Nice, thank you for the numbers.",
        "¡!",
    ],
)
@pytest.mark.parametrize("view", [TITLED, ThreadView()])
def test_talk_and_thanks_are_not_a_vote(body: str, view: ThreadView) -> None:
    """Nobody is asked about a request, a reminder or thanks."""
    assert told(read_votes(reply(body), view)) == ("nothing",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Just add a +1 from me.", "+1"),
        ("Thanks for the work, +1", "+1"),
        ("Thanks for the summary +1 from me", "+1"),
        ("Thanks +1", "+1"),
        ("Oops, typo: that should be +1, not -1.", "+1"),
        ("That should be +1.", "nothing"),
        ("Oops, the offset should be +1.", "nothing"),
        (
            "Correction: my +1 was meant for the other proposal, here I am -1 as it is too small.",
            "-1 explained",
        ),
        ("I'm a bit torn here, somewhere between +1 and 0.", "unclear +1"),
        ("The difference between +1 and -1 is large.", "nothing"),
        ("Merci, mais je m'en sers.", "unclear None"),
        ("Muito bom", "unclear None"),
        ("Danke, das reicht mir nicht.", "unclear None"),
        ("Muito obrigado, fico com o antigo.", "unclear None"),
        ("0.0", "0"),
        ("k", "unclear None"),
        ("y", "unclear None"),
    ],
)
def test_what_looks_like_it_is_told_apart(body: str, expected: str) -> None:
    """An own value is cast, and what may take a side is asked about."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)
