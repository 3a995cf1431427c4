"""The reading layer of the public pages: a connection of its own, which never blocks the line.

Raises StoreUnavailable if the database cannot be read.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from listbot.pages.page import Happening, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.store.base.conditions import IS_DUE
from listbot.store.base.engine import unavailable_as_temporary
from listbot.store.base.postgresql.sessions import version_of
from listbot.store.base.schema import journal, outbox
from listbot.store.public.section import MOST_NEWS, Section
from listbot.store.public.sections import SECTIONS
from listbot.store.public.source import Source, erasures
from listbot.store.records.acts import KeptGroup


class OpenReading:
    """The pages as of one moment."""

    def __init__(self, source: Source, sections: tuple[Section, ...]) -> None:
        self._source = source
        self._sections = {each.name: each for each in sections}

    def parts(self) -> tuple[Section, ...]:
        """Return the parts of the site that are on."""
        return tuple(self._sections.values())

    def erasures(self) -> str:
        """Return how many people were forgotten, and what was redacted."""
        return erasures(self._source)

    def pages(self) -> Iterator[Stamped]:
        """Yield every page."""
        for each in self._sections.values():
            yield from each.pages(self._source)

    def page(self, path: str) -> Page | None:
        """Return a page; None if there is none."""
        part = self._sections.get(path.partition("/")[0])
        return part.page(self._source, path) if part else None

    def news(self, part: str) -> list[News] | None:
        """Return the newest entries of a part's feed, the newest first; with "", of all parts, each
        from the part that has its page: a vote that passed is not told as a decision once more.
        """
        if part:
            found = self._sections[part].news(self._source)
            return None if found is None else _newest(found)
        return _newest(
            entry
            for name, each in self._sections.items()
            for entry in each.news(self._source) or ()
            if entry.path.partition("/")[0] == name
        )

    def calendar(self, part: str) -> list[Happening] | None:
        """Return the events of a part's calendar."""
        return self._sections[part].calendar(self._source)


def _newest(news: Iterable[News]) -> list[News]:
    return sorted(news, key=lambda entry: (entry.at, entry.path), reverse=True)[:MOST_NEWS]


class PublicLibrary:
    """The pages of one installation."""

    def __init__(self, engine: Engine, site: SiteFacts, clock: Callable[[], datetime]) -> None:
        """`engine`: opened to read. `clock`: tells what is open now."""
        self._engine = engine
        self._site = site
        self._clock = clock
        self._sections = tuple(each for each in SECTIONS if each.is_on(site))
        self._kept = KeptGroup()
        self._watching: Connection | None = None

    def version(self) -> int:
        """Return a number that another connection's commit changes."""
        with unavailable_as_temporary(self._engine):
            if self._engine.dialect.name == "postgresql":
                return version_of(self._engine)
            if self._watching is None:
                self._watching = self._engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                )
            found = self._watching.exec_driver_sql("PRAGMA data_version").scalar_one()
            self._watching.rollback()
        return int(found)

    def happened(self) -> tuple[int | None, ...]:
        """Return numbers that change once something happened that a page may show: an input, or a
        letter that was made or left. Unlike `version`, they stay while the daemon only looks at its
        clock. Raises StoreUnavailable.
        """
        with unavailable_as_temporary(self._engine), self._engine.connect() as connection:
            reads = connection.execution_options(reads_only=True)
            return (
                reads.execute(select(func.max(journal.c.seq))).scalar(),
                reads.execute(select(func.max(outbox.c.id))).scalar(),
                reads.execute(select(func.count()).select_from(outbox).where(IS_DUE)).scalar(),
            )

    @contextmanager
    def reading(self) -> Iterator[OpenReading]:
        """Open a reading on one state of the database."""
        with unavailable_as_temporary(self._engine), self._engine.connect() as connection:
            reads = connection.execution_options(reads_only=True)
            source = Source(reads, self._site, self._clock(), self._kept)
            yield OpenReading(source, self._sections)

    def close(self) -> None:
        """Close the connections."""
        if self._watching is not None:
            self._watching.close()
        self._engine.dispose()


def menu(site: SiteFacts) -> tuple[tuple[str, Shown], ...]:
    """Return path and title of each part that has a place in the menu."""
    return tuple((each.name, each.title) for each in SECTIONS if each.name and each.is_on(site))
