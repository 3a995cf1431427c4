"""Properties of the reader: it never raises, and what is added to a mail by machines and quotes adds no vote."""

import string
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.mail.mail import Body, Line, Part
from listbot.votes.cast import Cast, Doubt, ThreadView
from listbot.votes.findings import Voice
from listbot.votes.grammar import read_statements
from listbot.votes.reading import read_votes
from listbot.votes.signals import may_speak
from listbot.votes.statements import statements
from tests.votes.cases import VIEW, Case, cases, reply, told

BODIES = [case for name in ("values", "words", "dissent", "numbers") for case in cases(name)]
FRAGMENTS = [
    "+1",
    "-1",
    "+0",
    "0",
    "−1",
    "I",
    "am",
    "not",
    "if",
    "once",
    "from",
    "me",
    "please",
    "do",
    "don't",
    "agree",
    "opposed",
    "veto",
    "[x]",
    "[ ]",
    "#listbot",
    ">",
    "--",
    "?",
    "!",
    ".",
    ",",
    ":",
    "(",
    ")",
    "on",
    "1",
    "A",
    "and",
    "\n",
    "\n\n",
    "votes",
    "withdraw",
    "my",
    "👍",
    "\u0000",
    "é",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join),
    st.text(alphabet=string.punctuation + "01 \n", max_size=200),
)
VIEWS = st.builds(ThreadView, st.none() | TEXTS, st.none() | st.just("kim@example.org"), st.booleans())
PARTS = st.lists(st.tuples(st.sampled_from(list(Part)), TEXTS), max_size=12)
FOOTER = "_______________________________________________\ninfra mailing list\ninfra@example.org\nhttps://lists.example.org/infra\n"


@given(PARTS, VIEWS)
@settings(max_examples=300, deadline=None)
def test_never_raises_and_never_invents(parts: list[tuple[Part, str]], view: ThreadView) -> None:
    """Whatever the lines are, there is an answer, and each cast shows a line of the mail."""
    lines = tuple(Line(number, text.replace("\n", " "), part) for number, (part, text) in enumerate(parts, 1))

    reading = read_votes(replace(reply("x"), body=Body(lines)), view)

    texts = {line.number: line.text.strip()[:200] for line in lines}
    shown: list[Cast | Doubt] = [*reading.casts, *reading.doubts]
    assert [texts[each.line] for each in shown] == [each.quote for each in shown]


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_silent_statements_are_silent(text: str) -> None:
    """A statement that is passed over would have said nothing."""
    for statement in statements([Line(1, text.replace("\n", " "), Part.OWN)]):
        if not may_speak(statement.text):
            assert read_statements([statement], Voice()) == []


@given(st.sampled_from(BODIES), st.sampled_from(BODIES))
@settings(max_examples=150, deadline=None)
def test_quoted_copy_adds_no_vote(case: Case, other: Case) -> None:
    """A mail quoted below an answer changes nothing in it."""
    quoted = "".join(f"> {line}\n" for line in other.body.splitlines())
    plain = case.body.rstrip() + "\n\n"

    assert told(read_votes(reply(f"{plain}On Tue, 12 May 2026, Bo wrote:\n{quoted}"), VIEW)) == told(
        read_votes(reply(plain), VIEW)
    )


@given(st.sampled_from(BODIES), st.sampled_from(["-- \nKim\n+1 555 0100\n", FOOTER]))
@settings(max_examples=150, deadline=None)
def test_signature_and_footer_add_no_vote(case: Case, tail: str) -> None:
    """A signature or a list's footer changes nothing."""
    plain = case.body.rstrip() + "\n\n"

    assert told(read_votes(reply(plain + tail), VIEW)) == told(read_votes(reply(plain), VIEW))


def test_a_statement_of_decoration_says_nothing() -> None:
    """Stars and underscores are no tokens."""
    line = Line(1, "*** _*_ ~~~", Part.OWN)

    assert read_statements(statements([line]), Voice()) == []
