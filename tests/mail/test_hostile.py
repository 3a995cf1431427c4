"""Mails made to hurt: each is read or refused, with the result an honest reader would give."""

from collections.abc import Callable

import pytest

from listbot.mail import Mail, read
from tests.mail.arrivals import arrival
from tests.mail.hostile import HOSTILE

REFUSED = {
    "200,000 parts": "more than 500 parts",
    "3,000 nested parts": "3000 boundaries (at most 500)",
    "3,000 nested messages": "parts nested more than 20 deep",
    "100 nested parts with cut boundaries": "parts nested more than 20 deep",
    "128 KB of To": "a header of 130109 bytes (at most 102400)",
}
CUT = {
    "100,000 blockquotes": "HTML cut where it is nested more than 400 deep",
    "1 MB of empty lines": "",
}


@pytest.mark.parametrize(("name", "make"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile(name: str, make: Callable[[], bytes]) -> None:
    """A hostile mail is refused with its reason, or read; a vote below hostile header fields is not
    lost.
    """
    raw = make()
    found = read(arrival(raw))
    if not isinstance(found, Mail):
        assert found.reason == REFUSED[name]
        return
    assert name not in REFUSED
    if raw.endswith(b"\n\n+1\n"):
        assert found.body.own.endswith("+1")
    assert CUT.get(name, "") in " ".join(found.notes)
