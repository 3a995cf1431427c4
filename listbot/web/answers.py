"""Answers a request for a page with a status, bytes and what a browser may remember about them.

It knows no sockets, and one thread at a time uses it. What it made is kept until the database
changes, but not for longer than a minute, since some pages tell how much time is left. A page that
takes long to make is kept for a while even if something changes. Any path
may be asked for: one that leads nowhere costs a look into the database at most. A database that
cannot be read becomes an answer, too; a fault of ours raises.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from listbot.errors import StoreBroken, TemporaryError
from listbot.pages.links import FIRST, Links
from listbot.pages.page import Page
from listbot.pages.reading import Library, Reading
from listbot.pages.site import SiteFacts
from listbot.web.formats import ALL, EVERYTHING_NEW, TYPES, Formats
from listbot.web.memory import Changes, Kept

LONGEST_PATH = 300  # characters; no page has half as many
RETRY_AFTER = 120  # seconds
FRESH_FOR = timedelta(minutes=1)  # "closes in three days" is right to the minute
HTML = TYPES[""]
TEXT = "text/plain; charset=utf-8"
ROBOTS = "robots.txt"
FEED, CALENDAR = ".atom", ".ics"


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send for one path, whoever asks."""

    status: int
    body: bytes = b""
    type: str = HTML
    etag: str = ""
    """Names exactly these bytes; "" if nobody should remember them."""
    modified: datetime | None = None
    """No other bytes were sent from this path with the same second."""
    may_index: bool = False
    location: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of something that exists."""

    body: bytes
    type: str
    may_index: bool


class Answers:
    """The answers of one site."""

    def __init__(
        self,
        library: Library,
        formats: Formats,
        site: SiteFacts,
        base: str,
        clock: Callable[[], datetime],
        timer: Callable[[], float] = time.thread_time,
    ) -> None:
        """`base`: the path below which the pages are, without a final slash. `timer`: seconds of
        the processor's time on this thread.
        """
        self._library = library
        self._formats = formats
        self._files = formats.files
        self._site = site
        self._base = base
        self._clock = clock
        self._timer = timer
        self._kept = Kept[Answer](FRESH_FOR)
        self._changes = Changes()

    def to(self, path: str) -> Answer:
        """Return the answer to a request for a path below the base, as it was sent: "votes/31"."""
        now = self._clock()
        try:
            version = self._library.version()
            found = self._kept.get(path, version, now)
            return found if found is not None else self._made(path, version, now)
        except (TemporaryError, StoreBroken):
            return self.later(503)

    def missing(self, status: int = 404) -> Answer:
        """Return the page that says that there is no such page."""
        return Answer(status, self._formats.shell("missing", Links(self._base)))

    def later(self, status: int) -> Answer:
        """Return the page that asks to come back."""
        return Answer(status, self._formats.shell("later", Links(self._base)))

    def _made(self, path: str, version: int, now: datetime) -> Answer:
        begun = self._timer()
        name = unquote(path[: LONGEST_PATH + 1], errors="replace")
        if len(name) > LONGEST_PATH or not name.isprintable():
            return self.missing()
        found = self._written(name)
        if isinstance(found, str):
            return Answer(301, location=f"{self._base}/{quote(found)}")
        if found is None:
            return self.missing()
        etag = f'"{blake2b(found.body, digest_size=12).hexdigest()}"'
        modified = self._changes.of(path, etag, now)
        answer = Answer(200, found.body, found.type, etag, modified, found.may_index)
        took = timedelta(seconds=self._timer() - begun)
        self._kept.keep(path, answer, len(found.body), version, now, took)
        return answer

    def _written(self, name: str) -> Written | str | None:
        """Return what is there, the name under which it is, or None."""
        if (content := self._files.get(name)) is not None:
            return Written(content, TYPES[PurePosixPath(name).suffix], False)
        if name == ROBOTS:
            return Written(self._robots().encode(), TEXT, False)
        with self._library.reading() as reading:
            if name.endswith("/"):
                bare = name.rstrip("/")
                return bare if bare and reading.page(bare) is not None else None
            return self._page(reading, name)

    def _page(self, reading: Reading, name: str) -> Written | None:
        suffix = next((each for each in TYPES if each and name.endswith(each)), "")
        path = name.removesuffix(suffix)
        if suffix and not path:
            return None
        if suffix in (FEED, CALENDAR):
            return self._news(reading, path) if suffix == FEED else self._calendar(reading, path)
        page = reading.page("" if suffix and path == FIRST else path)
        return self._in_format(page, "" if suffix == ".html" else suffix) if page else None

    def _in_format(self, page: Page, suffix: str) -> Written | None:
        if suffix not in self._formats.suffixes(page):
            return None
        body = self._formats.write(page, suffix, Links(self._base, page.path))
        return Written(body, TYPES[suffix], page.may_index)

    def _news(self, reading: Reading, name: str) -> Written | None:
        titles = {ALL: EVERYTHING_NEW} | {each.name: each.title for each in reading.parts()}
        if name not in titles:
            return None
        part = "" if name == ALL else name
        news = reading.news(part)
        if news is None:
            return None
        body = self._formats.feed(part, titles[name], news, Links(self._base))
        return Written(body, TYPES[FEED], False)

    def _calendar(self, reading: Reading, name: str) -> Written | None:
        title = next((each.title for each in reading.parts() if each.name == name), None)
        if title is None:
            return None
        happenings = reading.calendar(name)
        if happenings is None:
            return None
        body = self._formats.calendar(title, happenings, Links(self._base))
        return Written(body, TYPES[CALENDAR], False)

    def _robots(self) -> str:
        """Return what robots may ask for. Pages that they should not keep also say so themselves,
        which counts where a robot sees no robots.txt: that is only asked for at a host's root.
        """
        may_any = any(each.may_index for each in self._site.lists)
        barred = "search" if may_any else ""
        return f"User-agent: *\nDisallow: {self._base}/{barred}\n"
