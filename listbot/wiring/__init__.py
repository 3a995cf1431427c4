"""Builds each part of the daemon from the configuration; commands use the parts they need. The
pages have a module of their own, because most commands have no use for them.

Raises ConfigError or StoreUnavailable when the database cannot be opened.
"""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from listbot.config import Config, ListConfig
from listbot.errors import SiteUnavailable
from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.letters.loading import load_templates
from listbot.model.alert import Alert, Cause
from listbot.outbound import Carrier, Receipts
from listbot.outbound.maildir import MaildirCarrier
from listbot.outbound.receipts import ReceiptFile
from listbot.outbound.second_route import SecondRoute, by_command, by_request
from listbot.outbound.smtp import SmtpCarrier
from listbot.store.base import secrets
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.store import Store
from listbot.store.tracking import listening
from listbot.timekeeping import Clock, utc_now
from listbot.trackers import Tracker
from listbot.trackers.builtin import BuiltinTracker
from listbot.trackers.calling import Caller
from listbot.trackers.choosing import tracker_from
from listbot.trackers.polling import Poller


def open_store(config: Config, clock: Clock = utc_now, shadow: bool = False) -> Store:
    """Open and migrate the configured database. It has no composer, so it makes no letters."""
    engine = open_engine(config.store.full_url)
    migrate(engine)
    modes = {each.address: Mode.SHADOW if shadow else mode_of(each) for each in config.lists}
    return Store(engine, clock, modes=modes | {config.bot.address: mode_of_bot(modes.values())})


def mode_of(config: ListConfig) -> Mode:
    """Return what a list's letters may do."""
    is_all = config.mode == Mode.APPROVE and config.approve == "all"
    return Mode.APPROVE_ALL if is_all else Mode(config.mode)


def mode_of_bot(modes: Iterable[Mode]) -> Mode:
    """Return what the bot's own letters may do, which follows its lists: nothing is sent if all
    are in shadow; letters wait if no list sends even private ones without approval."""
    found = set(modes)
    if found == {Mode.SHADOW}:
        return Mode.SHADOW
    return Mode.APPROVE_ALL if found <= {Mode.SHADOW, Mode.APPROVE_ALL} else Mode.LIVE


def composer_of(config: Config, store: Store) -> Composer:
    """Return the composer: the configured templates, and the database's key for signing."""
    archives = {each.address: each.archive for each in config.lists if each.archive}
    with store.transaction() as tx:
        key = secrets.letter_key(tx.connection)
    has_pages = config.web is not None and config.web.pages
    return Composer(
        load_templates(config.templates_dir),
        config.bot.address,
        archives,
        key,
        config.web.base_url if config.web else "",
        frozenset(each.address for each in config.lists if each.pages and has_pages),
    )


def tracker_of(store: Store) -> Tracker:
    """Return our own store as a tracker; the team's hears by calls of what is done there."""
    return BuiltinTracker(store)


async def keep_tracker(config: Config, store: Store, clock: Clock) -> None:
    """Carry out what the team's tracker is to do, and hear what happens there, until cancelled."""
    assert config.tracker is not None, "there is a tracker to keep"
    tracker = tracker_from(config.tracker, clock)
    caller = Caller(store, tracker, store.alert)
    poller = Poller(store, tracker, store.alert, caller.hurry)
    async with asyncio.TaskGroup() as group:
        group.create_task(caller.run(clock), name="calls of the tracker")
        group.create_task(poller.run(clock, config.tracker.poll), name="looks at the tracker")
        if config.webhook is not None:
            taking = take_webhooks(config, poller, store, clock)
            group.create_task(taking, name="webhooks")


async def take_webhooks(config: Config, poller: Poller, store: Store, clock: Clock) -> None:
    """Take the tracker's webhooks until cancelled. If that cannot be, the admin is told, and the
    daemon goes on: it hears of everything by looking, only later.
    """
    from listbot.trackers.webhook.hints import ROOM, Hints
    from listbot.web.site import Site

    tracker, webhook = config.tracker, config.webhook
    assert tracker is not None, "there is a tracker to hear of"
    assert webhook is not None, "there is a place to listen on"

    def note(is_ours: bool) -> None:
        store.hand_in(lambda tx: listening.note_webhook(tx.connection, is_ours, clock()))

    part = Hints(tracker.kind, webhook.secret, poller, note)
    try:
        await Site(webhook.host, webhook.port, part, name="webhook", room=ROOM).run()
    except SiteUnavailable as fault:
        told = f"{fault}; what happens in the tracker is heard of by looking alone"
        store.alert(Alert(Cause.TRACKER, told))


def carrier_of(config: Config) -> Carrier:
    """Return the configured way to send letters."""
    if config.outbound.kind == "smtp":
        return SmtpCarrier(config.outbound)
    assert config.outbound.maildir is not None
    return MaildirCarrier(config.outbound.maildir)


def second_route_of(config: Config) -> SecondRoute:
    """Return the ways besides mail in which the admin gets alerts."""
    ways = []
    if config.bot.alert_command:
        ways.append(by_command(config.bot.alert_command))
    if config.bot.alert_url:
        ways.append(by_request(config.bot.alert_url))
    return SecondRoute(*ways)


def receipts_of(config: Config) -> Receipts:
    """Return the record of sent letters: a file beside the database that no backup includes."""
    return ReceiptFile(beside_database(config, "receipts"))


def beside_database(config: Config, suffix: str) -> Path:
    """Return the place of a file beside the database."""
    real = config.store.file.resolve()  # as SQLite does for the files beside it
    return real.with_name(f"{real.name}.{suffix}")
