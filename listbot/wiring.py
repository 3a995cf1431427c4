"""Builds each part of the daemon from the configuration; commands use the parts they need.

Raises ConfigError or StoreUnavailable when the database cannot be opened.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from listbot.config import Config, ListConfig
from listbot.errors import SiteUnavailable
from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.letters.loading import load_templates
from listbot.model.alert import Alert, Cause
from listbot.model.list_rules import ListRole
from listbot.outbound import Carrier, Receipts
from listbot.outbound.maildir import MaildirCarrier
from listbot.outbound.receipts import ReceiptFile
from listbot.outbound.second_route import SecondRoute, by_command, by_request
from listbot.outbound.smtp import SmtpCarrier
from listbot.pages.loading import load_templates as load_pages
from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.store.base import secrets
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate, require_newest
from listbot.store.public.library import PublicLibrary, menu
from listbot.store.store import Store
from listbot.store.to_read import store_to_read
from listbot.store.tracking import listening
from listbot.timekeeping import Clock, utc_now
from listbot.trackers import Tracker
from listbot.trackers.builtin import BuiltinTracker
from listbot.trackers.calling import Caller
from listbot.trackers.choosing import tracker_from
from listbot.trackers.polling import Poller
from listbot.web.answers import Answers
from listbot.web.copy import process
from listbot.web.copy.keeping import CopyKeeper
from listbot.web.formats import Formats
from listbot.web.reader import Reader

if TYPE_CHECKING:
    from listbot.web.checks import Gauges
    from listbot.web.digest import Unsubscribe
    from listbot.web.search.page import SearchPage
    from listbot.web.site import Part, Site


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


def operator_of(config: Config) -> str:
    """Return who approves letters by mail; "": nobody. A list would give everybody on it the right
    to.
    """
    lists = {each.address for each in config.lists}
    is_person = config.bot.admin not in lists
    return config.bot.admin if config.bot.approve_by_mail and is_person else ""


def tracker_of(store: Store) -> Tracker:
    """Return the place where tickets are kept; so far there is only one."""
    return BuiltinTracker(store)


def site_of(config: Config) -> SiteFacts:
    """Return what the pages of this installation share."""
    lists = [
        PublicList(each.address, each.archive, each.may_index, each.mode)
        for role in (ListRole.DECISIONS, ListRole.SUPPORT)
        for each in config.lists
        if each.role is role and each.pages
    ]
    first = lists[0].address.partition("@")[0] if lists else "listbot"
    facts = SiteFacts(
        name=Shown(config.web.name if config.web and config.web.name else first),
        base_url=config.web.base_url if config.web else "",
        lists=tuple(lists),
        parts=parts_of(config),
        about=config.web.about if config.web else "",
        bot=config.bot.address,
    )
    return replace(facts, sections=menu(facts))


def parts_of(config: Config) -> frozenset[str]:
    """Return what this installation keeps, as its pages name it."""
    roles = {each.role for each in config.lists if each.pages}
    group = config.group
    found = {
        "votes": ListRole.DECISIONS in roles,
        "tickets": ListRole.SUPPORT in roles,
        "recap": any(each.recap.on and each.pages for each in config.lists),
        "members": bool(group and group.members),
        "meetings": bool(group and group.meetings),
        "services": bool(group and group.services),
        "access": bool(group and group.access and group.public_access),
        "adr": bool(group and group.records),
    }
    return frozenset(name for name, is_kept in found.items() if is_kept)


def library_of(config: Config, clock: Clock, site: SiteFacts | None = None) -> PublicLibrary:
    """Open the database for the public pages, read-only. `site`: facts that replace those of the
    configuration.
    """
    engine = open_engine(config.store.full_url, to_read=True)
    require_newest(engine)
    return PublicLibrary(engine, site or site_of(config), clock)


def formats_of(config: Config, site: SiteFacts | None = None) -> Formats:
    """Return the formats of the pages, with the configured templates."""
    own = config.web.templates_dir if config.web else None
    return Formats(load_pages(own), site or site_of(config))


def site(config: Config, clock: Clock, unsubscribe: "Unsubscribe | None" = None) -> "Site":
    """Return the server of our pages, with its own connection to the database.

    With `unsubscribe` it is the daemon's, which alone can end a digest, and which has the public
    pages unless they have a port of their own. Without, it is that of `listbot web`.
    """
    # Imported here: the web server takes as long to import as everything else together.
    from listbot.web.checks import Checks
    from listbot.web.digest import DigestPage
    from listbot.web.public import PublicPages
    from listbot.web.site import Site

    web = config.web
    assert web is not None, "there are no pages without [web]"
    reader = Reader()
    parts: list[Part] = [Checks(gauges_of(config, clock), reader)]
    if unsubscribe is not None:
        parts.append(DigestPage(web.path, config.bot.address, unsubscribe))
    library = library_of(config, clock)
    at_end = ExitStack()
    at_end.callback(library.close)
    at_end.callback(reader.close)
    if web.pages and (unsubscribe is None or web.pages_port is None):
        facts = replace(site_of(config), has_search=True)
        formats = formats_of(config, facts)
        answers = Answers(library, formats, facts, web.path, clock)
        parts.append(_search(config, clock, formats, answers, at_end))
        parts.append(PublicPages(web.path, answers, reader))

    port = web.port if unsubscribe is not None or web.pages_port is None else web.pages_port
    return Site(web.host, port, *parts, at_end=at_end.close)


def _search(
    config: Config, clock: Clock, formats: Formats, answers: Answers, at_end: ExitStack
) -> "SearchPage":
    """Return the search, which has its own connections to the database, and threads."""
    from listbot.web.reader import Reader
    from listbot.web.search.index import open_index
    from listbot.web.search.keeper import Keeper
    from listbot.web.search.page import Search, SearchPage

    index = open_index(beside_database(config, "search"))
    at_end.callback(index.close)
    library, reader = library_of(config, clock), Reader()
    at_end.callback(library.close)
    at_end.callback(reader.close)
    keeper = Keeper(lambda: closing(library_of(config, clock)), index, formats.basis)
    at_end.callback(keeper.close)
    assert config.web is not None, "there are no pages without [web]"
    search = Search(library, formats, index, config.web.path)
    return SearchPage(config.web.path, search, answers, reader)


async def keep_copy(config: Config, clock: Clock, alert: Callable[[Alert], object]) -> None:
    """Keep the copy of the pages up to date until cancelled; where it cannot be, raise an alert."""
    assert config.path is not None
    assert config.web is not None
    assert config.web.static is not None
    folder = config.web.static
    words = process.command(config.path, folder)
    library, reader = library_of(config, clock), Reader()

    def tell(why: str) -> None:
        text = f"The copy of the public pages in {folder} is not up to date: {why}"
        alert(Alert(Cause.PAGES, text))

    keeper = CopyKeeper(lambda: reader.run(library.happened), lambda: process.run(words), tell)
    try:
        await keeper.run()
    finally:
        reader.close()
        library.close()


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


def gauges_of(config: Config, clock: Clock) -> "Gauges":
    """Return what programs that watch listbot are shown."""
    from prometheus_client import REGISTRY, generate_latest

    from listbot.health import condition
    from listbot.health.metrics import as_metrics
    from listbot.health.numbers import numbers_of
    from listbot.web.checks import Gauges

    def health() -> tuple[bool, bytes]:
        with closing(store_to_read(config)) as store, store.reading() as connection:
            found = condition.health(connection, config, clock())
        return not found.problems, condition.as_json(found)

    def metrics() -> bytes:
        with closing(store_to_read(config)) as store, store.reading() as connection:
            lines = list(as_metrics(numbers_of(connection, config, clock())))
        # the library adds the memory, the descriptors and the processor time of this process
        return "\n".join((*lines, "")).encode() + generate_latest(REGISTRY)

    return Gauges(health, metrics)


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
