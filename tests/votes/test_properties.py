"""Properties of the reader: it never raises, and additions by machines and quotes add no vote."""

import html
import string
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from listbot.mail.mail import Body, Line, Part
from listbot.model.reading import Cast, Doubt, ThreadView
from listbot.votes.reading.grammar import read_statements
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.findings import Voice
from listbot.votes.text.signals import may_speak
from listbot.votes.text.statements import passages, statements
from tests.votes.reading.cases import VIEW, Case, cases, in_base64, reply, told
from tests.votes.reading.test_sentences import sentences

BOM = "\ufeff"
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
VIEWS = st.builds(
    ThreadView, st.none() | TEXTS, st.none() | st.just("kim@example.org"), st.booleans()
)
SENTENCES = [
    *(sentence for name in ("against", "for", "silent") for sentence in sentences(name)),
    *(line.partition(" | ")[2] for line in sentences("exact")),
]
ATTRIBUTIONS = [
    "On Tue, 12 May 2026 at 10:00, Bo <bo@example.org> wrote:",
    "Am 12.05.26 um 10:00 schrieb Bo:",
    "Le 12/05/2026 à 10:00, Bo a écrit :",
    "El mar, 12 may 2026 a las 10:00, Bo (<bo@example.org>) escribió:",
    "Il 12/05/2026 10:00, Bo ha scritto:",
    "Op 12-05-2026 om 10:00 schreef Bo:",
    "2026-05-12 10:00 GMT+02:00 Bo <bo@example.org>:",
]
PARTS = st.lists(st.tuples(st.sampled_from(list(Part)), TEXTS), max_size=12)
FOOTER = (
    "_______________________________________________\ninfra "
    "mailing list\ninfra@example.org\nhttps://lists.example.org/infra\n"
)


@given(PARTS, VIEWS)
@settings(max_examples=300, deadline=None)
def test_never_raises_and_never_invents(parts: list[tuple[Part, str]], view: ThreadView) -> None:
    """Any lines give an answer, and each cast shows a line of the mail."""
    lines = tuple(
        Line(number, text.replace("\n", " "), part) for number, (part, text) in enumerate(parts, 1)
    )

    reading = read_votes(replace(reply("x"), body=Body(lines)), view)

    texts = {line.number: line.text.strip()[:200] for line in lines}
    shown: list[Cast | Doubt] = [*reading.casts, *reading.doubts]
    assert [texts[each.line].startswith(each.quote) for each in shown] == [True for _ in shown]


@given(TEXTS)
@example("0_")
@example("Well, _no_")
@example("I I NO")
@settings(max_examples=200, deadline=None)
def test_silent_statements_are_silent(text: str) -> None:
    """A skipped statement would have said nothing."""
    for statement in statements([Line(1, text.replace("\n", " "), Part.OWN)]):
        if not may_speak(statement.text):
            assert read_statements([statement], Voice()) == []


@given(st.sampled_from(BODIES), st.sampled_from(BODIES))
@settings(max_examples=150, deadline=None)
def test_quoted_copy_adds_no_vote(case: Case, other: Case) -> None:
    """A mail quoted below an answer changes nothing in it."""
    quoted = "".join(f"> {line}\n" for line in other.body.splitlines())
    plain = case.body.rstrip() + "\n\n"

    assert told(
        read_votes(reply(f"{plain}On Tue, 12 May 2026, Bo wrote:\n{quoted}"), VIEW)
    ) == told(read_votes(reply(plain), VIEW))


@given(st.sampled_from(BODIES), st.sampled_from(ATTRIBUTIONS))
@settings(max_examples=100, deadline=None)
def test_attribution_adds_no_vote(case: Case, attribution: str) -> None:
    """An attribution line with a one-line quote below it changes nothing, in any language."""
    plain = case.body.rstrip() + "\n\n"

    assert told(read_votes(reply(f"{plain}{attribution}\n> Shall we do it?\n"), VIEW)) == told(
        read_votes(reply(plain), VIEW)
    )


@given(
    st.sampled_from(BODIES),
    st.sampled_from([("utf-8", "base64"), ("utf-8", "quoted-printable")]),
)
@settings(max_examples=150, deadline=None)
def test_encoding_changes_no_vote(case: Case, encoded: tuple[str, str]) -> None:
    """The same words in another charset or transfer encoding are the same words."""
    charset, encoding = encoded
    again = reply(case.body, charset=charset, encoding=encoding)

    assert told(read_votes(again, VIEW)) == told(read_votes(reply(case.body), VIEW))


@given(
    st.sampled_from(BODIES),
    st.sampled_from(["utf-16", "utf-16le", "utf-16be", "UTF-16LE"]),
    st.sampled_from(["utf-16-le", "utf-16-be"]),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_sixteen_bits_change_no_vote(case: Case, declared: str, written: str, marked: bool) -> None:
    """Votes survive UTF-16 with or without a byte order mark, even if the declaration
    contradicts the mark.
    """
    if not marked and declared != "utf-16":
        written = declared.lower()
    data = f"{BOM if marked else ''}{case.body}".encode(written)
    again = in_base64(data, declared)

    assert told(read_votes(again, VIEW)) == told(read_votes(reply(case.body), VIEW))


@given(st.sampled_from(BODIES))
@settings(max_examples=150, deadline=None)
def test_html_changes_no_vote(case: Case) -> None:
    """The same lines as a web page are the same words; texts in which white space carries
    meaning are excluded.
    """
    if any(
        line.startswith((">", " ", "\t", "|", "-- ")) or "  " in line
        for line in case.body.split("\n")
    ):
        return
    page = "<br>\n".join(html.escape(line) for line in case.body.rstrip("\n").split("\n"))

    assert told(read_votes(reply(f"<html><body>{page}</body></html>", kind="html"), VIEW)) == told(
        read_votes(reply(case.body), VIEW)
    )


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("\n".join))
@settings(max_examples=200, deadline=None)
def test_silent_passages_are_silent(text: str) -> None:
    """A skipped passage would have said nothing."""
    lines = [Line(number, line, Part.OWN) for number, line in enumerate(text.split("\n"), 1)]
    for passage in passages(lines):
        if not may_speak(passage.text):
            assert read_statements(list(statements(lines)), Voice()) == []


@given(st.sampled_from(BODIES), st.sampled_from(["-- \nKim\n+1 555 0100\n", FOOTER]))
@settings(max_examples=150, deadline=None)
def test_signature_and_footer_add_no_vote(case: Case, tail: str) -> None:
    """A signature or a list's footer changes nothing."""
    plain = case.body.rstrip() + "\n\n"

    assert told(read_votes(reply(plain + tail), VIEW)) == told(read_votes(reply(plain), VIEW))


def test_a_statement_of_decoration_says_nothing() -> None:
    """Stars and underscores are not tokens."""
    line = Line(1, "*** _*_ ~~~", Part.OWN)

    assert read_statements(statements([line]), Voice()) == []


def test_a_passage_is_cut_the_same_however_long_it_is() -> None:
    """The statements of an overlong passage are not cached, but are the same each time."""
    lines = [Line(1, "We should wait for the mirror. " * 300, Part.OWN)]
    (passage,) = passages(lines)

    assert list(passage.statements) == list(passage.statements) == list(statements(lines))
