"""The composition root: configuration in, a wired daemon out. The only place that knows every part.

`build` opens only the database. `App.run` serves until it is cancelled: the ways in, the sender and
the clock run side by side. If one of them fails, the whole daemon ends, and the service manager
restarts it.
"""

import asyncio
import logging
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from listbot import pipeline, service_manager
from listbot.alerts import Alerts
from listbot.clock import ClockFault, ClockLimits, ClockRecord, is_other
from listbot.clock import in_words as doubt_in_words
from listbot.config import Config, ImapConfig, ListenConfig
from listbot.config.in_force import rules_of
from listbot.errors import PermanentError, StoreUnavailable
from listbot.inbound import Source
from listbot.inbound.addresses import AddressBook
from listbot.inbound.imap import Access, ImapSource
from listbot.inbound.imap_session import dial_tls
from listbot.inbound.lmtp import LastHeard, Listener, Speaks
from listbot.keys import tapping
from listbot.keys.keeper import KeyKeeper
from listbot.keys.lookup import DnsLookup, Lookup, Servers
from listbot.logins.tokens import AccessTokens
from listbot.mail import Arrival, ListContext, trusted_stamp
from listbot.model.alert import Alert, Cause
from listbot.model.inputs import TickInput, UnsubscribeInput
from listbot.model.list_rules import ListRole
from listbot.outbound import Carrier
from listbot.outbound.sender import Sender
from listbot.schedule import Clockwork
from listbot.store import reading, sources
from listbot.store.base.work_marks import Hand, open_hand
from listbot.store.journal import kept_clock, tapped
from listbot.store.leases import Lease
from listbot.store.leasing import LeaseKeeper, held, name_of
from listbot.store.overdue import approvals, missing_echoes
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from listbot.timekeeping import SYSTEM, Clock, Clocks, Look, Timekeeper
from listbot.wiring import (
    carrier_of,
    composer_of,
    keep_tracker,
    open_store,
    receipts_of,
    second_route_of,
)
from listbot.wiring.pages import keep_copy, site

