"""What changed between two texts, sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.letters.differences import Change, differences, sentences_of

BEFORE = """Hi all,

I propose to move the artefacts: the disk of
the build host is full. Old builds go.

1. Move them.
2. Keep 30 days.
- no copies

Ana"""


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        pytest.param(BEFORE, [], id="the same text"),
        pytest.param(BEFORE.replace("disk of\nthe", "disk\nof the"), [], id="other line breaks"),
        pytest.param(
            BEFORE.replace("30", "90"),
            [Change("2. Keep 30 days.", "2. Keep 90 days.")],
            id="an item of a list",
        ),
        pytest.param(
            BEFORE.replace(" Old builds go.", "").replace("Ana", "Thanks.\n\nAna"),
            [Change("Old builds go.", ""), Change("", "Thanks.")],
            id="one sentence went, another came",
        ),
        pytest.param(
            BEFORE.replace("Hi all,", "Move them."),
            [Change("Hi all,", "Move them.")],
            id="a sentence that is already there",
        ),
        pytest.param("", [Change(" ".join(sentences_of(BEFORE)), "")], id="nothing is left"),
    ],
)
def test_what_changed(after: str, changes: list[Change]) -> None:
    """Each place shows what went and what came; all else is left out."""
    assert list(differences(BEFORE, after)) == changes


def test_sentences_that_changed_places() -> None:
    """The longest run that kept its order stays."""
    assert differences("A. B. C. D.", "D. A. B. C.") == (Change("", "D."), Change("D.", ""))
    assert differences("B. C. D. A.", "A. B. C. D.") == (Change("", "A."), Change("A.", ""))
    assert differences("A. A. B.", "A. B. B.") == (Change("A.", "B."),)


def test_sentences() -> None:
    """A full stop, a colon, a blank line and the item of a list end one."""
    assert sentences_of(BEFORE) == [
        "Hi all,",
        "I propose to move the artefacts:",
        "the disk of the build host is full.",
        "Old builds go.",
        "1. Move them.",
        "2. Keep 30 days.",
        "- no copies",
        "Ana",
    ]


@given(st.lists(st.sampled_from("ABCDEF")), st.lists(st.sampled_from("ABCDEF")))
def test_the_changes_are_all_that_differs(before: list[str], after: list[str]) -> None:
    """Whatever is shown as gone was there, what is shown as new is there now, and equal texts have
    no changes.
    """
    old, new = (" ".join(f"{each}." for each in text) for text in (before, after))
    found = differences(old, new)
    assert (found == ()) == (before == after)
    went = sum(len(each.was.split()) for each in found)
    came = sum(len(each.now.split()) for each in found)
    assert len(before) - went == len(after) - came


def test_a_long_text_is_compared_at_once() -> None:
    """Twenty thousand sentences take no longer than their sorting."""
    old = " ".join(f"s{number}." for number in range(20_000))
    assert differences(old, f"{old} More.") == (Change("", "More."),)
    assert len(differences(old, " ".join(reversed(old.split())))) == 2
