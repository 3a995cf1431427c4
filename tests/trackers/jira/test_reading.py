"""What is Jira's own in its answers."""

import pytest

from listbot.trackers.jira import reading


@pytest.mark.parametrize("value", [None, [], {}, {"a": None}, "x", {"author": []}])
def test_what_is_not_there_is_empty(value: object) -> None:
    """And so is what has another shape."""
    assert (reading.person(value), reading.label(value)) == ("", "")
    assert reading.is_internal(value) is False


def test_a_person_is_an_address_or_a_name() -> None:
    """Jira shows addresses only of those who show them."""
    ana = {"displayName": "Ana", "emailAddress": "a@example.org"}
    assert reading.person(ana) == "a@example.org"
    assert reading.person({"displayName": "Ana"}) == "Ana"


def test_a_label_is_a_property() -> None:
    """Of ours alone."""
    properties = [{"key": "other", "value": 1}, {"key": "listbot", "value": {"label": "lb1"}}]
    assert reading.label({"properties": properties}) == "lb1"
    assert reading.label({"properties": properties[:1]}) == ""