LEAST_STEP = timedelta(minutes=1)  # even if a policy's grace is shorter: NTP may step that far

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class App:
    """A wired daemon."""

    config: Config
    store: Store
    carrier: Carrier
    sender: Sender
    alerts: Alerts
    clock: Timekeeper
    keys: KeyKeeper
    tokens: dict[str, AccessTokens] = field(default_factory=dict)
    """Those of each mailbox, by the name of its account: all its folders share them."""

    def pick_up(self) -> None:
        """Start marking what is in hand, in a file beside the database; count as a try what the
        previous run ended over.

        Only for the daemon itself, before it serves. If the file cannot be written, mail is still
        accepted. Raises PermanentError if another daemon has it.
        """
        path = Path(f"{self.config.store.file}-hand")
        name = name_of(path.parent)
        try:
            hand = open_hand(path)
        except BlockingIOError as fault:
            raise PermanentError(f"{path}: another listbot runs on this database") from fault
        except OSError as fault:
            log.warning("%s: cannot mark what is in hand: %s", path, fault.strerror)
            hand, name = Hand(), f"{name} {secrets.token_hex(4)}"
        if not self.config.store.is_file:
            self.store.context.lease = Lease(name)
        with self.store.transaction() as tx:
            pipeline.count_tries(tx, hand, self.clock())
        hand.begin()
        self.store.context.hand = hand

    async def receive(self, arrival: Arrival) -> str:
        """Store and decide one mail; return what became of it. While the clock is in doubt, the
        stamp of a trusted host may settle what time it is.
        """
        arrival = await self.keys.with_answers(arrival)
        if arrival.list.is_tap:
            return await tapping.receive(self.store, arrival)
        stamp = trusted_stamp(arrival, socket.gethostname()) if self.clock.wants_word else None
        if stamp is None:
            return await pipeline.receive(self.store, arrival)
        arrived = self.clock.taken_at(arrival.arrived, stamp)
        became = await pipeline.receive(self.store, replace(arrival, arrived=arrived))
        # A duplicate's stamp proves nothing: it may be as old as the time the clock went back to.
        if became != pipeline.DUPLICATE and self.clock.confirm(stamp):
            self.store.due_moved(self.clock())
        return became

    async def tick(self, ways_in: tuple[Source, ...]) -> datetime | None:
        """Decide what is due, and return when to look again. How far each list was read limits
        which votes may close.

        Decides nothing and returns None while the clock is in doubt.
        """
        if not self.store.may_act:  # another daemon decides
            self._shift(ways_in, self.clock.look())
            return None
        look = await self._look(ways_in)
        self.alerts.gather(is_sure=look.doubt is None)
        if look.doubt is not None:
            return None
        now = look.now
        until = {way.name: way.read_until(now) for way in ways_in}
        for way in ways_in:
            if isinstance(way, Listener) and until[way.name] == now:
                await self.store.write(held(sources.keep_heard), way.name, now)
            if isinstance(way, ImapSource) and (found := way.condition()) is not None:
                await self.store.write(sources.note_condition, way.name, found)
        read = self._read_until(until)
        await self.store.write(held(pipeline.tick), TickInput(now, read, secrets.token_hex(8)))
        await self.store.write(held(missing_echoes.tell_missed), read)
        await self.store.write(held(missing_echoes.wait_to_hear), read, self.config.addresses, now)
        bot = self.config.bot
        chance = secrets.token_hex(16)
        await self.store.write(held(approvals.ask), bot.address, bot.delimiter, chance)
        if self.config.taps:
            await self.store.write(_sweep, now)
        return await self.store.write(self._next_due)

    def _read_until(self, until: Mapping[str, datetime | None]) -> dict[str, datetime]:
        """Return how far each list was read, and its copies from before it."""
        found = {}
        for each in self.config.lists:
            moments = [until.get(via) for via in self.config.ways_of(each)]
            known = [moment for moment in moments if moment is not None]
            if len(known) == len(moments):
                found[each.address] = min(known)
        return found

    async def _look(self, ways_in: tuple[Source, ...]) -> Look:
        """Look at the clocks, store what the next start needs to know, and report a doubt."""
        look = self.clock.look(await self.store.write(held(_word)))
        self._shift(ways_in, look)
        self._tell(look)
        await self.store.write(held(_keep), look.kept)
        return look

    def _shift(self, ways_in: tuple[Source, ...], look: Look) -> None:
        for way in ways_in:
            way.shift(look.moved)
            if look.away_since is not None and isinstance(way, Listener):
                way.was_away(look.away_since, look.now)

    def _tell(self, look: Look) -> None:
        """Log that the machine was asleep; alert if the clock was set, until it is confirmed."""
        if look.doubt is None:
            if look.before is not None:
                log.warning(
                    "the clock is trusted again: it is %s UTC", f"{look.now:%Y-%m-%d %H:%M}"
                )
            return
        words = doubt_in_words(look.doubt)
        if is_other(look.doubt, look.before) and look.doubt.why is ClockFault.AWAY:
            log.warning("%s", words)
        elif is_other(look.doubt, look.before):
            self.store.alert(Alert(Cause.CLOCK, words))

    async def run(self) -> None:
        """Serve until cancelled."""
        ways_in = self.ways_in()
        lease = LeaseKeeper(self.store, self.clock)
        clockwork = Clockwork(lambda: self.tick(ways_in), self.clock)
        loop = asyncio.get_running_loop()
        self.store.due_moved = lambda due: loop.call_soon_threadsafe(clockwork.wake, due)
        self.clock.noticed = lambda: loop.call_soon_threadsafe(clockwork.wake)
        ready = [way.ready for way in ways_in if isinstance(way, Listener)]
        try:
            async with asyncio.TaskGroup() as group:
                for way in ways_in:
                    group.create_task(way.run(self.receive), name=way.name)
                group.create_task(lease.run(), name="lease")
                group.create_task(self.sender.run(self.clock), name="sender")
                group.create_task(self.keys.run(), name="keys")
                group.create_task(clockwork.run(), name="clock")
                if self.config.web is not None:
                    pages = site(self.config, self.clock, self._unsubscribe)
                    ready.append(pages.ready)
                    group.create_task(pages.run(), name="web")
                if self.config.web is not None and self.config.web.static is not None:
                    copying = keep_copy(self.config, self.clock, self.store.alert)
                    group.create_task(copying, name="copy of the pages")
                if self.config.tracker is not None and self.store.context.has_tracker:
                    tracked = keep_tracker(self.config, self.store, self.clock)
                    group.create_task(tracked, name="tracker")
                for each in ready:
                    await each.wait()
                names = ", ".join(each.address for each in self.config.lists)
                service_manager.tell(
                    service_manager.READY, service_manager.status(f"serves {names}")
                )
        except asyncio.CancelledError:
            service_manager.tell(service_manager.STOPPING)
            if self.store.may_act:
                self.look_last()
            lease.give_back()
            raise
        finally:
            # The store may still read the clock after the loop is gone.
            self.clock.noticed = lambda: None

    def look_last(self) -> None:
        """Store the clock's state at a stop, so that a doubt already settled does not come back."""
        try:
            with self.store.transaction() as tx:
                _keep(tx, self.clock.look(stops=True).kept)
        except StoreUnavailable as fault:
            log.warning("the state of the clock was not stored: %s", fault)

    def ways_in(self) -> tuple[Source, ...]:
        """Return a source for each `via` of the lists; listeners also take mail for the bot."""
        config = self.config
        book = AddressBook(*(context for context in self.contexts()))
        found: list[Source] = []
        for speaks, listen in ((Speaks.LMTP, config.lmtp), (Speaks.SMTP, config.smtp_in)):
            if listen is not None:
                found.append(self._listener(speaks, listen, book))
        ways = [*(each.via for each in config.lists), *(each.via for each in config.taps)]
        folders = dict.fromkeys(via for via in ways if via.startswith("imap:"))
        found += [self._folder(via) for via in folders]
        return tuple(found)

    async def _unsubscribe(self, token: str) -> bool:
        return await self.store.write(pipeline.unsubscribe, UnsubscribeInput(token, self.clock()))

    def _next_due(self, tx: Transaction) -> datetime | None:
        return reading.next_due(tx.connection, self.config.addresses)

    def contexts(self) -> list[ListContext]:
        """Return what the mail reader needs to know about each watched address; taps come last."""
        with self.store.transaction() as tx:
            lists = [each.context for each in tx.rules.lists if each.role is not ListRole.RETIRED]
            return [*lists, *tx.rules.taps.values()]

    def _listener(self, speaks: Speaks, listen: ListenConfig, book: AddressBook) -> Listener:
        with self.store.transaction() as tx:
            until = sources.heard(tx, speaks.value)
        heard = LastHeard(until, timedelta(seconds=listen.retry_time))
        return Listener(speaks, listen.host, listen.port, book, self.clock, heard=heard)

    def _secret(self, imap: ImapConfig) -> str | AccessTokens:
        if imap.token is None:
            return imap.password
        return self.tokens.setdefault(imap.name, AccessTokens(imap.token))

    def _folder(self, via: str) -> ImapSource:
        imap, folder = self.config.mailbox(via)
        here = {each.address for each in self.config.lists if each.via == via}
        taps = {each.address for each in self.config.taps if each.via == via}
        addresses = taps or here | {self.config.bot.address}
        book = AddressBook(
            *(context for context in self.contexts() if context.address in addresses)
        )
        access = Access(dial_tls(imap), imap.user, self._secret(imap), imap.poll)
        return ImapSource(
            folder,
            access,
            book,
            sources.StoredCursors(self.store),
            self.clock,
            account=imap.name,
            alert=self.store.alert,
        )


