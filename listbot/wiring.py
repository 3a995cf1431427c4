"""The parts of a daemon, each made from the configuration; the command line takes single ones.

A database that cannot be opened raises ConfigError or StoreUnavailable.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    pass


def store_to_read(config: Config) -> Store:
    """The configured database as it is, for commands that only look: no file is made, moved or
    written.
    """
    engine = open_engine(config.store.url, to_read=True)
    require_newest(engine)
    return Store(engine, utc_now)


def open_store(config: Config, clock: Clock = utc_now, shadow: bool = False) -> Store:
    """The configured database, migrated; without a composer, so it makes no letters."""
    engine = open_engine(config.store.url)
    migrate(engine)
    modes = {each.address: Mode.SHADOW if shadow else mode_of(each) for each in config.lists}
    return Store(engine, clock, modes=modes | {config.bot.address: mode_of_bot(modes.values())})


def mode_of(config: ListConfig) -> Mode:
    """What the letters of a list may do."""
    is_all = config.mode == Mode.APPROVE and config.approve == "all"
    return Mode.APPROVE_ALL if is_all else Mode(config.mode)


def mode_of_bot(modes: Iterable[Mode]) -> Mode:
    """What the bot answers by itself follows its lists: it sends nothing where all are in shadow,
    and its letters wait where none sends a private one unseen."""
    found = set(modes)
    if found == {Mode.SHADOW}:
        return Mode.SHADOW
    return Mode.APPROVE_ALL if found <= {Mode.SHADOW, Mode.APPROVE_ALL} else Mode.LIVE


def composer_of(config: Config, store: Store) -> Composer:
    """What writes the letters: the configured templates, signed with the database's key."""
    archives = {each.address: each.archive for each in config.lists if each.archive}
    with store.transaction() as tx:
        key = secrets.letter_key(tx.connection)
    pages = config.web.base_url if config.web else ""
    return Composer(load_templates(config.templates_dir), config.bot.address, archives, key, pages)


def tracker_of(store: Store) -> Tracker:
    """Where tickets are kept. So far there is one place."""
    return BuiltinTracker(store)


def carrier_of(config: Config) -> Carrier:
    """The configured way out."""
    if config.outbound.kind == "smtp":
        return SmtpCarrier(config.outbound)
    assert config.outbound.maildir is not None
    return MaildirCarrier(config.outbound.maildir)


def receipts_of(config: Config) -> Receipts:
    """Where it is noted what left: beside the database, where no backup of it looks."""
    database = make_url(config.store.url).database
    assert database is not None
    real = Path(database).resolve()  # as SQLite does for the files beside it
    return ReceiptFile(real.with_name(f"{real.name}.receipts"))
