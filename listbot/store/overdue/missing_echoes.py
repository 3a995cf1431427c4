"""Reports posts that left but that their list has not given back.

A list server may accept a post and hold it: the mail server's 250 only says that it was
accepted. So a list that was read for an hour after a post left should have brought it. If a
list has given us posts before, each missing one is reported; if it never has, only the
first, since it may not send us our own. A test post that is missing settles that: from then
on the list counts as one that gives none back, until one comes. Nothing is sent again. A
letter is not judged if its list was not read that far, or if it left before the database
was restored.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from sqlalchemy import Row, bindparam, select, update

from listbot.model.alert import Alert, Cause
from listbot.model.order import LetterKind
from listbot.store.base.conditions import AWAITS_ECHO, MISSES_ECHO
from listbot.store.base.schema import outbox
from listbot.store.outbox.echoes import give_up, is_echoing
from listbot.store.outbox.outbox import ECHO_MISSED, put_off_doubtful
from listbot.store.outbox.receipts import LEFT_BEFORE
from listbot.store.transaction import Transaction

# a list server that is up gives a post back within seconds, apart from queues and greylisting
WITHIN = timedelta(hours=1)

NEVER = datetime.min.replace(tzinfo=UTC)
READ_LATELY = timedelta(minutes=2)  # a list that is being read is never further behind
UNTIL_NEXT_LOOK = timedelta(seconds=90)  # longer than the daemon's half a minute
AT_MOST = timedelta(days=1)  # a mailbox that is away for longer must not keep a result back

_MISSED_BEFORE = (
    select(outbox.c.id).where(outbox.c.list == bindparam("address"), MISSES_ECHO).limit(1)
)


def tell_missed(tx: Transaction, read_until: Mapping[str, datetime]) -> int:
    """Report posts that should be back by now; return how many are missing.

    `read_until` says how far each list was read.
    """
    columns = (outbox.c.id, outbox.c.list, outbox.c.kind, outbox.c.sent, outbox.c.subject)
    query = (
        select(*columns)
        .where(AWAITS_ECHO, outbox.c.note != LEFT_BEFORE)
        .order_by(outbox.c.list, outbox.c.id)
    )
    waiting = [
        row
        for row in tx.connection.execute(query)
        if row.list in read_until and row.sent + WITHIN <= read_until[row.list]
    ]
    for address, rows in groupby(waiting, key=lambda row: row.list):
        missed = list(rows)
        is_known = is_echoing(tx.connection, address)
        if is_known and any(row.kind == LetterKind.ROUND_TRIP for row in missed):
            give_up(tx.connection, address)
            tx.alerts.append(Alert(Cause.POST_LOST, _tested(address)))
        elif is_known:
            tx.alerts += [Alert(Cause.POST_LOST, _one(row)) for row in missed]
        elif tx.connection.execute(_MISSED_BEFORE, {"address": address}).scalar() is None:
            tx.alerts.append(Alert(Cause.POST_LOST, _never(address, len(missed))))
        numbers = [row.id for row in missed]
        tx.connection.execute(
            update(outbox).where(outbox.c.id.in_(numbers)).values(echo=ECHO_MISSED)
        )
    return len(waiting)


def wait_to_hear(
    tx: Transaction, read_until: Mapping[str, datetime], lists: Sequence[str], now: datetime
) -> None:
    """Let doubtful posts wait on while their list cannot be read: the copy that would settle them
    cannot come in either. After a day they are tried once more all the same.
    """
    unheard = [each for each in lists if read_until.get(each, NEVER) < now - READ_LATELY]
    if unheard:
        put_off_doubtful(
            tx.connection, now + UNTIL_NEXT_LOOK, only=unheard, made_after=now - AT_MOST
        )


def _one(row: Row[int, str, str, datetime, str]) -> str:
    return (
        f"{row.list} has not given back letter {row.id} ({row.kind}), which the mail server "
        f"accepted at {row.sent:%Y-%m-%d %H:%M} UTC: {row.subject}. listbot does not send it "
        "again. Is it held for a moderator?"
    )


def _tested(address: str) -> str:
    return (
        f"{address} has not given back the test post of `listbot doctor --roundtrip` within an "
        "hour. The list holds it, discards it, or does not send the bot its own posts any more; "
        "`listbot doctor` says what to set. Until a post comes back, missing ones are not reported"
    )


def _never(address: str, count: int) -> str:
    what = f"{count} letters" if count > 1 else "a letter"
    return (
        f"{address} has not given back any of listbot's posts; the mail server accepted {what} "
        "at least an hour ago. Check the list's archive. If it is not there, the list holds it: "
        "make the bot's address a member, or allow it to post. If it is, the list does not send "
        "the bot its own posts, and this alert comes only once"
    )
