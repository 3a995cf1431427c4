"""Subjects: their parts, and which of them open a proposal."""

import pytest

from listbot.mail.wire.subjects import base_subject, is_reply_subject, subject_key
from listbot.model.reading import Opening
from listbot.votes.opening.opening import find_opening, topic_of
from tests.votes.reading.cases import reply

TAGS = {
    "VOTE": "substantial",
    "PROPOSAL": "substantial",
    "LAZY": "minor",
    "LAZY CONSENSUS": "minor",
    "MINOR": "minor",
}

BASES = [
    ("Move the lists", "Move the lists"),
    ("Re: Move the lists", "Move the lists"),
    ("RE: AW: Re: Move the lists", "Move the lists"),
    ("SV: Move the lists", "Move the lists"),
    ("Atb.: Move the lists", "Move the lists"),
    ("Fwd: Re: Move the lists", "Move the lists"),
    ("Re[2]: Move the lists", "Move the lists"),
    ("Re^3: Move the lists", "Move the lists"),
    ("回复：Move the lists", "Move the lists"),
    ("[infra] Re: Move the lists", "Move the lists"),
    ("Re: [infra] [VOTE] Move the lists", "[VOTE] Move the lists"),
    ("[VOTE][LAZY] Move the lists", "[VOTE][LAZY] Move the lists"),
    ("Move the lists (was: The old host)", "Move the lists"),
    ("Move the lists [was: The old host]", "Move the lists"),
    ("", ""),
    ("Re:", ""),
    ("[", "["),
]

OPENINGS = [
    ("[VOTE] Move the lists", Opening("VOTE", "Move the lists")),
    ("[vote] Move the lists", Opening("VOTE", "Move the lists")),
    ("[Vote #2] Move the lists", Opening("VOTE", "Move the lists")),
    ("[infra] [VOTE] Move the lists", Opening("VOTE", "Move the lists")),
    ("[VOTE][LAZY] Move the lists", Opening("LAZY", "Move the lists")),
    ("[LAZY][VOTE] Move the lists", Opening("VOTE", "Move the lists")),
    ("[lazy consensus] Move the lists", Opening("LAZY CONSENSUS", "Move the lists")),
    ("[LAZY-CONSENSUS] Move the lists", Opening("LAZY CONSENSUS", "Move the lists")),
    ("VOTE: Move the lists", Opening("VOTE", "Move the lists")),
    ("[infra] Vote: Move the lists", Opening("VOTE", "Move the lists")),
    ("[VOTE] Move the lists (was: The old host)", Opening("VOTE", "Move the lists")),
    ("[VOTE] Move the lists (take 2)", Opening("VOTE", "Move the lists (take 2)")),
    ("Move the lists", None),
    ("[infra] Move the lists", None),
    ("Re: [VOTE] Move the lists", None),
    ("[infra] Re: [VOTE] Move the lists", None),
    ("[VOTE][RESULT] Move the lists", None),
    ("[RESULT] [VOTE] Move the lists", None),
    ("[DISCUSS][VOTE] Move the lists", None),
    ("[VOTE][CANCELLED] Move the lists", None),
    ("Result: [VOTE] Move the lists", None),
    ("Result: vote on the lists", None),
    ("Note: the vote on the lists", None),
]


@pytest.mark.parametrize(("subject", "expected"), BASES)
def test_base_subject(subject: str, expected: str) -> None:
    """Reply prefixes, list prefixes and "(was: ...)" are not part of a subject; tags are."""
    assert base_subject(subject) == expected


@pytest.mark.parametrize(
    "subject",
    [
        "[VOTE] Move the lists",
        "Re: [infra] [VOTE] Move the LISTS",
        "[RESULT][VOTE] move the lists",
        "Vote: Move the lists",
        "Vá: [VOTE] Move the lists",
        "Përgjigje: Move the lists",
        "Trả lời: [VOTE] Move the lists",
        "\u200fرد: Move the lists",
        "Бодонар: [VOTE] Move the lists",
        "EXTERNAL: Re: [VOTE] Move the lists",
        "***SPAM*** Re: [VOTE] Move the lists",
        "{Spam?} Move the lists",
        "Re: Another host (was: [VOTE] Move the lists)",
        "Re: Another host [was: Re: [VOTE] Move the lists]",
    ],
)
def test_subject_key(subject: str) -> None:
    """The title alone ties a thread without references, whatever tags and prefixes it has."""
    assert subject_key(subject) == "move the lists"


@pytest.mark.parametrize("subject", ["Re: [VOTE] x (was: [VOTE] y)", "Re: x (was: y)"])
def test_subject_key_of_a_new_title(subject: str) -> None:
    """A new title with a tag, or in the place of one without, is the thread's."""
    assert subject_key(subject) == "x"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Re: x", True),
        ("[infra] AW: x", True),
        ("x", False),
        ("Note: x", False),
        ("Бодонар: [VOTE] x", True),
        ("Бодонар: x", False),
        ("Бодонар: [wiki] x", False),
        ("Infra: [VOTE] x", False),
    ],
)
def test_is_reply_subject(subject: str, expected: bool) -> None:
    """A reply is recognised by its prefix in many languages, even after a list's prefix."""
    assert is_reply_subject(subject) is expected


@pytest.mark.parametrize(("subject", "expected"), OPENINGS)
def test_find_opening(subject: str, expected: Opening | None) -> None:
    """A known tag opens, the last one decides, and a reply, a result or a discussion never does."""
    assert find_opening(reply("Please vote.", subject), TAGS) == expected


def test_opening_states_its_deadline() -> None:
    """The deadline in the opening's words comes with it."""
    opening = find_opening(reply("The vote is open for 72 hours.", "[VOTE] Move the lists"), TAGS)

    assert opening is not None
    assert opening.deadline is not None
    assert opening.deadline.quote == "for 72 hours"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("[RFC] A name for the host", "A name for the host"),
        ("[infra][DISCUSS] A name for the host", "A name for the host"),
        ("[DISCUSSION] A name", "A name"),
        ("rfc: a name", "a name"),
        ("Re: [RFC] A name", ""),
        ("[VOTE] A name", ""),
        ("Discussing: a name", ""),
        ("A name", ""),
    ],
)
def test_a_topic_asks_for_reactions(subject: str, title: str) -> None:
    """Its tag is in brackets or before a colon; an answer begins none."""
    assert topic_of(subject) == title
