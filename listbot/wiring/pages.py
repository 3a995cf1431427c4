"""Builds the public pages from the configuration: their facts, their server, and their copy.

Raises ConfigError or StoreUnavailable when the database cannot be opened.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING

from listbot.config import Config
from listbot.model.alert import Alert, Cause
from listbot.model.list_rules import ListRole
from listbot.pages.loading import load_templates as load_pages
from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import require_newest
from listbot.store.public.library import PublicLibrary, menu
from listbot.store.to_read import store_to_read
from listbot.timekeeping import Clock
from listbot.web.answers import Answers
from listbot.web.copy import process
from listbot.web.copy.keeping import CopyKeeper
from listbot.web.formats import Formats
from listbot.web.reader import Reader
from listbot.wiring import beside_database

if TYPE_CHECKING:
    from listbot.web.checks import Gauges
    from listbot.web.digest import Unsubscribe
    from listbot.web.search.page import SearchPage
    from listbot.web.site import Part, Site


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
