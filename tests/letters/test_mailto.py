"""Links that begin a vote on the list."""

from urllib.parse import parse_qs, urlsplit

import pytest

from listbot.letters.mailto import LONGEST, proposal_link, vote_link

LIST = "infra@example.org"


@pytest.mark.parametrize(
    "subject",
    [
        "[VOTE] Move the mirrors",
        "[vote] 50 % & more? #1 +1",
        "[VOTE] Übergabe der Spiegel 移行",
        "a\r\nBcc: mallory@example.net",
        "lone \ud800 surrogate",
    ],
)
def test_a_link_keeps_the_whole_subject(subject: str) -> None:
    """The subject ties the vote to its proposal, so a mail program must get all of it; a stranger's
    subject adds no field and no line.
    """
    link = urlsplit(vote_link(LIST, subject, "+1"))
    assert (link.scheme, link.path) == ("mailto", LIST)
    assert parse_qs(link.query) == {
        "subject": [f"Re: {subject}".replace("\ud800", "?")],
        "body": ["+1"],
    }


def test_a_proposal_has_a_link_too() -> None:
    """With a subject of its own; a long one has none."""
    link = urlsplit(proposal_link(LIST, "[VOTE] x", "text\n\nmore"))
    assert (link.path, parse_qs(link.query)) == (
        LIST,
        {"subject": ["[VOTE] x"], "body": ["text\n\nmore"]},
    )
    assert proposal_link(LIST, "[VOTE] x", "x" * LONGEST) == ""


def test_a_subject_that_is_too_long_has_no_link() -> None:
    """A cut subject would tie the vote to nothing, and a longer line fits into no mail."""
    usual = len(vote_link(LIST, "", "0"))
    assert len(vote_link(LIST, "x" * (LONGEST - usual), "0")) == LONGEST
    assert vote_link(LIST, "x" * (LONGEST - usual + 1), "0") == ""
