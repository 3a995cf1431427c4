"""Tests of `#listbot notes`."""

import pytest

from listbot.commands.command import Effect
from listbot.model.desk.people import Notes, Preference
from listbot.proposals.commands.notes import act
from tests.proposals.commands.situations import NO_VOTE, mail


@pytest.mark.parametrize(
    ("argument", "choice", "answer"),
    [
        ("off", "off", "You will get no more private notes."),
        ('"Off".', "off", "You will get no more private notes."),
        ("ALL", "all", "You will get all private notes."),
        (
            "problems",
            "problems",
            "You will get a private note when I cannot count a mail of yours.",
        ),
    ],
)
def test_a_person_chooses_their_notes(argument: str, choice: str, answer: str) -> None:
    """Anybody chooses for their own address, in any thread."""
    assert act(argument, mail("pia@example.net"), NO_VOTE) == Effect(
        done=True, answer=answer, preferences=(Preference("pia@example.net", Notes(choice)),)
    )


@pytest.mark.parametrize("argument", ["", "none", "off all"])
def test_another_word_is_refused(argument: str) -> None:
    """The answer names the three words."""
    assert act(argument, mail(), NO_VOTE) == Effect(
        done=False, answer='Please write "problems", "all" or "off".'
    )
