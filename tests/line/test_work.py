"""Four times the text takes at most about four times the work, measured in calls, which a busy
machine does not change.

The work of patterns is not counted: `test_patterns` judges them. `bench.hostile` measures the
time for the same mails.
"""

from collections.abc import Callable
from cProfile import Profile

import pytest

from listbot.letters.passage import passage
from listbot.mail import Mail, contents_of, read, reply_text, request_text
from listbot.model.reading import ThreadView
from listbot.tickets.secret import likely_secret
from listbot.tickets.solved import says_solved
from listbot.votes.reading.reading import read_votes
from listbot.votes.reading.told import told_in
from tests.hostile.mails import LINES, Hostile, of_lines, of_parts
from tests.mail.arrivals import arrival

SMALL, TIMES = 1_500, 4
MOST = 5.0  # times the calls, for four times the size: some things grow in steps
HEAD = b"From: Ana <ana@example.org>\nMessage-ID: <1@example.org>\n"
VIEWS = (
    ThreadView("Move the lists to the new host", "bo@example.org"),
    ThreadView("Move the lists", "bo@example.org", silent=True),
)


def work(raw: bytes) -> None:
    """Do everything that the core does with a mail alone, for votes and for tickets."""
    found = read(arrival(raw))
    contents_of(raw)
    if isinstance(found, Mail):
        for view in VIEWS:
            read_votes(found, view)
        told_in(found.body)
        for text in (request_text(found), reply_text(found)):
            likely_secret(text)
            says_solved(text)
            passage(text, 40)


def calls(do: Callable[[], object]) -> int:
    """Count the function calls, to our functions and built-in ones."""
    profile = Profile(subcalls=False)
    profile.runcall(do)
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.parametrize("hostile", [*of_lines(), *of_parts()], ids="{0.kind}: {0.name}".format)
def test_work_grows_with_the_size(hostile: Hostile) -> None:
    """More lines or parts do not make each of them more expensive."""
    small, large = HEAD + hostile.make(SMALL), HEAD + hostile.make(SMALL * TIMES)
    work(small)  # fills the caches
    assert calls(lambda: work(large)) < MOST * max(calls(lambda: work(small)), 2_000)


def test_every_kind_of_line_is_tried() -> None:
    """The lines are those of the benchmark."""
    assert len(LINES) > 100
