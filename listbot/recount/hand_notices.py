"""Finds the posts in a thread that tell of acts by hand, for `listbot tally` to list. Pure.

Such an act is in listbot's journal, and in an archive only as this post. Its signature can be
checked by the daemon alone, so anybody could have written it: a recount shows it and does not
believe it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from listbot.mail import Mail


@dataclass(frozen=True, slots=True)
class HandNotice:
    """A post that claims to be listbot's, about an act by hand."""

    mail: str
    """Message-ID."""
    received: datetime
    act: str
    """As its header says: "close 2026-09-14T18:00:00Z", "withdraw", "adopt", "recount"."""


def hand_notices(mails: Iterable[Mail]) -> tuple[HandNotice, ...]:
    """Return the posts about acts by hand among these mails, in the order they came."""
    found = (
        HandNotice(mail.message_id, mail.received, mail.automatic.hand_act)
        for mail in mails
        if mail.automatic is not None and mail.automatic.hand_act
    )
    return tuple(sorted(found, key=lambda each: (each.received, each.mail)))
