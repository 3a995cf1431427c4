"""Whatever Jira answers can be read."""

import pytest

from listbot.trackers.jira import reading
from tests.playing import START


@pytest.mark.parametrize("value", [None, [], {}, {"a": None}, {"a": 7}, "x", {"a": []}])
def test_what_is_not_there_is_empty(value: object) -> None:
    """And so is what has another shape."""
    assert (reading.text(value, "a"), reading.items(value, "a")) == ("", [])
    assert reading.moment(value, "a") == reading.EPOCH
    assert (reading.person(value), reading.label(value)) == ("", "")
    assert reading.is_internal(value) is False


def test_what_is_there_is_read() -> None:
    """Numbers, times with and without a zone, people with and without an address."""
    assert (reading.whole({"a": 7}, "a"), reading.whole({"a": True}, "a")) == (7, 0)
    assert reading.moment({"a": "2026-09-08T20:00:00.000+0200"}, "a") == START
    assert reading.moment({"a": "2026-09-08T18:00:00"}, "a") == START
    assert reading.person({"displayName": "Ana", "emailAddress": "a@example.org"}) == (
        "a@example.org"
    )
    assert reading.person({"displayName": "Ana"}) == "Ana"


def test_a_label_is_a_property() -> None:
    """Of ours alone."""
    properties = [{"key": "other", "value": 1}, {"key": "listbot", "value": {"label": "lb1"}}]
    assert reading.label({"properties": properties}) == "lb1"
    assert reading.label({"properties": properties[:1]}) == ""
