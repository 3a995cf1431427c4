"""Errors that say more than their text."""

from datetime import timedelta

from listbot.errors import CarrierDenied, TrackerUnavailable


def test_a_refusal_says_whom_it_is_about() -> None:
    """Any letter, or only this one."""
    refusals = [CarrierDenied("535 no", every=True), CarrierDenied("454 no", every=False)]
    assert [(str(each), each.every) for each in refusals] == [("535 no", True), ("454 no", False)]


def test_a_tracker_says_how_long_to_wait() -> None:
    """Or says nothing about it."""
    waits = [TrackerUnavailable("429 busy", timedelta(minutes=1)), TrackerUnavailable("refused")]
    assert [each.wait for each in waits] == [timedelta(minutes=1), None]
