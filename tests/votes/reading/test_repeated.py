"""What a mail repeats of its parent without marks is not its writer's word."""

import pytest

from listbot.model.earlier import EarlierText
from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told

PARENT = """Hello all,

our wiki sits on a machine whose disks are nine years old. I propose that we
move it to the host in Tartu next month and keep the old one read-only.

Please vote here:
[x] +1 move it

#listbot withdraw

Lena"""
VIEW = ThreadView(
    title="A neutral proposal",
    proposer="lena@example.org",
    earlier_texts=(EarlierText(tuple(PARENT.split("\n"))), EarlierText(("nothing of this",))),
)
WRAPPED = (
    "Hello all,\n\nour wiki sits on a machine whose disks\nare nine years old. I propose that\nwe "
    "move it to the host in Tartu\nnext month and keep the old one\nread-only.\n"
)
END = "\nPlease vote here:\n[x] +1 move it\n\n#listbot withdraw\n\nLena\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"-1, it breaks DNS.\n\n3.11.2026 9:00 Lena:\n\n{WRAPPED}+1\n{END}", "-1 explained"),
        (f"-1, it breaks DNS.\n\n-- Reply above here --\n\n{WRAPPED}+1\n{END}", "-1 explained"),
        (f"-1, it breaks DNS.\n\n##- Skriv ovanför -##\n{WRAPPED}+1\n{END}", "-1 explained"),
        (f"-1, it breaks DNS.\n\nNga:\n lena@example.org:\n\n{WRAPPED}+1\n{END}", "-1 explained"),
        (f"-1\n\n3.11.2026 9:00 Lena:\n\n{WRAPPED}", "-1 unexplained"),
        (f"-1\n\n{WRAPPED}", "-1 unexplained"),
        (f"Dear Lena,\n\n3.11.2026 9:00 Lena:\n\n{WRAPPED}\n+1\n", "+1"),
        (f"3.11.2026 9:00 Lena:\n\n{WRAPPED}\n+1\n", "+1"),
        (f"Which host?\n\nYou say:\n\n{WRAPPED}\n+1\n", "+1"),
        (f"+1 at 3.11.2026 9:00:\n\n{WRAPPED}\n", "+1"),
        (f"{WRAPPED}\n+1\n", "+1"),
        (f"On 3.11.2026 at 9:00 Lena <lena@example.org> wrote:\n\n{WRAPPED}\n+1\n", "+1"),
        (f"{WRAPPED[12:]}\n+1\n", "+1"),
        ("+1\nour wiki sits on a machine whose disks\nare too old for this.", "+1"),
        ("+1\nour wiki sits on a machine whose disks are too old for this.", "+1"),
        ("+1\nwe move to the host next month", "+1"),
    ],
)
def test_repeated(body: str, expected: str) -> None:
    """Eight words in a row are a quote; below a line that mailers write all is, if the answer
    stands above; else the answer may stand below.
    """
    reading = read_votes(reply(body), VIEW)
    assert (told(reading), reading.commands) == ((expected,), ())


def test_commands_and_forms_that_are_repeated() -> None:
    """Neither a ticked form nor a command in an unmarked quote is the writer's."""
    reading = read_votes(reply(f"Which host?\n\n3.11.2026 9:00 Lena:\n\n{WRAPPED}{END}"), VIEW)
    assert (told(reading), reading.commands) == (("nothing",), ())


def test_a_vote_in_what_is_repeated() -> None:
    """A line with a vote is left to its writer, unless a line of a mailer stands above: people vote
    in the words of a form.
    """
    view = ThreadView(
        title="A neutral proposal",
        earlier_texts=(EarlierText(("+1 move all of it to the new host", "It is high time.")),),
    )
    said = "+1 move all of it to the new host\nIt is high time."
    assert told(read_votes(reply(said), view)) == ("+1",)
    said = f"Which host?\n\n3.11.2026 9:00 Omar:\n\n{said}"
    assert told(read_votes(reply(said), view)) == ("nothing",)


def test_a_long_parent() -> None:
    """Of an endless mail the beginning is known."""
    words = [f"word{number}" for number in range(5000)]
    text = EarlierText(tuple(" ".join(words[at : at + 10]) for at in range(0, 5000, 10)))
    assert text.repeated_in(words[:10]) == set(range(10))
    assert text.repeated_in(words[4500:4520]) == set()


def test_a_forgotten_parent() -> None:
    """Of a mail whose author was forgotten marks of its runs are left, and do the same."""
    left = tuple(EarlierText(marks=text.marks_of_runs()) for text in VIEW.earlier_texts)
    assert left[0].marks_of_runs() == left[0].marks
    assert not any("wiki" in mark for text in left for mark in text.marks)
    view = ThreadView("A neutral proposal", "lena@example.org", earlier_texts=left)
    body = f"-1\n\n3.11.2026 9:00 Lena:\n\n{WRAPPED}+1\n{END}"
    assert told(read_votes(reply(body), view)) == ("-1 unexplained",)


def test_marks_are_no_words() -> None:
    """Emphasis and the marks of quotes do not make a quote another text."""
    text = EarlierText(("> *We* move the wiki to the new host | today.",))
    said = "We move the wiki to the new host today."
    assert text.repeated_in(said.split()) == set(range(9))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("» -1, it breaks DNS.\n\nWhich DNS?", "nothing"),
        (": -1, it breaks DNS.\n\nWhich DNS?", "nothing"),
        ("| -1, it breaks DNS.\n\nIt does not: +1", "+1"),
        ("» -1, it breaks mine.", "-1 explained"),
        ("-1, it breaks DNS.", "-1 explained"),
        ("»", "nothing"),
    ],
)
def test_a_whole_line_of_an_earlier_mail_behind_an_odd_mark_is_a_quote(
    body: str, expected: str
) -> None:
    """However short it is; without a mark its writer may mean the same."""
    view = ThreadView(earlier_texts=(EarlierText(("-1, it breaks DNS.", "", "Bo")),))
    assert told(read_votes(reply(body), view)) == (expected,)
