"""Spans of time in presets and letters."""

from datetime import timedelta

import pytest

from listbot.policies.spans import parse_span, span_in_words


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("72h", timedelta(hours=72)),
        ("0h", timedelta()),
        ("3 days", timedelta(days=3)),
        ("1 Week", timedelta(weeks=1)),
        (" 90 min ", timedelta(minutes=90)),
        ("45s", timedelta(seconds=45)),
        ("1 second", timedelta(seconds=1)),
        ("1d", timedelta(days=1)),
    ],
)
def test_a_span_is_a_whole_number_and_a_unit(text: str, span: timedelta) -> None:
    """As people write it in a preset."""
    assert parse_span(text) == span


@pytest.mark.parametrize(
    "text", ["", "72", "h", "three days", "1.5h", "-1h", "72 parsecs", "999999h"]
)
def test_other_texts_are_refused_with_what_was_expected(text: str) -> None:
    """Other texts are refused with what was expected; no unit is guessed."""
    with pytest.raises(ValueError, match="not a span of time: "):
        parse_span(text)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=72), "72 h"),
        (timedelta(days=7), "7 days"),
        (timedelta(hours=97), "97 h"),
        (timedelta(minutes=90), "90 min"),
        (timedelta(seconds=90), "90 s"),
        (timedelta(), "0 h"),
    ],
)
def test_a_span_is_shown_in_the_unit_people_use(span: timedelta, words: str) -> None:
    """Three days of voting are "72 h" on every list."""
    assert span_in_words(span) == words
