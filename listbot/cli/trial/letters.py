"""Plays an archive through the real daemon, to learn which letters it would have sent.

Only the clock is fake, and letters go nowhere: the database is a temporary folder that is removed
at the end. Each mail is handed over as the list's own host would have, at the time the archive
shows, with the author whom the archive shows. Mails that cannot be read are left out.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, timedelta
from email.utils import format_datetime, formataddr
from pathlib import Path
from tempfile import TemporaryDirectory

from listbot.app import App, build
from listbot.config import BotConfig, CarrierConfig, Config, ListConfig, StoreConfig
from listbot.demo.player import MovedClock, Player
from listbot.letters.letter import Parcel
from listbot.mail import Arrival, ListContext, Mail
from listbot.model.list_rules import ListRole
from listbot.model.order import LetterKind
from listbot.model.policy import Policy, Roster
from listbot.outbound import Receipt
from listbot.recount.evidence import tells_the_way
from listbot.recount.header_lines import without_fields
from listbot.recount.trial import SentLetter
from listbot.store.outbox import outbox

BOT = "listbot@trial.invalid"
ADMIN = "admin@trial.invalid"
HOST = "192.0.2.25"  # RFC 5737: nobody's
PRESET = "trial"
# After the last mail: votes still open close, and the last recap goes out.
A_WHILE = timedelta(days=30)

REPLACED = frozenset({b"from", b"received", b"reply-to", b"message-id", b"x-listbot"})
"""Fields that the mail gets anew, or that would make it another's."""


class Nowhere:
    """A carrier that takes every letter."""

    name = "trial"

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Take it."""
        return Receipt("taken")

    async def check(self) -> str:
        """Always fine."""
        return "letters go nowhere"


def list_of(mails: Sequence[Mail]) -> str:
    """Return the list's address: the one that most mails were sent to."""
    found = Counter(address for mail in mails for address in mail.to)
    return min(found, key=lambda address: (-found[address], address), default="list@trial.invalid")


def letters_for(
    mails: Sequence[Mail], policies: tuple[Policy, ...], roster: Roster, address: str
) -> list[SentLetter]:
    """Return the letters about these mails, in the order they were made."""
    if not mails:
        return []
    with TemporaryDirectory(prefix="listbot-trial-") as folder:
        return asyncio.run(_play(mails, _config(Path(folder), policies, roster, address)))


def _config(folder: Path, policies: tuple[Policy, ...], roster: Roster, address: str) -> Config:
    return Config(
        bot=BotConfig(BOT, ADMIN),
        lists=(
            ListConfig(
                address=address,
                role=ListRole.DECISIONS,
                via="lmtp",
                trusted_hops=(HOST,),
                policy=PRESET,
                mode="live",
            ),
        ),
        outbound=CarrierConfig("maildir", maildir=folder / "out"),
        policies={PRESET: policies},
        store=StoreConfig(f"sqlite:///{folder / 'listbot.db'}"),
        roster=roster,
    )


async def _play(mails: Sequence[Mail], config: Config) -> list[SentLetter]:
    ordered = sorted(mails, key=lambda mail: (mail.received, mail.message_id))
    clock = MovedClock(ordered[0].received - timedelta(minutes=1))
    app = build(config, clock=clock, carrier=Nowhere())
    try:
        player = Player(app, clock)
        await player.start()
        context = app.contexts()[0]
        for mail in ordered:
            await player.receive(as_it_came(mail, context))
        await player.pass_time(clock() + A_WHILE)
        return _sent(app)
    finally:
        app.store.close()


def _sent(app: App) -> list[SentLetter]:
    with app.store.reading() as connection:
        found = outbox.find(connection)
    # Alerts are about the trial's own list, which never gives a post back.
    return [
        SentLetter(each.kind.value, each.to_list, each.made.astimezone(UTC))
        for each in found
        if each.kind is not LetterKind.ALERT
    ]


def as_it_came(mail: Mail, context: ListContext) -> Arrival:
    """Return an archived mail as the list's host would have handed it over."""
    author = mail.author
    # It quotes a comma and encodes what is not ASCII, so that From names just this author.
    sender = formataddr((author.name.replace("\n", " "), author.address))
    stamp = format_datetime(mail.received.astimezone(UTC))
    head = (
        f"Received: from lists.trial.invalid (lists.trial.invalid [{HOST}])"
        f" by listbot.trial.invalid (Postfix) with ESMTP id 1; {stamp}\n"
        f"From: {sender}\nMessage-ID: {mail.message_id}\n"
    )
    rest = without_fields(
        mail.arrival.raw, lambda name, value: name in REPLACED or tells_the_way(name, value)
    )
    raw = (head.encode("utf-8", "replace") + rest).replace(b"\n", b"\r\n")
    return Arrival(raw, context, f"trial:{mail.arrival.source}", mail.received)
