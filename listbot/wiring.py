"""Builds each part of the daemon from the configuration; commands use the parts they need.

Raises ConfigError or StoreUnavailable when the database cannot be opened.
"""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.engine import make_url

from listbot.config import Config, ListConfig
from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.letters.loading import load_templates
from listbot.outbound import Carrier, Receipts
from listbot.outbound.maildir import MaildirCarrier
from listbot.outbound.receipts import ReceiptFile
from listbot.outbound.smtp import SmtpCarrier
from listbot.store.base import secrets
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate, require_newest
from listbot.store.store import Store
from listbot.timekeeping import Clock, utc_now
from listbot.trackers import Tracker
from listbot.trackers.builtin import BuiltinTracker


def store_to_read(config: Config) -> Store:
    """Open the configured database read-only: creates, moves and writes no file."""
    engine = open_engine(config.store.url, to_read=True)
    require_newest(engine)
    return Store(engine, utc_now)


def open_store(config: Config, clock: Clock = utc_now, shadow: bool = False) -> Store:
    """Open and migrate the configured database. It has no composer, so it makes no letters."""
    engine = open_engine(config.store.url)
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
    pages = config.web.base_url if config.web else ""
    return Composer(load_templates(config.templates_dir), config.bot.address, archives, key, pages)


def tracker_of(store: Store) -> Tracker:
    """Return the place where tickets are kept; so far there is only one."""
    return BuiltinTracker(store)


def carrier_of(config: Config) -> Carrier:
    """Return the configured way to send letters."""
    if config.outbound.kind == "smtp":
        return SmtpCarrier(config.outbound)
    assert config.outbound.maildir is not None
    return MaildirCarrier(config.outbound.maildir)


def receipts_of(config: Config) -> Receipts:
    """Return the record of sent letters: a file beside the database that no backup includes."""
    database = make_url(config.store.url).database
    assert database is not None
    real = Path(database).resolve()  # as SQLite does for the files beside it
    return ReceiptFile(real.with_name(f"{real.name}.receipts"))
