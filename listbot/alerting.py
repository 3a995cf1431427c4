"""Alerts to the admin, by cause, and when a letter about a cause is due. Pure.

The first alert of a cause is mailed at once, whatever else happens, so a flood of one cause never
hides another. Later ones within a day are gathered into one letter, after growing waits. The same
words are not mailed twice a day.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from listbot.letters.facts.alert import AlertFacts
from listbot.model.alert import AlertHistory
from listbot.model.order import LetterKind, LetterOrder
from listbot.votes.counting.digest import utc

# letters to the admin; the first of a cause is always sent, gathered ones wait for the next day
MOST_A_DAY = 10
RUN = timedelta(days=1)  # without a letter for so long, a cause is new again
FIRST_WAIT = timedelta(hours=1)  # from the first letter about a cause to the gathered one
LONGEST_WAIT = timedelta(hours=8)
SHOWN = 4  # the first and the last alerts in a gathered letter, so many of each
KNOWN = 50  # remembered texts of a run; beyond that, repeated ones are counted again


def hear(heard: AlertHistory, text: str, now: datetime) -> AlertHistory:
    """Add an alert of this cause, unless the same words came in this run."""
    if heard.told is not None and not heard.untold and not _is_within(heard.told, RUN, now):
        heard = AlertHistory(heard.cause)
    if text in heard.known:
        return heard
    return replace(
        heard,
        untold=heard.untold + 1,
        since=heard.since or now,
        texts=(
            *(heard.texts if len(heard.texts) < 2 * SHOWN else _without_middle(heard.texts)),
            text,
        ),
        known=(*heard.known, text)[-KNOWN:],
    )


def _without_middle(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts[:SHOWN] + texts[SHOWN + 1 :]


def is_due(heard: AlertHistory, now: datetime, letters_today: int) -> bool:
    """Whether a letter about this cause is due; `letters_today` counts all letters to the admin."""
    if not heard.untold:
        return False
    if heard.told is None:
        return True
    wait = min(FIRST_WAIT * 2 ** min(heard.letters - 1, 8), LONGEST_WAIT)
    return letters_today < MOST_A_DAY and not _is_within(heard.told, wait, now)


def tell(heard: AlertHistory, now: datetime) -> AlertHistory:
    """Note that the letter was made."""
    return AlertHistory(heard.cause, now, heard.letters + 1, known=heard.known)


def _is_within(told: datetime, span: timedelta, now: datetime) -> bool:
    """Whether the last letter is younger than `span`; one dated in the future is not."""
    return told <= now < told + span


def alert(heard: AlertHistory, admin: str, now: datetime) -> LetterOrder:
    """A1: the alerts of one cause, for the admin."""
    return LetterOrder(
        kind=LetterKind.ALERT,
        cause=heard.cause,
        facts=AlertFacts(heard.cause, heard.texts, heard.untold, heard.since or now, now),
        to_list=False,
        recipients=(admin,),
        reply_to_mail=None,
        period=utc(now),
    )
