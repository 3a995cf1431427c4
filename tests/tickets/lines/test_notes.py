"""Which words of a mail are a note, and that no line break brings them to the requester."""

import pytest

from listbot.mail.body.sorting import read_body
from listbot.tickets.commands import DESK_COMMANDS
from listbot.tickets.lines.notes import command_lines, holds_note, is_note, without_commands
from tests.tickets.commands.situations import mail

LONG = """\
Try again, please.

#listbot note: Kim's account was locked by the audit, so
nobody unlocks it.

Ask Max first.
#listbot take
Thanks!
"""
SIGNED = f"{LONG}-- \nRavi\n"


def test_a_note_takes_the_text_below_it() -> None:
    """Up to the next command or the signature; quotes are not of it."""
    assert command_lines(mail(body=read_body(SIGNED))) == (
        (
            "note",
            "Kim's account was locked by the audit, so\nnobody unlocks it.\n\nAsk Max first.",
        ),
        ("take", ""),
    )
    last = read_body("#listbot note:\nOne.\n> quoted\nTwo.\n-- \nRavi\n")
    assert command_lines(mail(body=last)) == (("note", "One.\nTwo."),)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("not mine", ("not mine", "")),
        ("Not Mine: T-3", ("not mine", "T-3")),
        ("not-mine T-3", ("not mine", "T-3")),
        ("not mine.", ("not mine", "")),
        ("not yours", ("not", "yours")),
    ],
)
def test_one_command_has_two_words(line: str, read: tuple[str, str]) -> None:
    """However people join them."""
    assert command_lines(mail(body=read_body(f"#listbot {line}\n"))) == (read,)


def test_the_requester_gets_none_of_it() -> None:
    """Only the words above the note, and those below the next command."""
    assert without_commands(LONG, has_notes=True) == "Try again, please.\n\nThanks!"
    assert "nobody unlocks it." in without_commands(LONG)


@pytest.mark.parametrize("word", ["note", "NOTE", "noet", "notes", "nots", "note-to-all", "n0te"])
def test_a_misspelt_note_holds_its_text_back(word: str) -> None:
    """Its words were meant for the team."""
    text = f"Hello\n#listbot {word}: one\ntwo"
    assert without_commands(text, has_notes=True) == "Hello"
    assert holds_note(mail(body=read_body(text)))


def test_no_other_command_holds_text_back() -> None:
    """What stands below a known command is an answer to the requester."""
    others = [each.word for each in DESK_COMMANDS if each.word != "note"]
    assert [word for word in (*others, "not", "") if is_note(word)] == []