def build(
    config: Config,
    clock: Clock | Clocks = SYSTEM,
    carrier: Carrier | None = None,
    shadow: bool = False,
    lookup: Lookup | None = None,
) -> App:
    """Wire a daemon: migrate the database and put the configured rules in force.

    `clock` replaces the machine's clocks, for a clock that is moved by hand, and `lookup` the DNS.
    Raises ConfigError or
    StoreUnavailable when the database cannot be opened.
    """
    keeper = Timekeeper(
        clock if isinstance(clock, Clocks) else Clocks.by_hand(clock), _limits_of(config)
    )
    store = open_store(config, keeper, shadow)
    with store.transaction() as tx:
        keeper.begin(kept_clock.kept(tx.connection))
        tx.adopt(rules_of(config, tx.rules, keeper()))
    second = second_route_of(config)
    alerts = Alerts(store, config.bot.address, config.bot.admin, second)
    store.alert = alerts.tell
    store.context.composer = composer_of(config, store)
    store.context.operator = config.operator
    store.context.has_tracker = config.tracker is not None and not shadow
    carrier = carrier or carrier_of(config)
    sender = Sender(store, carrier, alerts.tell, receipts_of(config))
    dns = config.dns
    keys = KeyKeeper(
        store, lookup or DnsLookup(Servers(dns.servers, dns.port, dns.timeout)), keeper
    )
    return App(config, store, carrier, sender, alerts, keeper, keys)


def _word(tx: Transaction) -> datetime | None:
    return kept_clock.take_word(tx.connection)


def _sweep(tx: Transaction, now: datetime) -> None:
    tapped.sweep(tx.connection, now)


def _keep(tx: Transaction, kept: ClockRecord) -> None:
    kept_clock.keep(tx.connection, kept)


def _limits_of(config: Config) -> ClockLimits:
    """Allow steps as long as the shortest grace; watch a start for as long as mail hosts retry."""
    graces = [policy.grace for policies in config.policies.values() for policy in policies]
    usual = ClockLimits()
    least = min(graces, default=usual.step)
    waits = [
        timedelta(seconds=each.retry_time)
        for each in (config.lmtp, config.smtp_in)
        if each is not None
    ]
    return ClockLimits(max(LEAST_STEP, least), max(waits, default=usual.patience))
