"""How `listbot status` shows the daemon that has the lease."""

from datetime import UTC, datetime, timedelta

import pytest

from listbot.cli.operate.status import _fields, _holding_in_words
from listbot.store.leases import Holding
from listbot.store.reading import Accounting

SINCE = datetime(2026, 9, 8, 18, tzinfo=UTC)
HELD = Holding("mail1:/var/lib/listbot", SINCE, timedelta(seconds=9))
OVER = Holding("mail1:/var/lib/listbot", SINCE, timedelta(0))


def test_it_is_named_in_words() -> None:
    """And so is that none has it."""
    assert [_holding_in_words(each) for each in (HELD, OVER)] == [
        "mail1:/var/lib/listbot decides and sends, since 2026-09-08 18:00 UTC; "
        "other daemons only take mail in",
        "no daemon decides or sends: the lease that mail1:/var/lib/listbot had is over",
    ]


@pytest.mark.parametrize(
    ("holding", "shown"),
    [
        (None, None),
        (OVER, None),
        (HELD, {"name": "mail1:/var/lib/listbot", "since": "2026-09-08T18:00:00+00:00"}),
    ],
)
def test_it_is_named_in_json(holding: Holding | None, shown: dict[str, str] | None) -> None:
    """On SQLite, and while none has it, it is null."""
    assert _fields(Accounting(0, {}, {}, 0, None, holding=holding))["holder"] == shown
