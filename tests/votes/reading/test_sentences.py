"""Single sentences as answers to a proposal: the many ways to object, agree, set conditions
and take back.
"""

from pathlib import Path

import pytest

from listbot.model.reading import Reading, number
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

FOLDER = Path(__file__).with_name("sentences")


def sentences(name: str) -> list[str]:
    """The lines of one file, without its heading."""
    return [
        line
        for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
        if line[:2] != "# "
    ]


def read(sentence: str) -> Reading:
    """Read the sentence as somebody's whole answer."""
    return read_votes(reply(sentence, name="Zoe"), VIEW)


@pytest.mark.parametrize("sentence", sentences("against"))
def test_no_objection_is_missed(sentence: str) -> None:
    """It is a vote against, or the writer is asked whether it is; a missed objection is the worst
    error.
    """
    reading = read(sentence)

    values = [cast.value for cast in reading.casts] + [doubt.value for doubt in reading.doubts]
    assert [number(value or "0") < 0 for value in values] == [True]


@pytest.mark.parametrize("sentence", sentences("for"))
def test_agreement_is_seen(sentence: str) -> None:
    """It is a vote for."""
    assert [number(cast.value or "0") > 0 for cast in read(sentence).casts] == [True]


@pytest.mark.parametrize("sentence", sentences("silent"))
def test_nothing_is_invented(sentence: str) -> None:
    """The sentence is neither a vote nor a doubt."""
    assert told(read(sentence)) == ("nothing",)


@pytest.mark.parametrize("line", sentences("exact"))
def test_sentence_is_read_exactly(line: str) -> None:
    """It is read as the part before the bar says."""
    expected, _, sentence = line.partition(" | ")

    assert sorted(told(read(sentence))) == sorted(each.strip() for each in expected.split(";"))
