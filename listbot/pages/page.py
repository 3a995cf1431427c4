"""A page as a value: where it is, what it shows, and what its list allows search engines.

Every format of a page is made from it. Only values.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.pages.shown import NOTHING, Shown


class Kind(StrEnum):
    """What a page shows. Its template and its schema have the same name."""

    HOME = "home"
    VOTES = "votes"
    VOTE = "vote"
    DECISIONS = "decisions"
    TICKETS = "tickets"
    TICKET = "ticket"
    RECORDS = "records"
    RECORD = "record"
    MEMBERS = "members"
    SERVICES = "services"
    MEETINGS = "meetings"
    MEETING = "meeting"
    LOG = "log"
    RECAPS = "recaps"
    RECAP = "recap"
    RULES = "rules"
    ABOUT = "about"
    HELP = "help"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class View:
    """What one page shows. Its fields are those of the page's JSON, and are only ever added."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    path: str
    """Below the site's address, without an extension: "votes/31"; "" for the first page."""
    kind: Kind
    title: Shown
    view: View
    updated: datetime | None = None
    """When what it shows changed last; None: it has nothing yet, or it shows the present."""
    may_index: bool = True
    """Whether search engines may keep it."""

    @property
    def section(self) -> str:
        """The part of the site it belongs to: "votes"."""
        return self.path.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Stamped:
    """A page that exists, and the digest of everything it is made of."""

    path: str
    stamp: str
    """Pages are made again when it changes; "": it shows the present, so it is made each time."""


@dataclass(frozen=True, slots=True)
class News:
    """An entry of a feed: something that happened, and the page that tells it."""

    path: str
    title: Shown
    at: datetime
    """When it happened, or changed last."""
    began: datetime
    summary: Shown = NOTHING
    author: Shown = NOTHING


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a calendar."""

    path: str
    title: Shown
    at: datetime
    until: datetime | None = None
    place: Shown = NOTHING
    cancelled: bool = False
