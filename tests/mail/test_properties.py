"""Properties that hold for every input."""

from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.mail import Mail, Unreadable, read
from listbot.mail.body.sorting import read_body
from tests.mail.arrivals import FIELDS, arrival

LINES = st.sampled_from(
    [
        "+1",
        "",
        "-- ",
        "--",
        "> -1",
        "On Tue, 12 May 2026, Ana <ana@example.org> wrote:",
        "-----Original Message-----",
        "From: ana@example.org",
        "Subject: x",
        "To: b@example.org",
        "_____",
        "To unsubscribe: x@y",
        "```",
        "[x] -1",
        "[ ] +1",
        "@@ -1,2 +1,2 @@",
        "    x = {};",
        "Sent from my iPhone",
        "-----BEGIN PGP SIGNED MESSAGE-----",
        "Ana> hi",
        "| a",
        "x" * 70,
        ">From x",
    ]
)


@given(st.binary(max_size=2_000), st.booleans(), st.booleans())
def test_read_never_raises(raw: bytes, with_fields: bool, archived: bool) -> None:
    """Any bytes give a Mail or a reason."""
    data = FIELDS.encode() + raw if with_fields else raw
    assert isinstance(read(arrival(data, archived=archived)), Mail | Unreadable)


@given(
    st.text(max_size=400),
    st.text(max_size=200),
    st.sampled_from(["Received", "To", "Content-Type", "References", "List-Post"]),
)
def test_no_field_makes_it_raise(value: str, body: str, name: str) -> None:
    """Any field and any body give a Mail or a reason."""
    raw = f"{FIELDS}{name}: {value}\n\n{body}".encode("utf-8", "surrogatepass")
    assert isinstance(read(arrival(raw)), Mail | Unreadable)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=25))
def test_lines_are_neither_lost_nor_invented(lines: list[str]) -> None:
    """Each line of the text is one line of the body, in order, and all own words occur in it."""
    text = "\n".join(lines)
    body = read_body(text)
    shown = [line.text.removeprefix("- ") for line in body.lines]
    assert shown == [
        line.removeprefix("- ") for line in (text.rstrip("\n").split("\n") if text else [])
    ]
    assert all(line.strip() in text for line in body.own.split("\n"))


@given(
    st.lists(st.sampled_from(["+1", "", "I agree.", "no, because of DNS"]), min_size=1, max_size=8)
)
def test_a_quoted_copy_changes_nothing(lines: list[str]) -> None:
    """A quote below, with its attribution, leaves the own words unchanged."""
    text = "\n".join(lines)
    quoted = "\n".join(f"> {line}" for line in lines)
    below = f"{text}\n\nOn Tue, 12 May 2026, Ana <ana@example.org> wrote:\n{quoted}\n"
    assert read_body(below).own == read_body(text).own
