"""The page of the search, on a thread of its own: a long search keeps no reader of pages waiting.

Any text may be looked for. A database that cannot be read, and too many searches at a time, become
an answer with 503.
"""

import re
import sqlite3

from aiohttp import web

from listbot.errors import StoreBroken, TemporaryError
from listbot.pages.links import Links
from listbot.pages.reading import Library
from listbot.web.answers import Answer, Answers
from listbot.web.formats import Formats
from listbot.web.public import as_response
from listbot.web.reader import Reader
from listbot.web.search.index import Index

PATH = "/search"
_LEAF = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


class Search:
    """The answers of the search. One thread at a time uses it."""

    def __init__(self, library: Library, formats: Formats, index: Index, base: str) -> None:
        """`base`: the path below which the pages are."""
        self._library = library
        self._formats = formats
        self._index = index
        self._base = base

    def to(self, query: str, leaf: str) -> Answer:
        """Return the page with what a text finds. Raises TemporaryError or StoreBroken."""
        number = int(leaf) if _LEAF.fullmatch(leaf) else 1
        with self._library.reading() as reading:
            found = self._index.find(reading, query, number)
        links = Links(self._base)
        return Answer(200, self._formats.shell("search", links, found=found))


class SearchPage:
    """The search over HTTP."""

    def __init__(self, base: str, search: Search, answers: Answers, reader: Reader) -> None:
        """`answers`: those of the pages, for what the search cannot answer."""
        self._path = f"{base}{PATH}"
        self._search = search
        self._answers = answers
        self._reader = reader

    def mount(self, router: web.UrlDispatcher) -> None:
        """Add the page to the site."""
        router.add_get(self._path, self._show)

    def has(self, path: str) -> bool:
        """Return whether it is the page of the search."""
        return path == self._path

    def refused(self, status: int) -> web.Response:
        """Return the page for a request that leads nowhere."""
        return as_response(self._answers.missing(status))

    def failed(self) -> web.Response:
        """Return the page for a fault of ours."""
        return as_response(self._answers.later(500))

    async def _show(self, request: web.Request) -> web.Response:
        query, leaf = request.query.get("q", ""), request.query.get("page", "")
        try:
            answer = await self._reader.run(lambda: self._search.to(query, leaf))
        except (TemporaryError, StoreBroken, sqlite3.OperationalError):
            answer = self._answers.later(503)
        return as_response(answer)
