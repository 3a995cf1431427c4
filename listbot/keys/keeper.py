"""Has the keys of a mail's signatures looked up when it comes, and again while the DNS is silent.

What was answered goes into the journal, with the mail or after it, so that a replay needs no
network. It never decides, and a silent DNS stops nothing: mail is taken as long as the time-out
of a look-up later, and decided as one whose author is not proven so far.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from listbot import pipeline
from listbot.errors import TemporaryError
from listbot.keys.lookup import Lookup
from listbot.mail import Arrival
from listbot.mail.authorship import Heard, KeyAnswers
from listbot.mail.proof.judging import questions
from listbot.model.inputs import KeyInput
from listbot.store.journal import open_keys
from listbot.store.store import Store
from listbot.store.transaction import Transaction

EVERY = 30.0  # seconds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeyKeeper:
    """Asks, and asks again."""

    store: Store
    lookup: Lookup
    clock: Callable[[], datetime]

    async def with_answers(self, arrival: Arrival) -> Arrival:
        """Return an arrival with what the DNS says about its keys; unchanged if none matters."""
        names = () if arrival.key in self.store.context.asides else questions(arrival)
        if not names:
            return arrival
        return replace(arrival, key_answers=KeyAnswers(await self.lookup.ask(names)))

    async def run(self) -> None:
        """Ask for what is missing until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.ask_again()
            except TemporaryError as fault:
                log.warning("the keys that are missing were not asked for: %s", fault)

    async def ask_again(self) -> int:
        """Ask for what is due; return about how many mails something was answered."""
        now = self.clock()
        with self.store.reading() as connection:
            due = open_keys.due(connection, now)
        answered = 0
        for each in due:
            found = await self.lookup.ask(each.names)
            heard = tuple(one for one in found if one.heard is not Heard.NO_ANSWER)
            if heard:
                await self.store.write(pipeline.hear, KeyInput(each.which, heard, now))
                answered += 1
            if len(heard) < len(found):
                await self.store.write(_put_off, each.seq, now)
        return answered


def _put_off(tx: Transaction, seq: int, now: datetime) -> None:
    open_keys.put_off(tx.connection, seq, now)
