"""Conditional requests (RFC 9110, section 13)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from listbot.web.conditions import http_date, is_known

ETAG = '"k3v7"'
AT = datetime(2026, 9, 8, 12, 0, tzinfo=UTC)
SAME = "Tue, 08 Sep 2026 12:00:00 GMT"
BEFORE = "Tue, 08 Sep 2026 11:59:59 GMT"


@pytest.mark.parametrize(
    ("none_match", "since", "expected"),
    [
        ("", "", False),
        (ETAG, "", True),
        (f"W/{ETAG}", "", True),
        (f'"a", W/"b,c", {ETAG}', "", True),
        ("*", "", True),
        (" * ", "", True),
        ('"a"', "", False),
        ("k3v7", "", False),
        ('"k3v7', "", False),
        ('"x" "' * 800, "", False),
        ('"' * 4000, "", False),
        # an etag decides alone
        ('"a"', SAME, False),
        (ETAG, BEFORE, True),
        ("", SAME, True),
        ("", "Tuesday, 08-Sep-26 12:00:00 GMT", True),
        ("", "Tue Sep  8 12:00:00 2026", True),
        ("", "Wed, 09 Sep 2026 00:00:00 GMT", True),
        ("", BEFORE, False),
        ("", "yesterday", False),
        ("", "Tue, 99 Sep 2026 12:00:00 GMT", False),
        ("", "Tue, 08 Sep 99999999999999 12:00:00 GMT", False),
        ("", "1" * 4000, False),
    ],
)
def test_what_a_client_has(none_match: str, since: str, expected: bool) -> None:
    """By the name of the bytes, else by the time; what is neither counts as not sent."""
    assert is_known(ETAG, AT, none_match, since) is expected


def test_what_has_no_time_is_sent_again() -> None:
    """Nobody can say since when it is so."""
    assert not is_known(ETAG, None, "", SAME)


def test_a_time_as_http_writes_it() -> None:
    """In GMT, to the second."""
    elsewhere = timezone(timedelta(hours=2))
    assert [http_date(each) for each in (AT, AT.astimezone(elsewhere))] == [SAME, SAME]
