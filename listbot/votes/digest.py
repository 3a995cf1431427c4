"""The digest of a result: one number by which anybody can see that two counts of a vote are the same.

SHA-256 over canonical JSON (keys sorted, no spaces, ASCII) of the rule's text, the times of opening and
closing, and of every vote its mail, item, value and status. `listbot tally` over a public archive prints the
digest of the result letter, or something was not the same: the rule, the times, or a vote.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from listbot.votes.tally import Vote


def digest(rule: str, opened: datetime, closes: datetime | None, votes: Iterable[Vote]) -> str:
    """ "sha256:" and the hex digest; the order of `votes` does not matter."""
    rows = sorted([vote.mail, vote.item or "", vote.value, vote.status.value] for vote in votes)
    content = {"rule": rule, "opened": utc(opened), "closes": closes and utc(closes), "votes": rows}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return "sha256:" + hashlib.sha256(canonical.encode("ascii")).hexdigest()


def utc(moment: datetime) -> str:
    """A time as the digest and `listbot tally` write it: 2026-09-11T18:00:00Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
