"""The whole line as a target: mails are read and settled in a store, for a voting list and
a help desk, until the vote has closed and a week has been reported.

An input is some mails, each below a line that names its recipient. The promises: nothing a
mail says makes deciding raise, the accounts balance, and every mail has a disposition.
"""

from datetime import timedelta
from functools import cache

from sqlalchemy import select

from listbot import pipeline
from listbot.mail import Arrival, Mail, read
from listbot.store.base.schema import mails
from tests.playing import BOT, LIST, Play, hours, opening
from tests.store.desk.by_hand import SUPPORT, desk_rules

PARTING = b"\n===== "
TO = {b"list": LIST, b"desk": SUPPORT, b"bot": BOT}
_LONGEST = 16_384  # bytes of one input; longer ones are for the bench
_MOST = 5  # mails of one input
_VOUCHED = (
    b"Received: from lists.example.org (lists.example.org [192.0.2.25]) by mx.example.org "
    b"(Postfix)\n"
    b"\twith ESMTPS id 4Tq; Tue, 08 Sep 2026 18:30:00 +0000\n"
)
_ANSWERS = b"In-Reply-To: <p@example.org>\n"
_LOOKS = (1.0, 30.0, 80.0, 200.0, 400.0)
"""Hours after the start at which the lists are looked at."""
_ODD_LETTERS = ("not a plain address",)
"""Reasons to hold a letter back: its recipient is not one we write to."""


@cache
def _play() -> Play:
    return Play(in_force=desk_rules())


def settle_mails(data: bytes) -> None:
    """Any bytes as mails through the line."""
    play = _play()
    play.forget_all()
    play.take(opening())
    for at, (to, raw) in enumerate(mails_of(data[:_LONGEST])):
        _settle(play, to, raw, at + 1)
    for moment in map(hours, _LOOKS):
        play.tick(moment)
    assert play.accounts_balance()
    with play.store.reading() as connection:
        raised = connection.execute(select(mails.c.why).where(mails.c.tries > 0)).scalars().all()
    assert not raised, ("deciding a mail raised", raised)
    odd = [one for one in play.alerts if "could not be decided" in one or _is_unwritten(one)]
    assert not odd, ("deciding at a moment raised", odd)


def mails_of(data: bytes) -> list[tuple[str, bytes]]:
    """The mails of an input, each with its recipient."""
    found = []
    for piece in (b"\n" + data).split(PARTING)[:_MOST]:
        first, _, rest = piece.partition(b"\n")
        found.append((TO.get(first.strip(), LIST), rest or first))
    return found


def _settle(play: Play, to: str, raw: bytes, at: int) -> None:
    fields = (_VOUCHED if at % 3 else b"") + (_ANSWERS if to == LIST and at % 2 else b"")
    play.now += timedelta(minutes=at)
    mail = read(Arrival(fields + raw, play.in_force.of(to).context, "fuzz", play.now))
    with play.store.transaction() as tx:
        became = pipeline.settle(tx, mail)
    assert became, "a mail without a disposition"
    assert isinstance(mail, Mail) or became in ("quarantined", pipeline.DUPLICATE), became


def _is_unwritten(alert: str) -> bool:
    """Whether a letter could not be written because of its contents."""
    return "was not written" in alert and not any(known in alert for known in _ODD_LETTERS)
