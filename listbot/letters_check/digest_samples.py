"""The weekly digest: with every part, and with only a ticket that nobody has taken. All of it is
made up.
"""

from datetime import UTC, datetime, timedelta

from listbot.model.weekly.digest import Digest, Need, TicketWaiting, VoteWaiting
from listbot.recap.letters.personal import digest

ALMA = "alma@example.org"
LIST, DESK = "infra@example.org", "infra-support@example.org"
MONDAY = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
TOKEN = "k3v7x2m4q6w7z5a2b3c4d5e6f7"  # noqa: S105 - a sample
VOTES = (
    VoteWaiting(
        34,
        "Retire the old Jenkins",
        LIST,
        MONDAY + timedelta(days=1, hours=11),
        "2 of 3 +1, no -1",
        Need.VOTE,
        "<v34@example.org>",
    ),
    VoteWaiting(
        36,
        "新しいミラー: move the mirror to Brno",
        LIST,
        MONDAY + timedelta(days=2),
        "held: 1 objection open",
        Need.CLEAR,
        "<v36@example.org>",
    ),
    VoteWaiting(
        37,
        "A bridge to the new chat",
        LIST,
        MONDAY + timedelta(days=3),
        "3 of 3 +1, no -1",
        Need.REASON,
        "<v37@example.org>",
    ),
)
ASKED = (
    TicketWaiting("T-97", "Wiki login fails since Monday", DESK, 3),
    TicketWaiting("T-99", "A new key", DESK, 0),
)
MINE = (
    TicketWaiting("T-102", "Add a mirror in Brno", DESK, 16),
    TicketWaiting("T-111", "新しいリスト: docs-ja", DESK, 6),
)
NOBODYS = (TicketWaiting("T-115", "Certificate for the stats host", DESK, 4),)
BUSY = Digest(ALMA, TOKEN, VOTES, ASKED, MINE, NOBODYS)
FULL = Digest(ALMA, TOKEN, VOTES * 40, ASKED * 40, MINE * 40, NOBODYS * 40)
IDLE = Digest(ALMA, "", nobodys=NOBODYS)
DIGEST_ORDERS = tuple(digest(each, "2026-W38", MONDAY) for each in (BUSY, FULL, IDLE))
"""The digest as full as it can be, and its other forms."""
