"""Has the keys of a mail's signatures looked up when it comes, and again while the DNS is silent.

What was answered goes into the journal, with the mail or after it, so that a replay needs no
network. It never decides, and a silent DNS stops nothing: mail is taken as long as the time-out
of a look-up later, and decided as one whose author is not proven so far.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from listbot import pipeline
from listbot.errors import TemporaryError
from listbot.keys import tapping
from listbot.keys.lookup import Lookup
from listbot.mail import Arrival
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from listbot.mail.proof.judging import questions
from listbot.model.inputs import KeyInput
from listbot.store.journal import open_keys, tapped
from listbot.store.store import Store
from listbot.store.transaction import Transaction

EVERY = 30.0  # seconds
AT_A_TAP = 8
"""Copies that may wait for the DNS at the same time. Anybody may send mail to a list, and with it
to its tap: further ones do not wait, and are asked about once their mail is here.
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeyKeeper:
    """Asks, and asks again."""

    store: Store
    lookup: Lookup
    clock: Callable[[], datetime]
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_A_TAP))

    async def with_answers(self, arrival: Arrival) -> Arrival:
        """Return an arrival with what the DNS says about its keys; unchanged if none matters."""
        names = () if arrival.key in self.store.context.asides else questions(arrival)
        if not names:
            return arrival
        if not arrival.list.is_tap:
            return replace(arrival, key_answers=KeyAnswers(await self.lookup.ask(names)))
        if self.places.locked():
            silent = tuple(KeyAnswer(name, Heard.NO_ANSWER) for name in names)
            return replace(arrival, key_answers=KeyAnswers(silent))
        async with self.places:
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
        if not self.store.may_act:  # another daemon asks
            return 0
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
        return answered + await self._ask_about_copies(now)

    async def _ask_about_copies(self, now: datetime) -> int:
        with self.store.reading() as connection:
            due = tapped.due(connection, now)
        answered = 0
        for each in due:
            found = await self.lookup.ask(each.names)
            heard = tuple(one for one in found if one.heard is not Heard.NO_ANSWER)
            if heard:
                await self.store.write(tapping.hear, each.id, heard)
                answered += 1
            if len(heard) < len(found):
                await self.store.write(_put_off_copy, each.id, now)
        return answered


def _put_off_copy(tx: Transaction, id: int, now: datetime) -> None:
    tapped.put_off(tx.connection, id, now)


def _put_off(tx: Transaction, seq: int, now: datetime) -> None:
    open_keys.put_off(tx.connection, seq, now)
