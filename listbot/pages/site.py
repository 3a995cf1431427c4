"""What every page of a site shares: its name, its sections, where it is. Only values."""

from dataclasses import dataclass, field

from listbot.pages.shown import Shown


@dataclass(frozen=True, slots=True)
class PublicList:
    """A list whose mails the pages show."""

    address: str
    archive: str = ""
    """URL of its archive; may hold {message_id}."""
    may_index: bool = False
    mode: str = "live"
    """What its letters may do: live, approve or shadow."""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What the configuration says about the pages."""

    name: Shown
    """Stands at the top of every page: "infra"."""
    base_url: str
    """Without a final slash: "https://infra.example.org/listbot"; "" if nobody knows."""
    lists: tuple[PublicList, ...]
    """The decision lists, then the help desks, that have pages."""
    parts: frozenset[str] = frozenset()
    """What this installation keeps: "votes", "tickets", "members", "log", ..."""
    about: str = ""
    """The text that the group keeps about itself, in Markdown."""
    bot: str = ""
    """Address for commands by mail."""
    sections: tuple[tuple[str, Shown], ...] = field(default=())
    """Path and title of each part of the site, in the order of the menu."""

    has_search: bool = False
    """Whether it can be searched; a copy as files never can."""

    def list(self, address: str) -> PublicList | None:
        """Return a list that has pages; None for all others."""
        return next((each for each in self.lists if each.address == address), None)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of the lists that have pages."""
        return tuple(each.address for each in self.lists)

    @property
    def may_index(self) -> bool:
        """Whether search engines may keep a page that is about no list in particular: only if they
        may keep those of every list.
        """
        return all(each.may_index for each in self.lists)

    @property
    def has_pages(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.lists or self.parts)
