"""A library of pages that tests fill by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from listbot.errors import ListbotError
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.pages.views.votes import VotesView
from listbot.web.answers import Answers
from listbot.web.formats import Formats

NOON = datetime(2026, 9, 8, 12, 0, 0, 250_000, tzinfo=UTC)
TEMPLATES = {
    "style.css": "p { margin: 0 }",
    "votes.html.j2": "<h1>{{ page.title }}</h1> {{ links.to('votes') }} "
    "{{ links.file('style.css') }}",
    "missing.html.j2": "<h1>There is no such page</h1>",
    "later.html.j2": "<h1>Not just now</h1>",
}
OPEN = PublicList("infra@example.org", may_index=True)
CLOSED = PublicList("board@example.org")


def page(path: str, title: str, *, may_index: bool = True) -> Page:
    """A page that shows its title."""
    return Page(path, Kind.VOTES, Shown(title), VotesView((), (), (), 0), None, may_index)


@dataclass
class Shelved:
    """A part of the site."""

    name: str
    title: Shown


PARTS = (Shelved("votes", Shown("Votes")), Shelved("rules", Shown("Rules")))


@dataclass
class Shelf:
    """Replaces the database; also a reading of itself."""

    books: dict[str, Page] = field(default_factory=dict)
    number: int = 1
    fault: ListbotError | None = None
    asked: list[str] = field(default_factory=list)
    """The paths that were looked up."""

    def put(self, *pages: Page) -> None:
        """Commit these pages."""
        self.books |= {each.path: each for each in pages}
        self.number += 1

    def version(self) -> int:
        """Return how often something was committed."""
        if self.fault is not None:
            raise self.fault
        return self.number

    def happened(self) -> tuple[int, ...]:
        """Return the same as the version."""
        return (self.version(),)

    @contextmanager
    def reading(self) -> "Iterator[Shelf]":
        """Open a reading."""
        yield self

    def parts(self) -> tuple[Shelved, ...]:
        """Return the parts: one with a feed and a calendar, one with neither."""
        return (Shelved("", Shown("First page")), *PARTS)

    def erasures(self) -> str:
        """Return that nothing was erased."""
        return ""

    def pages(self) -> Iterator[Stamped]:
        """Yield every page."""
        return (Stamped(path, "") for path in self.books)

    def page(self, path: str) -> Page | None:
        """Return a page."""
        self.asked.append(path)
        return self.books.get(path)

    def news(self, part: str) -> list[News] | None:
        """Return that each vote was opened; rules have no news."""
        if part == "rules":
            return None
        return [News(each.path, each.title, NOON, NOON) for each in self.books.values()]

    def calendar(self, part: str) -> list[Happening] | None:
        """Return when each vote closes."""
        if part == "rules":
            return None
        return [Happening(each.path, each.title, NOON) for each in self.books.values()]


@dataclass
class Hands:
    """A clock that is moved by hand."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


def answers_from(
    shelf: Shelf,
    *lists: PublicList,
    base: str = "/listbot",
    clock: Hands | None = None,
    templates: dict[str, str] | None = None,
    timer: Callable[[], float] = float,
) -> Answers:
    """The answers of a site with these pages."""
    site = SiteFacts(Shown("infra"), f"https://infra.example.org{base}", lists or (OPEN,))
    formats = Formats(TEMPLATES | (templates or {}), site)
    return Answers(shelf, formats, site, base, clock or Hands(), timer)
