"""A library in memory, for tests of what is made of the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from listbot.pages.loading import load_templates
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.reading import Part, Reading
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.votes import VoteRow, VotesView
from listbot.web.formats import Formats

AT = datetime(2026, 9, 8, 18, tzinfo=UTC)


class Votes:
    """The only part of the site."""

    name = "votes"
    title = Shown("Votes")


@dataclass
class Shelf:
    """A library and a reading in one: what it has is set by the test."""

    titles: dict[str, str] = field(default_factory=dict)
    """By path; a page's stamp is its title, and "" if that is "now"."""
    erased: str = ""
    has_votes: bool = True
    asked: list[str] = field(default_factory=list)
    """The paths of the pages that were asked for."""
    vanishing: frozenset[str] = frozenset()
    """Pages that are gone when they are asked for."""

    def version(self) -> int:
        return 0

    def happened(self) -> tuple[int, ...]:
        """Return the same as the version."""
        return (self.version(),)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        yield self

    def erasures(self) -> str:
        return self.erased

    def parts(self) -> tuple[Part, ...]:
        return (Votes(),) if self.has_votes else ()

    def pages(self) -> Iterator[Stamped]:
        for path, title in self.titles.items():
            yield Stamped(path, "" if title == "now" else title)

    def page(self, path: str) -> Page | None:
        self.asked.append(path)
        if path not in self.titles or path in self.vanishing:
            return None
        title = Shown(self.titles[path])
        row = VoteRow(1, Shown("infra"), title, "open", Shown("open"), Shown(""), AT, AT)
        return Page(path, Kind.VOTES, title, VotesView((row,), (), (), 0), AT)

    def news(self, part: str) -> list[News] | None:
        return [News(path, Shown(title), AT, AT) for path, title in self.titles.items()]

    def calendar(self, part: str) -> list[Happening] | None:
        return [Happening(path, Shown(title), AT) for path, title in self.titles.items()]


def formats(name: str = "infra", base_url: str = "https://infra.example.org") -> Formats:
    """Return the formats of a small site."""
    return Formats(load_templates(), SiteFacts(Shown(name), base_url, ()))
